// In which order a power controller is asked to switch an appliance off: by force, by asking the operating system, by its power
// button. Restarts and power cycles are never among them: they end with an appliance that serves again. Pure.

export const OFF_STEPS = ['ForceOff', 'GracefulShutdown', 'PushPowerButton'] as const;
export type OffStep = (typeof OFF_STEPS)[number];

/** The last request to switch off that a controller took. */
export interface LastOff {
  readonly step: string;
  readonly agoMs: number;
}

/** Time in which an operating system that was asked to shut down does so; only then the next step is tried. */
const GRACE_MS: ReadonlyMap<string, number> = new Map([
  ['GracefulShutdown', 60_000],
  ['PushPowerButton', 30_000],
]);

const isAllowed = (step: OffStep, allowed: readonly string[] | undefined): boolean =>
  allowed === undefined || allowed.includes(step);

/**
 * The steps to try now, one after the other until one is taken; none while an earlier one is still waited for.
 * @param allowed what the controller says that it takes; undefined where it does not say.
 */
export const offStepsNow = (allowed: readonly string[] | undefined, last?: LastOff): readonly OffStep[] => {
  const known = OFF_STEPS.filter((step) => isAllowed(step, allowed));
  // A list without any of them is more likely incomplete than true, and asking once too often costs nothing.
  const steps = known.length > 0 ? known : (['ForceOff'] as const);
  const graceMs = GRACE_MS.get(last?.step ?? '');
  if (last === undefined || graceMs === undefined) return steps;
  const forced = steps.filter((step) => step === 'ForceOff');
  if (last.agoMs < graceMs) return forced;
  const button = steps.filter((step) => step === 'PushPowerButton');
  return [...forced, ...(button.length > 0 ? button : steps.filter((step) => step === 'GracefulShutdown'))];
};
