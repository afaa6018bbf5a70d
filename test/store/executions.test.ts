// Executions in the emulated Step Functions and in memory, by the same contract.
import { SFNClient } from '@aws-sdk/client-sfn';
import { sfnExecutions } from '../../functions/platform/sfn-executions.ts';
import type { ExecutionDescription } from '../../packages/local-cloud/aws/states/states-state.ts';
import { inMemoryExecutions } from '../doubles/in-memory-executions.ts';
import { machine } from '../doubles/machine.ts';
import { scenarioClock } from '../doubles/scenario-clock.ts';
import { executionsContract } from './executions.contract.ts';
import { openStoreCloud } from './store-cloud.ts';

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Twinbox';

executionsContract('Step Functions', async () => {
  const clock = scenarioClock();
  const store = await openStoreCloud();
  const kept = new Map<string, ExecutionDescription>();
  store.cloud.states.engine = {
    start: (stateMachineArn, name, input, executionArn) => {
      kept.set(executionArn, { executionArn, stateMachineArn, name, input, status: 'RUNNING', startMs: clock.nowMs() });
    },
    describe: (arn) => kept.get(arn),
    stop: (arn) => {
      const found = kept.get(arn);
      if (found) kept.set(arn, { ...found, status: 'ABORTED', stopMs: clock.nowMs() });
    },
    list: () => [...kept.values()],
    knows: (arn) => arn === MACHINE,
  };
  const sfn = new SFNClient(store.client);
  return {
    executions: sfnExecutions(sfn, machine.random, MACHINE),
    nowMs: clock.nowMs,
    inputOf: (arn) => JSON.parse(kept.get(arn)?.input ?? 'null'),
    [Symbol.asyncDispose]: async () => {
      sfn.destroy();
      await store[Symbol.asyncDispose]();
    },
  };
});
executionsContract('the double', async () => {
  const clock = scenarioClock();
  const executions = inMemoryExecutions(clock);
  return {
    executions,
    nowMs: clock.nowMs,
    inputOf: (arn) => executions.started.get(arn.slice(arn.lastIndexOf(':') + 1)),
    [Symbol.asyncDispose]: async () => undefined,
  };
});
