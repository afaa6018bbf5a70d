// The scenario of a standby that is not what it should be while nothing happens: what the inspector finds reaches people by its alarms.
import { applianceOf, isInAlarm, otherOf } from '../../scenario/failover-scenario.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import { ALARM, demand, heard, standing } from './mutation-steps.ts';

const FIVE_DAYS_MS = 5.5 * 86_400_000;
/** Five minutes running, the first inspection, and the alarm's own evaluation. */
const FIVE_RUNNING_SECONDS = 480;

const NEWER = ['24.3.9', '79999'] as const;
const MENDED = /OutOfParity|CertificateExpiring/;

export const unfit: MutationScenario = {
  name: 'unfit',
  message:
    'the standby runs other software and its certificate ends soon, and people are notified of each, and that it could not take over, until it is mended',
  async play(lab) {
    const primary = applianceOf(lab, lab.pair.preferred);
    const standby = otherOf(lab, primary.name);
    await standby.renewCertificate({ notAfter: new Date(Date.now() + FIVE_DAYS_MS) });
    const alarmsAndIsHeard = async (alarm: string, sinceMs: number): Promise<void> => {
      await isInAlarm(lab, alarm, sinceMs, FIVE_RUNNING_SECONDS);
      await heard(lab, alarm, sinceMs, 20, ALARM);
    };
    const beganMs = lab.clock.nowMs();
    lab.begin();
    await alarmsAndIsHeard('CertificateExpiring', beganMs);
    demand(
      !standing(lab).some((name) => name.endsWith('StandbyUnfit')),
      'the standby is called unfit although it could take over',
    );
    const upgradedMs = lab.clock.nowMs();
    standby.upgrade(...NEWER);
    // Other software takes none of the backups there are.
    for (const alarm of ['OutOfParity', 'StandbyUnfit']) await alarmsAndIsHeard(alarm, upgradedMs);
    await standby.renewCertificate();
    primary.upgrade(...NEWER);
    await lab.until('both alarms to be quiet', 240, () => !standing(lab).some((name) => MENDED.test(name)));
  },
};
