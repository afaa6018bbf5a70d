// A function that times out: Lambda ends its sandbox with an error of its own, the workflow calls it once more, and the
// recovery continues normally.
import { runFailover } from '../../lab/scenario/failover-scenario.ts';
import { movedTo, reportOf, scenariosOf, statesOf } from './scenario-steps.ts';

const CONFIRM = 'Twinbox-support-confirm';

describe('a function that times out', () => {
  const scenario = scenariosOf();

  scenario('is ended by Lambda and called once more, and users are moved', async (lab) => {
    // Confirm's first write never returns, so only Lambda ends the function.
    using hangs = lab.cloud.cloud.faults.add({
      ...{ service: 's3', operation: 'PutObject', principal: new RegExp(CONFIRM), resource: /-Confirm-1-/ },
      ...{ kind: 'hold', times: 1 },
    });
    const { execution } = await runFailover(lab, () => undefined);

    expect(hangs.struck).toBe(1);
    expect(execution.status).toBe('SUCCEEDED');
    const seen = lab.cloud.executions().find(({ executionArn }) => executionArn === execution.executionArn);
    const failures = (seen?.events ?? []).filter(({ type }) => type === 'TaskFailed');
    expect(failures.map(({ state, error }) => [state, error])).toEqual([['Confirm', 'Sandbox.Timedout']]);
    const confirms = (type: string) =>
      (seen?.events ?? []).filter((event) => event.type === type && event.state === 'Confirm').length;
    expect(confirms('TaskScheduled') - confirms('TaskSucceeded')).toBe(1);
    const ended = lab.cloud.functions.invocations.filter(
      ({ functionName, fault }) => functionName === CONFIRM && fault?.errorType === 'Sandbox.Timedout',
    );
    expect(ended).toHaveLength(1);
    expect(statesOf(lab, execution).filter((state) => state !== 'Confirm')).toEqual(
      expect.arrayContaining(['Prepare', 'UploadBackup', 'Fence', 'MoveTraffic', 'Verify', 'Finish']),
    );
    expect(movedTo(lab)).toEqual(['dublin']);
    expect(await reportOf(lab, execution)).toMatchObject({
      outcome: 'moved',
      usersMoved: true,
      from: 'london',
      to: 'dublin',
    });
  });
});
