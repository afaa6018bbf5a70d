// The main story, held to account: a dead primary is replaced by its standby, and asking again afterwards changes nothing.
import { tellFailover } from '../../lab/scenario/failover-story.ts';
import { instantsOf, legsOf } from '../../lab/scenario/view/timeline.ts';
import {
  movedTo,
  progressOf,
  recordOf,
  reportOf,
  restoredTo,
  startAndEnd,
  statesOf,
  storiesOf,
  toldOf,
  touches,
} from './story-steps.ts';

describe('a dead primary', () => {
  const story = storiesOf();

  story('is replaced by its standby with what was captured, and asking again with {} touches nothing more', async (lab) => {
    const { diedMs, alarmedMs, execution, firstGood, configuration } = await tellFailover(lab, () => undefined);

    expect(execution.status).toBe('SUCCEEDED');
    expect(firstGood).toMatchObject({ appliance: 'dublin', configuration });
    expect(lab.sites.boxes.london?.power).toBe('Off');
    expect(movedTo(lab)).toEqual(['dublin']);
    const [server] = lab.publicSide.nameServers.servers;
    const legs = legsOf(instantsOf(lab.view(), 'london', diedMs, alarmedMs, server?.name ?? ''));
    expect(legs.map(({ name }) => name)).toEqual([
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
    expect(report).toMatchObject({ outcome: 'moved', usersMoved: true, from: 'london', to: 'dublin', passedOver: [] });
    expect(restoredTo(lab, 'dublin')).toEqual([report.recoveryPoint?.sha256]);
    expect(report.timeline.map(({ state }) => state)).toEqual([
      ...['Begin', 'Confirm', 'Prepare', 'UploadBackup', 'AwaitRestore', 'CheckStandby', 'AwaitDecision', 'LastLook'],
      ...['ClaimTraffic', 'Fence', 'Promote', 'MoveTraffic', 'AwaitTraffic', 'Verify', 'Finish'],
    ]);
    expect(progressOf(lab, execution)).toEqual([
      'support: london is down, failover to dublin begins',
      'support: dublin is ready to take over',
    ]);
    expect(toldOf(lab, execution)).toEqual([expect.stringContaining('support moved from london to dublin')]);
    expect(await recordOf(lab)).toMatchObject({ primary: 'dublin', lastRecovery: { outcome: 'moved' } });

    const before = touches(lab);
    const refused = await startAndEnd(lab, {});
    expect(refused.status).toBe('SUCCEEDED');
    expect(statesOf(lab, refused)).toEqual(['Begin']);
    expect(lab.cloud.cloud.sns.messages.at(-1)?.message).toContain('london is quarantined');

    await startAndEnd(lab, { kind: 'acknowledge', by: 'the story', quarantine: 'london' });
    const again = await startAndEnd(lab, {});
    expect(statesOf(lab, again).at(-1)).toBe('StandDown');
    expect(touches(lab)).toEqual(before);
    expect(await reportOf(lab, again)).toMatchObject({ outcome: 'stood-down', usersMoved: false });
    const record = await recordOf(lab);
    expect(record).toMatchObject({ primary: 'dublin', lastRecovery: { outcome: 'stood-down' } });
    expect(record.lease).toBeUndefined();
    expect(record.hold).toBeUndefined();
  });
});
