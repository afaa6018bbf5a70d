// The watcher: one that dies or goes blind never interrupts the service, and an alarm that is notified twice moves
// users once.
import { alarmArmed, beginGoodDay, isInAlarm, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
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
  usersTouched,
} from './scenario-steps.ts';

const ALARM_INPUT = { pair: 'support', kind: 'failover', trigger: 'alarm' };

const hasAlarmed = (lab: ScenarioLab, alarm: string, afterMs: number): boolean =>
  lab.view().alarms.some(({ name, to, atMs }) => name.endsWith(alarm) && to === 'ALARM' && atMs >= afterMs);

/** Subjects of the alarms' own notifications. */
const alarmMessages = (lab: ScenarioLab): readonly string[] =>
  lab.cloud.cloud.sns.messages
    .filter(({ principal }) => principal === 'cloudwatch.amazonaws.com')
    .map(({ subject, message }) => `${subject ?? ''} ${message}`);

/** No metrics of the watcher and the inspector arrive, as before the first round of a deployment. */
const beforeFirstRound = (lab: ScenarioLab): Disposable =>
  lab.cloud.cloud.faults.add({
    ...{
      service: 'cloudwatch',
      operation: 'PutMetricData',
      principal: /Twinbox-support-(watch|inspect)/,
      kind: 'down',
    },
  });

/** Starts a recovery by hand while nothing can be probed, and expects that it changes nothing. */
const expectBlindHalt = async (lab: ScenarioLab, blindSinceMs: number): Promise<void> => {
  const execution = await startAndEnd(lab, {});
  expect(execution).toMatchObject({ status: 'FAILED', error: 'Unsure' });
  expect(new Set(statesOf(lab, execution))).not.toContain('Prepare');
  expect(sideEffects(lab)).toEqual([]);
  expect(hasAlarmed(lab, 'PrimaryDown', blindSinceMs)).toBe(false);
  expect(lab.cloud.executions()).toHaveLength(1);
  expect(notified(lab)).toEqual([
    expect.stringMatching(/^support HALTED: Unsure\n.*could not determine whether the primary is down/s),
  ]);
  expect(await reportOf(lab, execution)).toMatchObject({
    outcome: 'halted',
    usersMoved: false,
    failure: { name: 'Unsure' },
  });
  const record = await recordOf(lab);
  expect(record).toMatchObject({ primary: 'london', hold: { reason: 'Unsure', phase: 'Confirm' } });
  expect(record.hold?.lapsesAt).toBeDefined();
  expect(record.lease).toBeUndefined();
};

