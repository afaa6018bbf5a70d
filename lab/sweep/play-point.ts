// One point of the sweep: the world is led to a state, the fault strikes there, the world heals, reconcile does its
// work, and then every invariant must hold and either users are served or people know.

import { applianceOf, beginGoodDay } from '../scenario/failover-scenario.ts';
import type { ScenarioLab } from '../scenario/scenario-lab.ts';
import { type ScenarioOptions, startScenarioLab } from '../scenario/scenario-lab.ts';
import type { Prepared } from '../scenario/setup/prepare.ts';
import { wrongAtEnd } from '../scenario/wrong-at-end.ts';
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

const fails = (lab: ScenarioLab): void => applianceOf(lab, lab.pair.preferred).die();

const WHY = { by: 'Ada Byron', reason: 'the sweep plays it' };
const starts = (input: Parameters<ScenarioLab['cloud']['startExecution']>[0]) => async (lab: ScenarioLab) =>
  void (await lab.cloud.startExecution(input));
const switchover = starts({ kind: 'switchover', to: 'dublin', ...WHY });

/** What leads to states that a failover does not pass. */
const LEADS: Readonly<Record<string, (lab: ScenarioLab) => Promise<void> | void>> = {
  Halt: (lab) => {
    const power = lab.sites.power[lab.pair.preferred];
    if (power) power.failureMode = 'lie';
    fails(lab);
  },
  StandDown: starts({}),
  ConfirmDrill: starts({ kind: 'drill' }),
  FinalCapture: switchover,
  PowerOn: switchover,
  ShutDown: switchover,
  SetPrimary: starts({ kind: 'set-primary', appliance: 'london', ...WHY }),
  CheckReadiness: starts({ kind: 'readiness' }),
  Operate: starts({ kind: 'status' }),
};

const settled = async (lab: ScenarioLab, sinceMs: () => number | undefined): Promise<void> => {
  let quietSinceMs = lab.clock.nowMs();
  await lab.until('quiet', LONGEST_SECONDS, () => {
    const busy = lab.cloud.executions().some(({ status }) => status === 'RUNNING') || sinceMs() === undefined;
    if (busy) quietSinceMs = lab.clock.nowMs();
    return lab.clock.nowMs() - quietSinceMs >= QUIET_MS;
  });
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
    wrong.push(...(await wrongAtEnd(lab, reachedMs ?? beganMs)));
  } catch (error) {
    wrong.push(Error.isError(error) ? `${error.name}: ${error.message}` : String(error));
  }
  const labSeconds = Math.round((lab.clock.nowMs() - beganMs) / 1000);
  const reached = reachedMs !== undefined;
  return { state, fault: fault.name, seed, reached, struck: struckMs !== undefined, wrong, labSeconds };
};
