// The story of a standby that is not what it should be while nothing happens: what the inspector finds reaches people by its alarms.
import { alarmStands, boxOf, otherOf } from '../../scenario/failover-story.ts';
import { ALARM, demand, heard, standing } from './wire-steps.ts';
import type { WireStory } from './wire-story.ts';

const FIVE_DAYS_MS = 5.5 * 86_400_000;
/** Five minutes running, the first inspection, and the alarm's own evaluation. */
const FIVE_RUNNING_SECONDS = 480;

const NEWER = ['24.3.9', '79999'] as const;
const MENDED = /OutOfParity|CertificateExpiring/;

export const unfit: WireStory = {
  name: 'unfit',
  says: 'the standby runs other software and its certificate ends soon, and people are told of each, and that it could not take over, until it is mended',
  async tell(lab) {
    const primary = boxOf(lab, lab.pair.preferred);
    const standby = otherOf(lab, primary.name);
    await standby.renewCertificate({ notAfter: new Date(Date.now() + FIVE_DAYS_MS) });
    const standsAndIsHeard = async (alarm: string, sinceMs: number): Promise<void> => {
      await alarmStands(lab, alarm, sinceMs, FIVE_RUNNING_SECONDS);
      await heard(lab, alarm, sinceMs, 20, ALARM);
    };
    const beganMs = lab.clock.nowMs();
    lab.begin();
    await standsAndIsHeard('CertificateExpiring', beganMs);
    demand(
      !standing(lab).some((name) => name.endsWith('StandbyUnfit')),
      'the standby is called unfit although it could take over',
    );
    const upgradedMs = lab.clock.nowMs();
    standby.upgrade(...NEWER);
    // Other software takes none of the backups there are.
    for (const alarm of ['OutOfParity', 'StandbyUnfit']) await standsAndIsHeard(alarm, upgradedMs);
    await standby.renewCertificate();
    primary.upgrade(...NEWER);
    await lab.until('both alarms to be quiet', 240, () => !standing(lab).some((name) => MENDED.test(name)));
  },
};
