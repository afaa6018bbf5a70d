// The story of the night: the newest backup is read back, and people are told when it is not what was captured.
import { alarmStands, boxOf, captureFrom } from '../../scenario/failover-story.ts';
import { firstReadBack, readBackNow, rotNewest } from '../../scenario/read-back-story.ts';
import { ALARM, demand, heard, standing } from './wire-steps.ts';
import type { WireStory } from './wire-story.ts';

/** Two whole minutes: each alarm has been judged without any backup. */
const JUDGED_SECONDS = 135;

const isTold = (names: readonly string[]): boolean => names.some((name) => name.endsWith('ReadBackFailed'));

export const night: WireStory = {
  name: 'night',
  says: 'the newest backup has changed in the vault: people are told, until a newer one is read back whole',
  async tell(lab) {
    const primary = boxOf(lab, lab.pair.preferred);
    primary.moods.backup = 'error-page';
    const beganMs = lab.clock.nowMs();
    lab.begin();
    await firstReadBack(lab);
    await lab.until(
      'the alarms to have been judged',
      JUDGED_SECONDS + 60,
      () => lab.clock.nowMs() - beganMs > JUDGED_SECONDS * 1000,
    );
    delete primary.moods.backup;
    await captureFrom(lab, primary.name, beganMs, 240);
    primary.moods.backup = 'error-page';
    demand(
      !lab.view().alarms.some(({ name, to }) => name.endsWith('ReadBackFailed') && to === 'ALARM'),
      'ReadBackFailed stood while there was no backup, or one that nobody has read yet',
    );
    const rottenMs = lab.clock.nowMs();
    await rotNewest(lab);
    await readBackNow(lab);
    await alarmStands(lab, 'ReadBackFailed', rottenMs, 150);
    await heard(lab, 'ReadBackFailed', rottenMs, 20, ALARM);
    delete primary.moods.backup;
    await captureFrom(lab, primary.name, lab.clock.nowMs(), 240);
    await readBackNow(lab);
    await lab.until('the alarm to be quiet', 150, () => !isTold(standing(lab)));
  },
};