describe('a watcher', () => {
  const scenario = scenariosOf();

  scenario('raises no alarm before its first round; its death raises WatcherSilent and starts nothing', async (lab) => {
    const beganMs = lab.clock.nowMs();
    const first = beforeFirstRound(lab);
    const { primary } = await beginGoodDay(lab);
    await lab.clock.sleep(Math.max(0, beganMs + 150_000 - lab.clock.nowMs()));
    expect(alarmMessages(lab).filter((text) => text.startsWith('ALARM'))).toEqual([]);
    expect(notified(lab)).toEqual([]);
    first[Symbol.dispose]();
    for (const alarm of ['WatcherSilent', 'BackupStale', 'StandbyUnfit']) await alarmArmed(lab, alarm, 400);
    expect(alarmMessages(lab).filter((text) => text.startsWith('ALARM'))).toEqual([]);
    const silentSinceMs = lab.clock.nowMs();
    using deadly = new DisposableStack();
    for (const service of ['cloudwatch', 's3', 'ssm']) {
      deadly.use(
        lab.cloud.cloud.faults.add({ service, principal: /Twinbox-support-watch/, kind: 'down', reset: true }),
      );
    }
    await isInAlarm(lab, 'WatcherSilent', silentSinceMs, 420);
    await lab.clock.sleep(30_000);

    expect(alarmMessages(lab)).toContainEqual(expect.stringContaining('Twinbox-support-WatcherSilent'));
    expect(hasAlarmed(lab, 'PrimaryDown', 0)).toBe(false);
    expect(lab.cloud.executions()).toEqual([]);
    expect(sideEffects(lab)).toEqual([]);
    await servedBy(lab, primary.name, lab.clock.nowMs(), 30);
  });

  scenario(
    'that nobody schedules starts nothing even when the primary dies, and a person can still start {}',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const diedMs = lab.clock.nowMs();
      primary.die();
      // Its alarm waits for first metrics that never arrive.
      await lab.until('people to hear that no watcher ever came up', 900, () =>
        notified(lab).some((text) => /NeverReported: no data yet for WatcherSilent/.test(text)),
      );
      expect(hasAlarmed(lab, 'WatcherSilent', 0)).toBe(false);
      expect(hasAlarmed(lab, 'PrimaryDown', 0)).toBe(false);
      expect(lab.cloud.executions()).toEqual([]);
      expect(sideEffects(lab)).toEqual([]);

      expect(await startAndEnd(lab, {})).toMatchObject({ status: 'SUCCEEDED' });
      expect(movedTo(lab)).toEqual([standby.name]);
      await servedBy(lab, standby.name, diedMs, 60);
    },
    {
      edit: ({ Resources }) => {
        const resources = Resources as Record<string, { Type: string; Properties: { Name?: string } }>;
        const [id] =
          Object.entries(resources).find(([, { Properties }]) => Properties?.Name === 'Twinbox-support-watch') ?? [];
        if (id === undefined) throw new Error('the template has no schedule Twinbox-support-watch');
        delete resources[id];
      },
    },
  );

  scenario('that reaches nothing raises no alarm, and a recovery started by hand halts as unsure', async (lab) => {
    const { primary } = await beginGoodDay(lab);
    const blindSinceMs = lab.clock.nowMs();
    using _blind = lab.cloud.functions.network.cut({});
    await lab.clock.sleep(90_000);
    expect(lab.cloud.executions()).toEqual([]);
    await expectBlindHalt(lab, blindSinceMs);
    await servedBy(lab, primary.name, lab.clock.nowMs(), 30);
  });

  scenario(
    'that reaches only the name servers, neither appliance nor witness, reports nothing as down either',
    async (lab) => {
      const { primary } = await beginGoodDay(lab);
      const blindSinceMs = lab.clock.nowMs();
      using cuts = new DisposableStack();
      for (const { address } of Object.values(lab.sites.appliances)) {
        cuts.use(lab.cloud.functions.network.cut({ address, how: 'silent' }));
      }
      for (const witness of lab.sites.witnesses) witness.silence('black-hole');
      await lab.clock.sleep(90_000);
      expect(lab.cloud.executions()).toEqual([]);
      await expectBlindHalt(lab, blindSinceMs);
      await servedBy(lab, primary.name, lab.clock.nowMs(), 30);
    },
  );

  scenario(
    'whose alarm is delivered several times at once moves users once, and every other run ends with the name of the first',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const diedMs = lab.clock.nowMs();
      primary.die();
      await isInAlarm(lab, 'PrimaryDown', diedMs, 180);
      await Promise.all([lab.cloud.startExecution(ALARM_INPUT), lab.cloud.startExecution(ALARM_INPUT)]);
      const executions = await lab.until('all four runs to end', 600, () => {
        const all = lab.cloud.executions();
        return all.length >= 4 && all.every(({ status }) => status !== 'RUNNING') && all;
      });

      expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'SUCCEEDED'));
      const recovered = executions.filter((execution) => statesOf(lab, execution).includes('Confirm'));
      expect(recovered).toHaveLength(1);
      for (const execution of executions.filter((one) => one !== recovered[0])) {
        expect(JSON.parse(execution.output ?? '{}')).toMatchObject({
          begin: {
            outcome: 'ended',
            evidence: [expect.stringContaining(`the lease and is running: ${recovered[0]?.executionArn}`)],
          },
        });
      }
      expect(notified(lab).filter((text) => text.includes('another recovery has it'))).toHaveLength(
        executions.length - 1,
      );
      expect(movedTo(lab)).toEqual([standby.name]);
      expect(restoredTo(lab, standby.name)).toHaveLength(1);
      expect(lab.sites.power.london?.commands).toHaveLength(1);
      expect(usersTouched(lab)).toHaveLength(3);
      await servedBy(lab, standby.name, diedMs, 60);
    },
    { chaos: { duplicateEvents: 1 } },
  );
});
