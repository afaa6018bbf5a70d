// The story of a standby that is not what it should be while nothing happens: what the inspector finds reaches people by its alarms.
import { alarmStands, boxOf, otherOf } from '../story/failover-story.ts';
import { ALARM, demand, heard, standing } from './wire-steps.ts';
import type { WireStory } from './wire-story.ts';

const FIVE_DAYS_MS = 5.5 * 86_400_000;
/** Five minutes running, the first inspection, and the alarm's own evaluation. */
const FIVE_RUNNING_SECONDS = 480;

const NEWER = ['24.3.9', '79999'] as const;
const MENDED = /OutOfParity|CertificateExpiring/;

export const unfit: WireStory = {
  name: 'unfit',
  says: 'the standby runs other software and its certificate ends soon, and people are told of both until it is mended; then it is gone, and people are told that',
  async tell(lab) {
    const primary = boxOf(lab, lab.pair.preferred);
    const standby = otherOf(lab, primary.name);
    await standby.renewCertificate({ notAfter: new Date(Date.now() + FIVE_DAYS_MS) });
    standby.upgrade(...NEWER);
    const beganMs = lab.clock.nowMs();
    lab.begin();
    for (const alarm of ['OutOfParity', 'CertificateExpiring']) {
      await alarmStands(lab, alarm, beganMs, FIVE_RUNNING_SECONDS);
      await heard(lab, alarm, beganMs, 20, ALARM);
    }
    demand(!standing(lab).some((name) => name.endsWith('StandbyUnfit')), 'the standby is called unfit although it answers');
    await standby.renewCertificate();
    primary.upgrade(...NEWER);
    await lab.until('both alarms to be quiet', 240, () => !standing(lab).some((name) => MENDED.test(name)));
    const goneMs = lab.clock.nowMs();
    standby.die();
    await alarmStands(lab, 'StandbyUnfit', goneMs, FIVE_RUNNING_SECONDS);
    await heard(lab, 'StandbyUnfit', goneMs, 20, ALARM);
  },
};
