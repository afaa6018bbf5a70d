// Walks an execution through the phase table as the state machine's definition does: results under their keys, waits
// that pass, every error into Halt. Other tests compare the definition itself with the same table.
import { describeFailure, errorOfFailure } from '../../functions/contract/errors/describe-failure.ts';
import { FAILED } from '../../functions/contract/workflow/phase.ts';
import type { NamedPhase, StateName } from '../../functions/contract/workflow/phase-names.ts';
import { PHASES } from '../../functions/contract/workflow/phases.ts';
import type { TaskInput, WorkflowState } from '../../functions/contract/workflow/workflow-state.ts';
import { operate } from '../../functions/steps/operate/operate.ts';
import { setPrimary } from '../../functions/steps/operate/set-primary.ts';
import { checkReadiness } from '../../functions/steps/readiness/check-readiness.ts';
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { awaitDecision } from '../../functions/steps/recovery/confirm/await-decision.ts';
import { confirm } from '../../functions/steps/recovery/confirm/confirm.ts';
import { confirmDrill } from '../../functions/steps/recovery/confirm/confirm-drill.ts';
import { reconfirm } from '../../functions/steps/recovery/confirm/reconfirm.ts';
import { finish } from '../../functions/steps/recovery/end/finish.ts';
import { halt } from '../../functions/steps/recovery/end/halt.ts';
import { standDown } from '../../functions/steps/recovery/end/stand-down.ts';
import { fence } from '../../functions/steps/recovery/fence/fence.ts';
import { promote } from '../../functions/steps/recovery/fence/promote.ts';
import { finalCapture } from '../../functions/steps/recovery/planned/final-capture.ts';
import { powerOn } from '../../functions/steps/recovery/planned/power-on.ts';
import { shutDown } from '../../functions/steps/recovery/planned/shut-down.ts';
import { awaitRestore } from '../../functions/steps/recovery/restore/await-restore.ts';
import { checkStandby } from '../../functions/steps/recovery/restore/check-standby.ts';
import { prepare } from '../../functions/steps/recovery/restore/prepare.ts';
import { uploadBackup } from '../../functions/steps/recovery/restore/upload-backup.ts';
import { awaitTraffic } from '../../functions/steps/recovery/traffic/await-traffic.ts';
import { claimTraffic } from '../../functions/steps/recovery/traffic/claim-traffic.ts';
import { moveTraffic } from '../../functions/steps/recovery/traffic/move-traffic.ts';
import { verify } from '../../functions/steps/recovery/traffic/verify.ts';
import { EXECUTIONS } from './in-memory-executions.ts';
import type { House } from './one-pair.ts';

type AnyStep = (input: TaskInput, remainingMs: () => number) => Promise<unknown>;

const stepsOf = ({ tools }: House): Readonly<Record<StateName, AnyStep>> => ({
  Begin: begin(tools),
  Confirm: confirm(tools),
  FinalCapture: finalCapture(tools),
  PowerOn: powerOn(tools),
  Prepare: prepare(tools),
  ConfirmDrill: confirmDrill(tools),
  UploadBackup: uploadBackup(tools),
  AwaitRestore: awaitRestore(tools),
  CheckStandby: checkStandby(tools),
  AwaitDecision: awaitDecision(tools),
  Reconfirm: reconfirm(tools),
  ClaimTraffic: claimTraffic(tools),
  ShutDown: shutDown(tools),
  Fence: fence(tools),
  Promote: promote(tools),
  MoveTraffic: moveTraffic(tools),
  AwaitTraffic: awaitTraffic(tools),
  Verify: verify(tools),
  Finish: finish(tools),
  StandDown: standDown(tools),
  Operate: operate(tools),
  CheckReadiness: checkReadiness(tools),
  SetPrimary: setPrimary(tools),
  Halt: halt(tools),
});

export interface Walked {
  /** States in the order in which they ran, loops once. */
  readonly path: readonly string[];
  readonly end: 'SUCCEEDED' | 'FAILED' | 'STOPPED';
  readonly state: WorkflowState;
  readonly execution: string;
  readonly startedAt: string;
}

export interface WalkOptions {
  /** Name of the execution. */
  readonly name?: string;
  /** Asked before every task; throw to fail it as Lambda would, return 'stop' to stop the execution there. */
  readonly before?: (state: string, attempt: number) => 'stop' | undefined | Promise<undefined>;
}

/** Seconds that a task takes. */
const TASK_SECONDS = 1;

export const walk = async (
  house: House,
  input: unknown,
  { name = 'alarm-0a1b2c3d', before }: WalkOptions = {},
): Promise<Walked> => {
  const { clock, stores } = house;
  const steps = stepsOf(house);
  const execution = `${EXECUTIONS}:${name}`;
  const startedAt = clock.iso();
  const path: string[] = [];
  stores.executions.set(execution, 'RUNNING');
  let state = input as Walked['state'];
  const ended = (end: Walked['end']): Walked => {
    stores.executions.set(execution, end === 'SUCCEEDED' ? 'SUCCEEDED' : end === 'FAILED' ? 'FAILED' : 'ABORTED');
    return { path, end, state, execution, startedAt };
  };
  let phase: NamedPhase = PHASES[0];
  for (let tasks = 0; tasks < 2_000; tasks += 1) {
    if (path.at(-1) !== phase.state) path.push(phase.state);
    const step = steps[phase.state];
    const earlier = state[phase.result];
    if ((await before?.(phase.state, (earlier?.attempt ?? 0) + 1)) === 'stop') return ended('STOPPED');
    const isBegin = phase.state === 'Begin';
    let next: string;
    try {
      // Data crosses Step Functions as JSON.
      const task = JSON.parse(JSON.stringify({ state, execution, startedAt, ...(isBegin && { input }) })) as TaskInput;
      const answer: unknown = JSON.parse(JSON.stringify(await step(task, () => phase.functionTimeoutSeconds * 1000)));
      clock.pass(TASK_SECONDS);
      state = (isBegin ? answer : { ...state, [phase.result]: answer }) as Walked['state'];
      const outcome = state[phase.result]?.outcome;
      if (outcome === 'again' && phase.loop) {
        clock.pass(phase.loop.waitSeconds);
        continue;
      }
      next = (outcome && phase.next[outcome]) ?? `an outcome that the table does not know: ${outcome}`;
    } catch (error) {
      if (phase.state === 'Halt') throw error;
      const lambda = errorOfFailure(describeFailure(error), error);
      const caught = {
        Error: lambda.name,
        Cause: JSON.stringify({ errorType: lambda.name, errorMessage: lambda.message }),
      };
      state = isBegin ? { error: caught } : { ...state, error: caught };
      next = 'Halt';
    }
    if (next === 'Done') return ended('SUCCEEDED');
    if (next === FAILED) return ended('FAILED');
    const found = PHASES.find((candidate) => candidate.state === next);
    if (!found) throw new RangeError(next);
    phase = found;
  }
  throw new RangeError(`the walk does not end: ${path.join(', ')}`);
};
