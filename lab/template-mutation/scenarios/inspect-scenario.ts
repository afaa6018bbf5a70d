// The scenario of an unfit standby on a quiet day: the alarms notify operators of what the inspector finds.
import { applianceOf, isInAlarm, otherOf } from '../../scenario/failover-scenario.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import { ALARM, demand, heard, standing } from './mutation-steps.ts';

const FIVE_DAYS_MS = 5.5 * 86_400_000;
/** Five minutes in a row, the first inspection, and the alarm's own evaluation. */
const FIVE_RUNNING_SECONDS = 480;

const NEWER = ['24.3.9', '79999'] as const;
const FIXED = /OutOfParity|CertificateExpiring/;

export const unfit: MutationScenario = {
  name: 'unfit',
  message:
    'the standby runs other software, its certificate expires soon and it could not take over: operators are notified of each until it is fixed',
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
      'the standby is reported as unfit although it could take over',
    );
    const upgradedMs = lab.clock.nowMs();
    standby.upgrade(...NEWER);
    // An appliance with other software accepts none of the existing backups.
    for (const alarm of ['OutOfParity', 'StandbyUnfit']) await alarmsAndIsHeard(alarm, upgradedMs);
    await standby.renewCertificate();
    primary.upgrade(...NEWER);
    // OutOfParity remembers a quarter of an hour.
    await lab.until('both alarms to be OK', 1_200, () => !standing(lab).some((name) => FIXED.test(name)));
  },
};
