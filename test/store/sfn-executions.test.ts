// Executions asked about and started through the emulated Step Functions, with a bare engine behind it.
import { SFNClient } from '@aws-sdk/client-sfn';
import { sfnExecutions } from '../../functions/store/sfn-executions.ts';
import type { ExecutionDescription } from '../../lab/aws/states/states-state.ts';
import { openStoreCloud } from './store-cloud.ts';

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Twinbox';
const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Twinbox:again-1';

const open = async () => {
  const store = await openStoreCloud();
  const executions = new Map<string, ExecutionDescription>();
  store.cloud.states.engine = {
    start: (stateMachineArn, name, input, executionArn) => {
      executions.set(executionArn, { executionArn, stateMachineArn, name, input, status: 'RUNNING', startMs: 0 });
    },
    describe: (arn) => executions.get(arn),
    stop: (arn) => {
      const found = executions.get(arn);
      if (found) executions.set(arn, { ...found, status: 'ABORTED', stopMs: 7_000 });
    },
    list: () => [...executions.values()],
    history: () => [],
    knows: (arn) => arn === MACHINE,
  };
  const sfn = new SFNClient(store.client);
  return {
    store,
    executions,
    sfn,
    [Symbol.asyncDispose]: async () => {
      sfn.destroy();
      await store[Symbol.asyncDispose]();
    },
  };
};

describe('executions of the workflow', () => {
  test('start with their input, and are then found running', async () => {
    await using lab = await open();
    const executions = sfnExecutions(lab.sfn, MACHINE);
    expect(await executions.start('again-1', { pair: 'support' })).toBe(ARN);
    expect(lab.executions.get(ARN)?.input).toBe('{"pair":"support"}');
    expect(await executions.describe(ARN)).toEqual({ status: 'RUNNING' });
  });

  test('of the same name are the same one, even after it has ended, and are not started twice', async () => {
    await using lab = await open();
    const executions = sfnExecutions(lab.sfn, MACHINE);
    await executions.start('again-1', { pair: 'support' });
    await lab.store.cloud.states.engine?.stop(ARN, {});
    expect(await executions.start('again-1', { pair: 'support' })).toBe(ARN);
    expect(await executions.describe(ARN)).toEqual({ status: 'ABORTED', endedAtMs: 7_000 });
  });

  test('are stopped; one that has ended, or that nobody knows, is left as it is', async () => {
    await using lab = await open();
    const executions = sfnExecutions(lab.sfn, MACHINE);
    await executions.start('again-1', { pair: 'support' });
    const why = { error: 'DrillPreempted', cause: 'a failover goes before it' };
    await executions.stop(ARN, why);
    expect(await executions.describe(ARN)).toEqual({ status: 'ABORTED', endedAtMs: 7_000 });
    await executions.stop(ARN, why);
    await executions.stop(`${ARN}-unknown`, why);
    expect([...lab.executions.keys()]).toEqual([ARN]);
  });

  test('that nobody knows are UNKNOWN', async () => {
    await using lab = await open();
    expect(await sfnExecutions(lab.sfn).describe(ARN)).toEqual({ status: 'UNKNOWN' });
  });

  test('cannot be asked about: that is a failure, not an answer', async () => {
    await using lab = await open();
    lab.store.cloud.faults.add({ service: 'states', kind: 'error', code: 'AccessDeniedException', status: 400 });
    await expect(sfnExecutions(lab.sfn).describe(ARN)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('cannot be started without a state machine', async () => {
    await using lab = await open();
    await expect(sfnExecutions(lab.sfn).start('again-1', {})).rejects.toMatchObject({ name: 'WorkflowBroken' });
  });
});
