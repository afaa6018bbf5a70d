// The main scenario: a standby replaces a dead primary, and starting again afterwards changes nothing.
import { runFailover } from '../../lab/scenario/failover-scenario.ts';
import { instantsOf, stageTimesOf } from '../../lab/scenario/view/timeline.ts';
import {
  movedTo,
  notifiedOf,
  progressOf,
  recordOf,
  reportOf,
  restoredTo,
  scenariosOf,
  sideEffects,
  startAndEnd,
  statesOf,
} from './scenario-steps.ts';

describe('a dead primary', () => {
  const scenario = scenariosOf();

  scenario(
    'is replaced by its standby with the captured backup, and starting {} again changes nothing',
    async (lab) => {
      const { diedMs, alarmedMs, execution, firstGood, configuration } = await runFailover(lab, () => undefined);

      expect(execution.status).toBe('SUCCEEDED');
      expect(firstGood).toMatchObject({ appliance: 'dublin', configuration });
      expect(lab.sites.appliances.london?.power).toBe('Off');
      expect(movedTo(lab)).toEqual(['dublin']);
      const [server] = lab.publicSide.nameServers.servers;
      const stageTimes = stageTimesOf(instantsOf(lab.view(), 'london', diedMs, alarmedMs, server?.name ?? ''));
      expect(stageTimes.map(({ name }) => name)).toEqual([
        'detect',
        'confirm',
        'restore',
        'check',
        'fence',
        'move',
        'propagate',
        'verify',
      ]);

      const report = await reportOf(lab, execution);
      expect(report).toMatchObject({
        outcome: 'moved',
        usersMoved: true,
        from: 'london',
        to: 'dublin',
        passedOver: [],
      });
      expect(restoredTo(lab, 'dublin')).toEqual([report.recoveryPoint?.sha256]);
      expect(report.timeline.map(({ state }) => state)).toEqual([
        ...[
          'Begin',
          'Confirm',
          'Prepare',
          'UploadBackup',
          'AwaitRestore',
          'CheckStandby',
          'AwaitDecision',
          'Reconfirm',
        ],
        ...['ClaimTraffic', 'Fence', 'Promote', 'MoveTraffic', 'AwaitTraffic', 'Verify', 'Finish'],
      ]);
      expect(progressOf(lab, execution)).toEqual([
        'support: london is down, failover to dublin begins',
        'support: dublin is ready to take over',
      ]);
      expect(notifiedOf(lab, execution)).toEqual([expect.stringContaining('support moved from london to dublin')]);
      expect(await recordOf(lab)).toMatchObject({ primary: 'dublin', lastRecovery: { outcome: 'moved' } });

      const before = sideEffects(lab);
      const refused = await startAndEnd(lab, {});
      expect(refused.status).toBe('SUCCEEDED');
      expect(statesOf(lab, refused)).toEqual(['Begin']);
      expect(lab.cloud.cloud.sns.messages.at(-1)?.message).toContain('london has been quarantined since');

      await startAndEnd(lab, { kind: 'acknowledge', by: 'the scenario', quarantine: 'london' });
      const again = await startAndEnd(lab, {});
      expect(statesOf(lab, again).at(-1)).toBe('StandDown');
      expect(sideEffects(lab)).toEqual(before);
      expect(await reportOf(lab, again)).toMatchObject({ outcome: 'stood-down', usersMoved: false });
      const record = await recordOf(lab);
      expect(record).toMatchObject({ primary: 'dublin', lastRecovery: { outcome: 'stood-down' } });
      expect(record.lease).toBeUndefined();
      expect(record.hold).toBeUndefined();
    },
  );
});
