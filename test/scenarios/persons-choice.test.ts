// People choose the restore point: they distrust what was captured in a window, name a backup, or name a time. What they
// say counts from then on, also in the middle of a recovery.
import { beginGoodDay, captureFrom, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { backupsOf, type LyingBackup } from '../../lab/scenario/view/vault-view.ts';
import { recoveryEnds } from './recovery-ends.ts';
import {
  movedTo,
  notified,
  recordOf,
  reportOf,
  restoredTo,
  scenariosOf,
  sideEffects,
  startAndEnd,
  statesOf,
} from './scenario-steps.ts';

const SIGNED = { by: 'kim of operations', reason: 'a ransom note at noon' } as const;

const idOf = ({ manifestKey }: LyingBackup): string =>
  manifestKey.slice(manifestKey.lastIndexOf('/') + 1, -'.json'.length);

/** A good day with that many captures of london, oldest first. */
const captured = async (lab: ScenarioLab, count: number): Promise<readonly LyingBackup[]> => {
  await beginGoodDay(lab);
  for (let more = 1; more < count; more += 1) await captureFrom(lab, 'london', lab.clock.nowMs(), 240);
  return backupsOf(lab.view());
};

describe('what people say about restore points', () => {
  const scenario = scenariosOf();

  scenario('the distrusted newest backup is passed over by the automatic failover', async (lab) => {
    const [, before, newest] = (await captured(lab, 3)).slice(-3);
    if (!before || !newest) throw new Error('three captures were expected');
    const window = {
      from: new Date(newest.capturedAtMs - 1_000).toISOString(),
      to: new Date(lab.clock.nowMs()).toISOString(),
    };
    const word = await startAndEnd(lab, { kind: 'distrust', ...window, ...SIGNED });
    expect(word.status).toBe('SUCCEEDED');
    const diedMs = lab.clock.nowMs();
    lab.sites.appliances.london?.die();
    const execution = await recoveryEnds(lab, diedMs, 900);
    expect(execution.status).toBe('SUCCEEDED');
    expect(restoredTo(lab, 'dublin')).toEqual([before.sha256]);
    const report = await reportOf(lab, execution);
    expect(report.passedOver).toEqual([
      { backupId: idOf(newest), reason: expect.stringMatching(/^distrusted by kim of operations at .*ransom note/) },
    ]);
    await servedBy(lab, 'dublin', diedMs, 60);
  });

  scenario(
    'the newest backup before a time is restored, and its loss is reported before anything is changed',
    async (lab) => {
      const [oldest, middle] = await captured(lab, 3);
      if (!oldest || !middle) throw new Error('three captures were expected');
      lab.sites.appliances.london?.die();
      const before = new Date(middle.capturedAtMs).toISOString();
      const run = await startAndEnd(lab, { kind: 'failover', restorePoint: { before }, ...SIGNED }, 900);
      expect(run.status).toBe('SUCCEEDED');
      expect(restoredTo(lab, 'dublin')).toEqual([oldest.sha256]);
      expect(movedTo(lab)).toEqual(['dublin']);
      const texts = notified(lab);
      const told = texts.findIndex((text) => text.includes('What is lost: restoring '));
      expect(texts[told]).toContain(`named by ${SIGNED.by} (${SIGNED.reason})`);
      expect(told).toBeLessThan(texts.findIndex((text) => text.startsWith('support moved from london')));
      expect(await reportOf(lab, run)).toMatchObject({
        named: { before, ...SIGNED },
        loss: { backupId: idOf(oldest) },
      });
    },
  );

  scenario(
    'a named backup of another version than the standby runs is refused before anything is touched',
    async (lab) => {
      await captured(lab, 1);
      const { london } = lab.sites.appliances;
      if (!london) throw new Error('there is no london');
      london.upgrade('25.2.0', '90001');
      const upgradedMs = lab.clock.nowMs();
      await captureFrom(lab, 'london', upgradedMs, 400);
      const tooNew = (await backupsOf(lab.view())).at(-1);
      if (!tooNew) throw new Error('a capture was expected');
      lab.sites.appliances.london?.die();
      const touched = sideEffects(lab);
      const run = await startAndEnd(lab, { kind: 'failover', restorePoint: { id: idOf(tooNew) }, ...SIGNED }, 900);
      expect(run).toMatchObject({ status: 'FAILED', error: 'RestorePointRefused' });
      expect(sideEffects(lab)).toEqual(touched);
      expect((await recordOf(lab)).hold).toMatchObject({
        reason: 'RestorePointRefused',
        resumeInput: { restorePoint: { id: idOf(tooNew) }, ...SIGNED },
      });
    },
  );

  scenario(
    'a window that is distrusted between Prepare and UploadBackup makes the recovery choose again',
    async (lab) => {
      const [before, newest] = (await captured(lab, 2)).slice(-2);
      if (!before || !newest) throw new Error('two captures were expected');
      lab.sites.appliances.london?.die();
      const { executionArn } = await lab.cloud.startExecution({ kind: 'failover' });
      const running = () => lab.cloud.executions().find((one) => one.executionArn === executionArn);
      await lab.until('Prepare to run', 300, () => {
        const execution = running();
        return execution && statesOf(lab, execution).includes('Prepare') ? true : undefined;
      });
      const window = {
        from: new Date(newest.capturedAtMs - 1_000).toISOString(),
        to: new Date(lab.clock.nowMs()).toISOString(),
      };
      const word = await startAndEnd(lab, { kind: 'distrust', ...window, ...SIGNED });
      expect(word.status).toBe('SUCCEEDED');
      const ended = await lab.until('the recovery to end', 900, () => {
        const execution = running();
        return execution?.status === 'RUNNING' ? undefined : execution;
      });
      expect(restoredTo(lab, 'dublin')).toEqual([before.sha256]);
      expect(ended.status).toBe('SUCCEEDED');
    },
  );
});
