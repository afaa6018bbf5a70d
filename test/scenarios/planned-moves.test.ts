// Planned moves: to the other appliance while both are healthy, the way back, and what ends where it began. The ends
// are read in the world: power, the zone, what was restored, and what an ordinary client gets.
import { applianceOf, beginGoodDay, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { backupsOf } from '../../lab/scenario/view/vault-view.ts';
import { movedTo, notifiedOf, recordOf, reportOf, restoredTo, scenariosOf, startAndEnd } from './scenario-steps.ts';

const WHY = { by: 'Ada Byron', reason: 'upgrade of london' };
const SWITCHOVER = { pair: 'support', kind: 'switchover', to: 'dublin', ...WHY };
const SALVAGED = { salvaged: { by: 'Ada Byron', how: 'recordings are in the archive' } };

const commandsTo = (lab: ScenarioLab, appliance: string): readonly string[] =>
  (lab.sites.power[appliance]?.commands ?? []).map(({ resetType }) => resetType);

describe('a planned move', () => {
  const scenario = scenariosOf();

  scenario('leads to the other appliance and back, and no power is ever cut', async (lab) => {
    await beginGoodDay(lab);
    const over = await startAndEnd(lab, SWITCHOVER, 1_800);
    expect(over.status).toBe('SUCCEEDED');
    const movedMs = lab.clock.nowMs();
    await servedBy(lab, 'dublin', movedMs, 60);
    expect(commandsTo(lab, 'london')).toEqual(['GracefulShutdown']);
    expect(applianceOf(lab, 'london').power).toBe('Off');
    const captured = (await backupsOf(lab.view())).filter(({ capturedAtMs }) => capturedAtMs >= over.startMs);
    expect(restoredTo(lab, 'dublin')).toEqual([captured[0]?.sha256]);
    expect(await reportOf(lab, over)).toMatchObject({ outcome: 'moved', usersMoved: true });
    expect(await recordOf(lab)).toMatchObject({ primary: 'dublin', quarantined: { appliance: 'london' } });
    expect(notifiedOf(lab, over)[0]).toContain('as planned');

    const back = await startAndEnd(lab, { pair: 'support', kind: 'reprotect', ...WHY, ...SALVAGED }, 1_800);
    expect(back.status).toBe('SUCCEEDED');
    expect(applianceOf(lab, 'london').power).toBe('On');
    const newest = (await backupsOf(lab.view())).findLast(({ appliance }) => appliance === 'dublin');
    expect(restoredTo(lab, 'london')).toEqual([newest?.sha256]);
    expect(await recordOf(lab)).toMatchObject({ primary: 'dublin', lastRecovery: { outcome: 'reprotected' } });
    expect(await recordOf(lab)).not.toHaveProperty('quarantined');

    const home = await startAndEnd(lab, { pair: 'support', kind: 'failback', ...WHY }, 1_800);
    expect(home.status).toBe('SUCCEEDED');
    await servedBy(lab, 'london', lab.clock.nowMs(), 60);
    expect(movedTo(lab)).toEqual(['dublin', 'london']);
    expect(commandsTo(lab, 'dublin')).toEqual(['GracefulShutdown']);
    expect(commandsTo(lab, 'london')).toEqual(['GracefulShutdown', 'On']);
  });

  scenario('ends where it began when the primary does not shut down', async (lab) => {
    await beginGoodDay(lab);
    const london = lab.sites.power.london;
    if (london) london.quirks = { ...london.quirks, ignoresGraceful: true };
    const over = await startAndEnd(lab, SWITCHOVER, 1_800);
    expect(over.status).toBe('SUCCEEDED');
    expect(await reportOf(lab, over)).toMatchObject({ outcome: 'stood-down', usersMoved: false });
    expect(commandsTo(lab, 'london')).not.toContain('ForceOff');
    expect(movedTo(lab)).toEqual([]);
    await servedBy(lab, 'london', lab.clock.nowMs(), 60);
    const record = await recordOf(lab);
    expect(record).toMatchObject({ primary: 'london' });
    expect([record.hold, record.lease]).toEqual([undefined, undefined]);
  });

  scenario('whose restore fails after the last capture leaves users where they are', async (lab) => {
    await beginGoodDay(lab);
    applianceOf(lab, 'dublin').failureModes.restore = 'ignore';
    const over = await startAndEnd(lab, SWITCHOVER, 3_600);
    expect(over.status).toBe('FAILED');
    expect(await reportOf(lab, over)).toMatchObject({ outcome: 'halted', failure: { name: 'RestoreUnproven' } });
    expect([...commandsTo(lab, 'london'), ...movedTo(lab)]).toEqual([]);
    await servedBy(lab, 'london', lab.clock.nowMs(), 60);
    expect((await recordOf(lab)).hold).toBeUndefined();
  });

  scenario('during which the primary dies becomes a failover', async (lab) => {
    await beginGoodDay(lab);
    await lab.cloud.startExecution(SWITCHOVER);
    await lab.until('the restore to begin', 900, () =>
      applianceOf(lab, 'dublin').events.some(({ kind }) => kind === 'restore-begun'),
    );
    const diedMs = lab.clock.nowMs();
    applianceOf(lab, 'london').die();
    await servedBy(lab, 'dublin', diedMs, 900);
    expect(movedTo(lab)).toEqual(['dublin']);
    expect(restoredTo(lab, 'dublin')).toHaveLength(1);
  });
});
