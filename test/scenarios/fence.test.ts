// A fence that is not confirmed: the old appliance may still serve, so the policy decides, or a person who has checked
// the appliance.
import { beginGoodDay, servedBy } from '../../lab/scenario/failover-scenario.ts';
import { readBackNow } from '../../lab/scenario/read-back-scenario.ts';
import { recoveryEnds } from './recovery-ends.ts';
import {
  movedTo,
  notified,
  notifiedOf,
  recordOf,
  reportOf,
  restoredTo,
  scenariosOf,
  startAndEnd,
  statesOf,
} from './scenario-steps.ts';

describe('a fence that is not confirmed', () => {
  describe('under the policy halt', () => {
    const scenario = scenariosOf({ onUnconfirmedFence: 'halt' });

    scenario(
      'halts before traffic moves, and continues with a person’s confirmation without a second upload',
      async (lab) => {
        const { primary, standby } = await beginGoodDay(lab);
        const { london: power } = lab.sites.power;
        if (power) power.failureMode = 'lie';
        const diedMs = lab.clock.nowMs();
        primary.die();
        const execution = await recoveryEnds(lab, diedMs, 1_200);

        expect(execution).toMatchObject({ status: 'FAILED', error: 'FenceUnconfirmed' });
        expect(power?.commands.map(({ resetType }) => resetType)).toContain('ForceOff');
        expect(primary.power).toBe('On');
        expect(movedTo(lab)).toEqual([]);
        expect(await reportOf(lab, execution)).toMatchObject({ outcome: 'halted', usersMoved: false });
        const record = await recordOf(lab);
        expect(record.lease).toBeUndefined();
        expect(record).toMatchObject({ primary: 'london', hold: { reason: 'FenceUnconfirmed', phase: 'Fence' } });
        const { hold } = record;
        expect(hold?.lapsesAt).toBeUndefined();
        expect(hold?.resumeInput).toEqual({
          pair: 'support',
          kind: 'failover',
          fenceConfirmed: { by: expect.any(String), how: expect.any(String) },
        });
        expect(notifiedOf(lab, execution)).toEqual([
          expect.stringContaining(`start the workflow with ${JSON.stringify(hold?.resumeInput)}`),
        ]);
        // The alarm is still in ALARM, and scheduled runs change nothing: a person must decide.
        const haltedMs = lab.clock.nowMs();
        await readBackNow(lab);
        await lab.until('every schedule to come round', 240, () => {
          const { records, schedules } = lab.cloud.scheduler;
          // The weekly ping is answered before any step runs, and the hourly readiness only reads.
          const beside = /-(ping|check-readiness|readiness)$/;
          const ofTheHour = schedules.filter(({ name }) => !beside.test(name));
          return ofTheHour.every(({ name }) => records.some((one) => one.name === name && one.startedMs >= haltedMs));
        });
        await lab.clock.sleep(15_000);
        expect(movedTo(lab)).toEqual([]);
        expect(lab.cloud.executions().filter((one) => statesOf(lab, one).includes('Confirm'))).toHaveLength(1);

        primary.powerOff();
        const fenceConfirmed = { by: 'Ada Example', how: 'pulled both plugs in London' };
        const forward = await startAndEnd(lab, { pair: 'support', kind: 'continue', ...fenceConfirmed });
        expect(forward.status).toBe('SUCCEEDED');
        expect(movedTo(lab)).toEqual(['dublin']);
        expect(standby.events.filter(({ kind }) => kind === 'restore-begun')).toHaveLength(1);
        await servedBy(lab, 'dublin', forward.startMs, 60);
        const report = await reportOf(lab, forward);
        expect(report).toMatchObject({
          outcome: 'moved',
          fence: { outcome: 'fenced', confirmedBy: fenceConfirmed.by },
        });
        expect(restoredTo(lab, 'dublin')).toEqual([report.recoveryPoint?.sha256]);
        expect(notifiedOf(lab, forward).at(-1)).toContain('london is off, confirmed by Ada Example');
        expect((await recordOf(lab)).hold).toBeUndefined();
      },
    );

    scenario('takes the word of a person who confirms it to the running recovery', async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const { london: power } = lab.sites.power;
      if (power) power.failureMode = 'wrong-password';
      const diedMs = lab.clock.nowMs();
      primary.powerOff();
      const began = await lab.until('people to be notified that it begins', 300, () =>
        notified(lab).find((text) => text.startsWith('support: london is down, failover to dublin begins')),
      );
      const [, recoveryId = ''] = /Recovery (\S+), epoch/.exec(began) ?? [];
      await startAndEnd(lab, { kind: 'confirm', what: 'fence', recoveryId, by: 'Ada Example', how: 'saw it burn' });
      const execution = await recoveryEnds(lab, diedMs);
      expect(execution.status).toBe('SUCCEEDED');
      expect(movedTo(lab)).toEqual([standby.name]);
      expect(await reportOf(lab, execution)).toMatchObject({
        fence: { outcome: 'fenced', confirmedBy: 'Ada Example' },
      });
    });
  });

  describe('under the policy proceed', () => {
    const scenario = scenariosOf({ onUnconfirmedFence: 'proceed' });

    scenario('moves the users, and notification and report say that two appliances may serve', async (lab) => {
      const { primary } = await beginGoodDay(lab);
      const { london: power } = lab.sites.power;
      if (power) power.failureMode = 'wrong-password';
      const diedMs = lab.clock.nowMs();
      primary.die();
      const execution = await recoveryEnds(lab, diedMs, 900);

      expect(execution.status).toBe('SUCCEEDED');
      expect(power?.commands).toEqual([]);
      expect(primary.power).toBe('On');
      expect(movedTo(lab)).toEqual(['dublin']);
      await servedBy(lab, 'dublin', diedMs, 60);
      const report = await reportOf(lab, execution);
      expect(report).toMatchObject({ outcome: 'moved', usersMoved: true, fence: { outcome: 'unconfirmed' } });
      expect(report.fence).not.toHaveProperty('confirmedBy');
      expect(JSON.stringify(report.timeline)).toContain('london and dublin may both serve');
      expect(notifiedOf(lab, execution)).toEqual([
        expect.stringContaining('ATTENTION: london is not confirmed to be off; both appliances may serve'),
      ]);
      expect(await recordOf(lab)).toMatchObject({ primary: 'dublin', lastRecovery: { outcome: 'moved' } });
    });
  });
});
