// What is wrong with a pair while nothing has happened yet: the inspector finds it, alarms stand, `status` says it in words, and
// nobody would be moved to a box at which users were refused.
import { alarmStands, boxOf, captureFrom, alarmsStanding as standing } from '../../lab/scenario/failover-story.ts';
import type { StoryLab } from '../../lab/scenario/story-lab.ts';
import { reportOf, startAndEnd, storiesOf, told, toldByAlarm, touches } from './story-steps.ts';

const DAY_MS = 86_400_000;

/** The lines that a person gets who asks for the status. */
const statusOf = async (lab: StoryLab): Promise<readonly string[]> => {
  const { output } = await startAndEnd(lab, { kind: 'status' });
  const { operate } = JSON.parse(output ?? '{}') as { readonly operate?: { readonly evidence: readonly string[] } };
  return operate?.evidence ?? [];
};

describe('a pair at which nothing has happened yet', () => {
  const story = storiesOf();

  story(
    'is told of a standby whose certificate is about to end and whose software differs, and nobody fails over to it once the certificate has ended',
    async (lab) => {
      const dublin = boxOf(lab, 'dublin');
      await dublin.renewCertificate({ notAfter: new Date(Date.now() + 5.5 * DAY_MS) });
      const beganMs = lab.clock.nowMs();
      const standsAndIsTold = async (alarm: string, sinceMs: number): Promise<void> => {
        await alarmStands(lab, alarm, sinceMs, 600);
        await lab.until(`people to be told of ${alarm}`, 60, () => toldByAlarm(lab, alarm));
      };
      lab.begin();
      await captureFrom(lab, 'london', beganMs, 240);
      await standsAndIsTold('CertificateExpiring', beganMs);
      // It holds for days yet: nobody would be refused.
      expect(standing(lab).filter((name) => name.endsWith('StandbyUnfit'))).toEqual([]);

      const upgradedMs = lab.clock.nowMs();
      dublin.upgrade('24.3.9', '79999');
      // Other software takes none of the backups there are.
      for (const alarm of ['OutOfParity', 'StandbyUnfit']) await standsAndIsTold(alarm, upgradedMs);

      const [verdict, ...others] = await statusOf(lab);
      expect(verdict).toContain('could dublin take over now: no, no backup may be restored to it');
      expect(others).toContainEqual(expect.stringMatching(/^CertificateExpiring: the certificate of dublin: it ends in 5 days/));
      expect(others).toContainEqual(
        expect.stringMatching(/^SoftwareDiffers: london runs rs 24\.3\.2 \(73122\), dublin runs rs 24\.3\.9 \(79999\) /),
      );

      dublin.upgrade('24.3.2', '73122');
      await dublin.renewCertificate({ notAfter: new Date(Date.now() - 1_000) });
      const asked = await startAndEnd(lab, { dryRun: true });
      expect(await reportOf(lab, asked)).toMatchObject({ outcome: 'halted', failure: { name: 'StandbyUnfit' } });
      expect(told(lab).at(-1)).toMatch(/the standby dublin cannot take over: .*certificate: it ended on/);
      const refused = await lab.until('the inspector to have seen it', 180, async () => {
        const [line = ''] = await statusOf(lab);
        return /: no, .*the certificate of dublin: it ended on/.test(line) && line;
      });
      expect(refused).toContain('CERT_HAS_EXPIRED');
      expect(touches(lab)).toEqual([]);
    },
  );
});
