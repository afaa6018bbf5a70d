// Executions asked about and started through the emulated Step Functions, with a bare engine behind it.
import { SFNClient } from '@aws-sdk/client-sfn';
import { sfnExecutions } from '../../functions/platform/sfn-executions.ts';
import type { ExecutionDescription } from '../../packages/local-cloud/aws/states/states-state.ts';
import { machine } from '../doubles/machine.ts';
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
    const executions = sfnExecutions(lab.sfn, machine.random, MACHINE);
    expect(await executions.start('again-1', { pair: 'support' }, 0)).toBe(ARN);
    expect(lab.executions.get(ARN)?.input).toBe('{"pair":"support"}');
    expect(await executions.describe(ARN)).toEqual({ status: 'RUNNING' });
  });

  test('of the same name are the same one, even after it has ended, and are not started twice', async () => {
    await using lab = await open();
    const executions = sfnExecutions(lab.sfn, machine.random, MACHINE);
    await executions.start('again-1', { pair: 'support' }, 0);
    await lab.store.cloud.states.engine?.stop(ARN, {});
    expect(await executions.start('again-1', { pair: 'support' }, 0)).toBe(ARN);
    expect(await executions.describe(ARN)).toEqual({ status: 'ABORTED', endedAtMs: 7_000 });
  });

  test('whose name somebody has taken beforehand, with another input or long before, are started under another name', async () => {
    await using lab = await open();
    const ours = { pair: 'support', kind: 'failover', trigger: 'alarm' };
    const executions = sfnExecutions(lab.sfn, machine.random, MACHINE);
    await lab.store.cloud.states.start(MACHINE, 'again-1', '{"kind":"status"}');
    const started = await executions.start('again-1', ours, 0);
    expect(started).toMatch(/:again-1-[0-9a-f]{8}$/);
    expect(JSON.parse(lab.executions.get(started)?.input ?? '')).toEqual(ours);

    await lab.store.cloud.states.start(MACHINE, 'again-2', JSON.stringify(ours));
    await lab.store.cloud.states.engine?.stop(ARN.replace('again-1', 'again-2'), {});
    expect(await executions.start('again-2', ours, 60_000)).toMatch(/:again-2-[0-9a-f]{8}$/);
    // The lab's engine begins every execution at 0: the same asked for by a second run of ours is the same one.
    expect(await executions.start('again-2', ours, 0)).toMatch(/:again-2$/);
  });

  test('are stopped; one that has ended, or that nobody knows, is left as it is', async () => {
    await using lab = await open();
    const executions = sfnExecutions(lab.sfn, machine.random, MACHINE);
    await executions.start('again-1', { pair: 'support' }, 0);
    const why = { error: 'DrillPreempted', cause: 'a failover preempts it' } as const;
    await executions.stop(ARN, why);
    expect(await executions.describe(ARN)).toEqual({ status: 'ABORTED', endedAtMs: 7_000 });
    await executions.stop(ARN, why);
    await executions.stop(`${ARN}-unknown`, why);
    expect([...lab.executions.keys()]).toEqual([ARN]);
  });

  test('that nobody knows are UNKNOWN', async () => {
    await using lab = await open();
    expect(await sfnExecutions(lab.sfn, machine.random).describe(ARN)).toEqual({ status: 'UNKNOWN' });
  });

  test('cannot be asked about: that is a failure, not an answer', async () => {
    await using lab = await open();
    lab.store.cloud.faults.add({ service: 'states', kind: 'error', code: 'AccessDeniedException', status: 400 });
    await expect(sfnExecutions(lab.sfn, machine.random).describe(ARN)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  test('cannot be started without a state machine', async () => {
    await using lab = await open();
    await expect(sfnExecutions(lab.sfn, machine.random).start('again-1', {}, 0)).rejects.toMatchObject({
      name: 'WorkflowBroken',
    });
  });
});
