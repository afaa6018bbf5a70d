// One point of the sweep: the world is led to a state, the fault strikes there, the world heals, reconcile does its
// work, and then every invariant must hold and either users are served or people know.

import { applianceOf, beginGoodDay } from '../scenario/failover-scenario.ts';
import { checkInvariants } from '../scenario/invariants/all-invariants.ts';
import type { ScenarioLab } from '../scenario/scenario-lab.ts';
import { type ScenarioOptions, startScenarioLab } from '../scenario/scenario-lab.ts';
import type { Prepared } from '../scenario/setup/prepare.ts';
import { simulatedBackend } from '../simulated/simulated-backend.ts';
import type { ControlPoint } from './control-points.ts';
import type { SweepFault } from './sweep-faults.ts';

export interface PointResult {
  readonly state: string;
  readonly fault: string;
  readonly seed: number;
  readonly reached: boolean;
  readonly struck: boolean;
  /** In sentences; empty when all is well. */
  readonly wrong: readonly string[];
  readonly labSeconds: number;
}

/** After this long without a running execution everything that follows by itself has followed. */
const QUIET_MS = 200_000;
const LONGEST_SECONDS = 4 * 3_600;
const RECENT_MS = 60_000;

/** What leads to states that a failover does not pass. */
const LEADS: Readonly<Record<string, (lab: ScenarioLab) => Promise<void> | void>> = {
  Halt: ({ sites, pair }) => {
    const power = sites.power[pair.preferred];
    if (power) power.failureMode = 'lie';
    applianceOf({ sites } as ScenarioLab, pair.preferred).die();
  },
  StandDown: async (lab) => void (await lab.cloud.startExecution({})),
  ConfirmDrill: async (lab) => void (await lab.cloud.startExecution({ kind: 'drill' })),
  Operate: async (lab) => void (await lab.cloud.startExecution({ kind: 'status' })),
};

const fails = (lab: ScenarioLab): void => applianceOf(lab, lab.pair.preferred).die();

const settled = async (lab: ScenarioLab, sinceMs: () => number | undefined): Promise<void> => {
  let quietSinceMs = lab.clock.nowMs();
  await lab.until('quiet', LONGEST_SECONDS, () => {
    const busy = lab.cloud.executions().some(({ status }) => status === 'RUNNING') || sinceMs() === undefined;
    if (busy) quietSinceMs = lab.clock.nowMs();
    return lab.clock.nowMs() - quietSinceMs >= QUIET_MS;
  });
};

const servedOrKnown = (lab: ScenarioLab, sinceMs: number): readonly string[] => {
  const served = lab.watch.observations.some(({ ok, atMs }) => ok && atMs >= lab.clock.nowMs() - RECENT_MS);
  const known = lab.cloud.cloud.sns.messages.some(({ atMs }) => atMs >= sinceMs);
  return served || known ? [] : ['users are not served, and nobody was notified'];
};

export interface PlayOptions extends Pick<ScenarioOptions, 'edit' | 'seed'> {
  readonly prepared: Prepared;
}

/** Plays one point. A lab that never comes to rest is wrong, too. */
export const playPoint = async (
  { state, functionName }: ControlPoint,
  fault: SweepFault,
  { prepared, seed, edit }: PlayOptions,
): Promise<PointResult> => {
  await using lab = await startScenarioLab({ seed, prepared, backend: simulatedBackend(seed), ...(edit && { edit }) });
  const beganMs = lab.clock.nowMs();
  let reachedMs: number | undefined;
  let struckMs: number | undefined;
  const wrong: string[] = [];
  try {
    await beginGoodDay(lab);
    const strike = fault.intercept(lab, () => {
      struckMs ??= lab.clock.nowMs();
    });
    lab.cloud.functions.override(functionName, {
      intercept: (call, proceed) => {
        if (reachedMs !== undefined) return proceed();
        reachedMs = lab.clock.nowMs();
        return strike(call, proceed);
      },
    });
    await (LEADS[state] ?? fails)(lab);
    await settled(lab, () => struckMs);
    wrong.push(...(await checkInvariants(lab.view())).map(({ invariant, message }) => `${invariant}. ${message}`));
    wrong.push(...servedOrKnown(lab, reachedMs ?? beganMs));
  } catch (error) {
    wrong.push(Error.isError(error) ? `${error.name}: ${error.message}` : String(error));
  }
  const labSeconds = Math.round((lab.clock.nowMs() - beganMs) / 1000);
  const reached = reachedMs !== undefined;
  return { state, fault: fault.name, seed, reached, struck: struckMs !== undefined, wrong, labSeconds };
};
