// Faults of a pair before any outage: the inspector finds them, alarms go into ALARM, `status` reports them, and no
// user is moved to an appliance that would refuse them.
import {
  applianceOf,
  captureFrom,
  isInAlarm,
  alarmsStanding as standing,
} from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { notified, notifiedByAlarm, reportOf, scenariosOf, sideEffects, startAndEnd } from './scenario-steps.ts';

const DAY_MS = 86_400_000;

/** The lines that `status` returns. */
const statusOf = async (lab: ScenarioLab): Promise<readonly string[]> => {
  const { output } = await startAndEnd(lab, { kind: 'status' });
  const { operate } = JSON.parse(output ?? '{}') as { readonly operate?: { readonly evidence: readonly string[] } };
  return operate?.evidence ?? [];
};

describe('a pair without an outage', () => {
  const scenario = scenariosOf();

  scenario(
    'has a standby with an expiring certificate and other software reported, and no failover goes to it once the certificate has expired',
    async (lab) => {
      const dublin = applianceOf(lab, 'dublin');
      await dublin.renewCertificate({ notAfter: new Date(Date.now() + 5.5 * DAY_MS) });
      const beganMs = lab.clock.nowMs();
      const alarmsAndIsNotified = async (alarm: string, sinceMs: number): Promise<void> => {
        await isInAlarm(lab, alarm, sinceMs, 600);
        await lab.until(`people to be told of ${alarm}`, 60, () => notifiedByAlarm(lab, alarm));
      };
      lab.begin();
      await captureFrom(lab, 'london', beganMs, 240);
      await alarmsAndIsNotified('CertificateExpiring', beganMs);
      // It is valid for some more days: no user would be refused.
      expect(standing(lab).filter((name) => name.endsWith('StandbyUnfit'))).toEqual([]);

      const upgradedMs = lab.clock.nowMs();
      dublin.upgrade('24.3.9', '79999');
      // The other version accepts none of the existing backups.
      for (const alarm of ['OutOfParity', 'StandbyUnfit']) await alarmsAndIsNotified(alarm, upgradedMs);

      const [verdict, ...others] = await statusOf(lab);
      expect(verdict).toMatch(/^support can fail over to dublin: no, because SoftwareDiffers: .*NoEligibleBackup: /);
      expect(others[0]).toContain('could dublin take over now: no, no backup may be restored to it');
      expect(others).toContainEqual(
        expect.stringMatching(/^CertificateExpiring: the certificate of dublin: it expires in 5 days/),
      );
      expect(others).toContainEqual(
        expect.stringMatching(
          /^SoftwareDiffers: london runs rs 24\.3\.2 \(73122\), dublin runs rs 24\.3\.9 \(79999\) /,
        ),
      );

      dublin.upgrade('24.3.2', '73122');
      await dublin.renewCertificate({ notAfter: new Date(Date.now() - 1_000) });
      const asked = await startAndEnd(lab, { dryRun: true });
      expect(await reportOf(lab, asked)).toMatchObject({ outcome: 'halted', failure: { name: 'StandbyUnfit' } });
      expect(notified(lab).at(-1)).toMatch(/the standby dublin cannot take over: .*certificate: it expired on/);
      const refused = await lab.until('the inspector to have seen it', 180, async () => {
        const [line = ''] = await statusOf(lab);
        return /: no, .*the certificate of dublin: it expired on/.test(line) && line;
      });
      expect(refused).toContain('CERT_HAS_EXPIRED');
      expect(sideEffects(lab)).toEqual([]);
    },
  );
});
