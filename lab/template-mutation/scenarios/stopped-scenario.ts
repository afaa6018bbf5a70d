// An execution that is stopped by hand never reaches Halt. Its end event closes it out; if that fails, the minutely
// check does. The minutely check also starts a recovery when no event does.
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
    'a recovery is stopped by hand twice: its end event closes out the first; the minutely check starts the second and closes it out',
  async play(lab) {
    const { primary } = await beginGoodDay(lab);
    const { name: pair } = lab.pair;
    const diedMs = lab.clock.nowMs();
    primary.die();
    const first = await lab.cloud.startExecution({ pair });
    // Not later: the function of a longer state may still run, and the next recovery would wait for the time limit of
    // that state.
    await entered(lab, first, 'Confirm', 60);
    lab.cloud.scheduler.stop();
    const stoppedMs = lab.clock.nowMs();
    lab.cloud.stopExecution(first.executionArn);
    await holdExists(lab, 40);
    await reportOf(lab, first);
    await heard(lab, 'ExecutionStopped', stoppedMs, 20, /close-out/);
    lab.cloud.scheduler.start();
    const alarmedMs = await isInAlarm(lab, 'PrimaryDown', diedMs, 130);
    const refused = await lab.until(
      'a recovery requested by the alarm',
      20,
      () => startedAfter(lab, alarmedMs - 1_000)[0],
    );
    demand(
      (await ends(lab, refused, 30)).status === 'SUCCEEDED',
      'the recovery that the alarm requested did not end with SUCCEEDED',
    );
    const liftedMs = lab.clock.nowMs();
    await succeeds(lab, { pair, kind: 'acknowledge', by: 'a person' }, ['Begin', 'Operate']);
    const again = await lab.until('the minutely check to start a recovery', 150, () =>
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
