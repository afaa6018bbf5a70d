// The order of requests that power an appliance off: by force, through the operating system, by the power button. Never
// a restart or a power cycle: the appliance would serve again afterwards. Pure.

export const OFF_STEPS = ['ForceOff', 'GracefulShutdown', 'PushPowerButton'] as const;
export type OffStep = (typeof OFF_STEPS)[number];

/** The last power-off request that a controller accepted. */
export interface LastOff {
  readonly step: string;
  readonly agoMs: number;
}

/** Time for an operating system to shut down before the next step is tried. */
const GRACE_MS: ReadonlyMap<string, number> = new Map([
  ['GracefulShutdown', 60_000],
  ['PushPowerButton', 30_000],
]);

const isAllowed = (step: OffStep, allowed: readonly string[] | undefined): boolean =>
  allowed === undefined || allowed.includes(step);

/**
 * The steps to try now, in order until one is accepted; none while an earlier one is still in progress.
 * @param allowed the requests that the controller reports as allowed; undefined if it does not report them.
 */
export const offStepsNow = (allowed: readonly string[] | undefined, last?: LastOff): readonly OffStep[] => {
  const known = OFF_STEPS.filter((step) => isAllowed(step, allowed));
  // A list without any of them is probably incomplete, and one refused request costs nothing.
  const steps = known.length > 0 ? known : (['ForceOff'] as const);
  const graceMs = GRACE_MS.get(last?.step ?? '');
  if (last === undefined || graceMs === undefined) return steps;
  const forced = steps.filter((step) => step === 'ForceOff');
  if (last.agoMs < graceMs) return forced;
  const button = steps.filter((step) => step === 'PushPowerButton');
  return [...forced, ...(button.length > 0 ? button : steps.filter((step) => step === 'GracefulShutdown'))];
};
