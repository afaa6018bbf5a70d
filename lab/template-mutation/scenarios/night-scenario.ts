// The read-back scenario: the newest backup is read back every night, and operators are notified when it differs from
// what was captured.
import { applianceOf, captureFrom, isInAlarm } from '../../scenario/failover-scenario.ts';
import { firstReadBack, readBackNow, rotNewest } from '../../scenario/read-back-scenario.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import { demand, heardAlarm, standing } from './mutation-steps.ts';

/** Two whole minutes: each alarm has been evaluated without any backup. */
const EVALUATED_SECONDS = 135;

const isReported = (names: readonly string[]): boolean => names.some((name) => name.endsWith('ReadBackFailed'));

export const night: MutationScenario = {
  name: 'night',
  message:
    'the newest backup has changed in the backup store: operators are notified until a newer one passes the read-back',
  async play(lab) {
    const primary = applianceOf(lab, lab.pair.preferred);
    primary.failureModes.backup = 'error-page';
    const beganMs = lab.clock.nowMs();
    lab.begin();
    await firstReadBack(lab);
    await lab.until(
      'the alarms to have been evaluated',
      EVALUATED_SECONDS + 60,
      () => lab.clock.nowMs() - beganMs > EVALUATED_SECONDS * 1000,
    );
    delete primary.failureModes.backup;
    await captureFrom(lab, primary.name, beganMs, 240);
    primary.failureModes.backup = 'error-page';
    demand(
      !lab.view().alarms.some(({ name, to }) => name.endsWith('ReadBackFailed') && to === 'ALARM'),
      'ReadBackFailed was in ALARM without a backup, or with one that was not read back yet',
    );
    const rottenMs = lab.clock.nowMs();
    await rotNewest(lab);
    await readBackNow(lab);
    await isInAlarm(lab, 'ReadBackFailed', rottenMs, 150);
    await heardAlarm(lab, 'ReadBackFailed', rottenMs, 20);
    delete primary.failureModes.backup;
    await captureFrom(lab, primary.name, lab.clock.nowMs(), 240);
    await readBackNow(lab);
    await lab.until('the alarm to be OK', 150, () => !isReported(standing(lab)));
  },
};
