// The state machine's definition, built from the phase table. Each phase is a Task that calls a published version, then
// a Choice on the outcome, and a Wait if the phase may answer `again`. It uses only JSONPath and plain states.
import { Duration } from 'aws-cdk-lib';
import type { IFunction, Version } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Fail,
  type IChainable,
  type INextable,
  Pass,
  Result,
  type State,
  Succeed,
  TaskInput,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { ANY_ERROR, HALT_FAILED, UNKNOWN_OUTCOME } from '../../functions/contract/errors/workflow-errors.ts';
import { PINGED } from '../../functions/contract/runtime/ping.ts';
import { DONE, FAILED, type Phase } from '../../functions/contract/workflow/phase.ts';
import type { Verb } from '../../functions/contract/workflow/phase-names.ts';
import { PHASES } from '../../functions/contract/workflow/phases.ts';
import { retryLambda } from './lambda-retries.ts';

/** Gives the published version of a verb's function. */
export type VersionOf = (verb: Verb) => Version;

const FIRST = 'Begin';
const LAST_RESORT = 'Halt';

const taskOf = (scope: Construct, phase: Phase & { readonly verb: Verb }, versionOf: VersionOf): LambdaInvoke => {
  const task = new LambdaInvoke(scope, phase.state, {
    comment: phase.description,
    // The CDK's own class misses its interface under exactOptionalPropertyTypes.
    lambdaFunction: versionOf(phase.verb) as IFunction,
    // The function's answer itself is the result, without a wrapper.
    payloadResponseOnly: true,
    payload: TaskInput.fromObject({
      'state.$': '$',
      'execution.$': '$$.Execution.Id',
      'startedAt.$': '$$.Execution.StartTime',
      ...(phase.state === FIRST ? { 'input.$': '$$.Execution.Input' } : {}),
    }),
    // Begin's answer becomes the whole execution data (the default); all others add theirs to it.
    ...(phase.state === FIRST ? {} : { resultPath: `$.${phase.result}` }),
    taskTimeout: Timeout.duration(Duration.seconds(phase.taskTimeoutSeconds)),
    retryOnServiceExceptions: false,
  });
  retryLambda(task);
  return task;
};

/** A ping goes from each phase to the next one of the table and ends after the last. */
const afterPing = (phase: Phase): string =>
  PHASES[PHASES.findIndex(({ state }) => state === phase.state) + 1]?.state ?? DONE;

/** The next state for each answer of a task. An unknown answer goes to `unknown`. */
const choiceOf = (
  scope: Construct,
  phase: Phase,
  task: State,
  stateOf: (name: string) => State,
  unknown: State,
): Choice => {
  const outcome = `$.${phase.result}.outcome`;
  const choice = new Choice(scope, `${phase.state} done?`);
  choice.when(Condition.not(Condition.isPresent(outcome)), unknown);
  for (const [answer, next] of Object.entries(phase.next)) {
    const answered = Condition.stringEquals(outcome, answer);
    // Ways back are bounded here too, so that the graph ends whatever a function answers.
    const bounded =
      answer === phase.back?.outcome && Condition.numberLessThan(`$.${phase.result}.attempt`, phase.back.attempts);
    choice.when(bounded ? Condition.and(answered, bounded) : answered, stateOf(next));
  }
  choice.when(Condition.stringEquals(outcome, PINGED), stateOf(afterPing(phase)));
  if (phase.loop) {
    const wait = new Wait(scope, `${phase.state} again`, {
      time: phase.loop.saysWait
        ? WaitTime.secondsPath(`$.${phase.result}.waitSeconds`)
        : WaitTime.duration(Duration.seconds(phase.loop.waitSeconds)),
    });
    // The function ends its loop itself; this bound applies if it does not.
    const mayGoOn = Condition.numberLessThan(`$.${phase.result}.attempt`, phase.loop.attempts);
    choice.when(Condition.and(Condition.stringEquals(outcome, 'again'), mayGoOn), wait.next(task));
  }
  return choice.otherwise(unknown);
};

/** Halt is the last phase that a ping calls, and the only one whose answer otherwise does not matter. */
const haltChoice = (scope: Construct, phase: Phase, stateOf: (name: string) => State): Choice => {
  const outcome = `$.${phase.result}.outcome`;
  const pinged = Condition.and(Condition.isPresent(outcome), Condition.stringEquals(outcome, PINGED));
  return new Choice(scope, `${phase.state} done?`).when(pinged, stateOf(afterPing(phase))).otherwise(stateOf(FAILED));
};

/** The whole graph; its first state is Begin. */
export const workflowDefinition = (scope: Construct, versionOf: VersionOf): IChainable => {
  const tasks = new Map(PHASES.map((phase) => [phase.state as string, taskOf(scope, phase, versionOf)]));
  const ends = new Map<string, State>([
    [DONE, new Succeed(scope, DONE)],
    [FAILED, new Fail(scope, FAILED, { errorPath: '$.halt.reason', causePath: '$.halt.message' })],
  ]);
  const stateOf = (name: string): State & IChainable & INextable => {
    const found = tasks.get(name) ?? ends.get(name);
    if (!found) throw new RangeError(`the phase table leads to ${name}, which is neither a state nor an end`);
    return found as State & IChainable & INextable;
  };
  const halt = stateOf(LAST_RESORT);
  const beginFailed = new Pass(scope, 'Begin failed', {
    comment: 'Keeps the error where Halt reads it: Begin has left no data to add it to.',
    parameters: { 'error.$': '$' },
  });
  beginFailed.next(halt);
  const unknown = new Pass(scope, 'Unknown outcome', {
    result: Result.fromObject({ Error: UNKNOWN_OUTCOME.name, Cause: UNKNOWN_OUTCOME.cause }),
    resultPath: '$.error',
  });
  unknown.next(halt);
  const haltFailed = new Fail(scope, 'Halt failed', {
    error: HALT_FAILED.name,
    cause: HALT_FAILED.cause,
  });

  for (const phase of PHASES) {
    const task = stateOf(phase.state) as LambdaInvoke;
    if (phase.state === LAST_RESORT) {
      task.addCatch(haltFailed, { errors: [ANY_ERROR], resultPath: '$.error' });
      task.next(haltChoice(scope, phase, stateOf));
      continue;
    }
    if (phase.state === FIRST) task.addCatch(beginFailed, { errors: [ANY_ERROR] });
    else task.addCatch(halt, { errors: [ANY_ERROR], resultPath: '$.error' });
    task.next(choiceOf(scope, phase, task, stateOf, unknown));
  }
  return stateOf(FIRST);
};
