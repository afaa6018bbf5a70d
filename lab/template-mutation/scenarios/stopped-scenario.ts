// An execution that is stopped by hand passes no Halt: its end alone closes it out, and where that fails, the minute does. What stands
// still is started again without any event.
import { beginGoodDay, isInAlarm } from '../../scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../scenario/scenario-lab.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import { demand, ends, entered, heard, recordOf, reportOf, startedAfter, succeeds } from './mutation-steps.ts';

const holdExists = (lab: ScenarioLab, deadlineSeconds: number) =>
  lab.until('a hold in place of the lease', deadlineSeconds, async () => {
    const record = await recordOf(lab);
    return record?.hold !== undefined && record.lease === undefined;
  });

export const stopped: MutationScenario = {
  name: 'stopped',
  message:
    'a recovery is stopped by hand twice: closed out by its end, then, when that fails, by the minute, which has also started it',
  async play(lab) {
    const { primary } = await beginGoodDay(lab);
    const { name: pair } = lab.pair;
    const diedMs = lab.clock.nowMs();
    primary.die();
    const first = await lab.cloud.startExecution({ pair });
    // Not later: what may still be alive of a longer state would keep the next recovery waiting for as long as that state may take.
    await entered(lab, first, 'Confirm', 60);
    lab.cloud.scheduler.stop();
    const stoppedMs = lab.clock.nowMs();
    lab.cloud.stopExecution(first.executionArn);
    await holdExists(lab, 40);
    await reportOf(lab, first);
    await heard(lab, 'ExecutionStopped', stoppedMs, 20, /close-out/);
    lab.cloud.scheduler.start();
    const alarmedMs = await isInAlarm(lab, 'PrimaryDown', diedMs, 130);
    const refused = await lab.until('the request by the alarm', 20, () => startedAfter(lab, alarmedMs - 1_000)[0]);
    demand((await ends(lab, refused, 30)).status === 'SUCCEEDED', 'the request by the alarm did not end in order');
    const liftedMs = lab.clock.nowMs();
    await succeeds(lab, { pair, kind: 'acknowledge', by: 'a person' }, ['Begin', 'Operate']);
    const again = await lab.until('the minute to start a recovery', 150, () =>
      startedAfter(lab, liftedMs).find(({ input }) => input.includes('"alarm"')),
    );
    await entered(lab, again, 'Confirm', 90);
    using _broken = lab.cloud.cloud.faults.add({ service: 's3', principal: /close-out/, kind: 'down' });
    const againStoppedMs = lab.clock.nowMs();
    lab.cloud.stopExecution(again.executionArn);
    await holdExists(lab, 130);
    await heard(lab, 'ExecutionStopped', againStoppedMs, 20, /reconcile/);
    await reportOf(lab, again);
  },
};
