// Drills: rehearsing a restore while users are served, what refuses a drill, what it leaves, and a primary that dies
// during one.
import { beginGoodDay, isInAlarm, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { keysUnder, textOf } from '../../lab/scenario/view/vault-view.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { recoveryEnds } from './recovery-ends.ts';
import {
  movedTo,
  notified,
  notifiedOf,
  recordOf,
  reportOf,
  restoredTo,
  scenariosOf,
  sideEffects,
  startAndEnd,
  statesOf,
  usersTouched,
} from './scenario-steps.ts';

const DRILL = { pair: 'support', kind: 'drill' };
const REHEARSAL = [
  'Begin',
  'Confirm',
  'Prepare',
  'ConfirmDrill',
  'UploadBackup',
  'AwaitRestore',
  'CheckStandby',
  'Finish',
];

const pathOf = (lab: ScenarioLab, execution: SeenExecution): readonly string[] =>
  statesOf(lab, execution).filter((state, index, all) => state !== all[index - 1]);

/** Waits until the execution has reached that state. */
const comesTo = (lab: ScenarioLab, execution: SeenExecution, state: string): Promise<boolean> =>
  lab.until(`the drill to come to ${state}`, 300, () => statesOf(lab, execution).includes(state));

/**
 * Every user who got an answer in that time got it from this appliance. A probe lost on a busy machine proves nothing.
 */
const served = (lab: ScenarioLab, appliance: string, fromMs: number, toMs: number): void => {
  const probes = lab.view().clientProbes.filter(({ atMs, doneAtMs }) => atMs >= fromMs && doneAtMs <= toMs);
  const answered = probes.filter(({ ok }) => ok);
  expect(answered.length).toBeGreaterThan(probes.length * 0.8);
  expect(new Set(answered.map(({ appliance }) => appliance))).toEqual(new Set([appliance]));
  const { answers } = lab.publicSide.nameServers;
  const given = answers.filter(
    ({ atMs, type, name }) => atMs >= fromMs && atMs <= toMs && type === 'A' && name === 'support.lab.test',
  );
  expect(new Set(given.flatMap(({ values }) => values))).toEqual(new Set([lab.sites.appliances[appliance]?.address]));
};

/** Refused with nothing changed, although everything else is healthy. */
const refused = async (lab: ScenarioLab, subject: string, message: string): Promise<SeenExecution> => {
  const before = sideEffects(lab);
  const execution = await startAndEnd(lab, DRILL);
  expect(sideEffects(lab)).toEqual(before);
  expect(notifiedOf(lab, execution)).toEqual([expect.stringMatching(new RegExp(`^${subject}\n`))]);
  expect(notifiedOf(lab, execution)[0]).toContain(message);
  // A drill that ends in Begin does not create a record.
  if (keysUnder(lab.view(), 'pairs/').length > 0) {
    const { lease, hold } = await recordOf(lab);
    expect([lease, hold]).toEqual([undefined, undefined]);
  }
  return execution;
};

/** As a deployment would: removes the standby's `quiet` from the settings, or restores it. */
const redeploy = (lab: ScenarioLab, change: (settings: Record<string, unknown>) => Record<string, unknown>): string => {
  const { ssm } = lab.cloud.cloud;
  const name = `/twinbox/pairs/${lab.pair.name}`;
  const value = ssm.parameter(name)?.value;
  if (value === undefined) throw new Error(`no parameter ${name}`);
  const settings = change(JSON.parse(value) as Record<string, unknown>);
  ssm.putParameter({ name, value: JSON.stringify(settings), overwrite: true, tier: 'Advanced' });
  return value;
};

describe('a drill', () => {
  const scenario = scenariosOf();

  scenario(
    'is refused by name where it is unsafe, otherwise rehearses the restore while users are served, and the next failover uses it',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const settings = redeploy(lab, ({ standby: _unsaid, ...rest }) => rest);
      const unsaid = await refused(lab, 'support: no drill was started: not-quiet', 'Set standby.quiet and deploy');
      expect(pathOf(lab, unsaid)).toEqual(['Begin']);
      redeploy(lab, () => JSON.parse(settings) as Record<string, unknown>);
      primary.failureModes.health = 'sick';
      const sick = await refused(lab, 'support drill failed: PrimaryNotHealthy', 'london is unhealthy');
      expect(sick).toMatchObject({ status: 'FAILED', error: 'PrimaryNotHealthy' });
      delete primary.failureModes.health;

      // No newer capture follows the restored one.
      primary.failureModes.backup = 'error-page';
      const drilledMs = lab.clock.nowMs();
      const drill = await startAndEnd(lab, DRILL);
      expect(drill.status).toBe('SUCCEEDED');
      expect(pathOf(lab, drill)).toEqual(REHEARSAL);
      expect(usersTouched(lab)).toEqual([]);
      served(lab, primary.name, drilledMs, drill.stopMs ?? 0);
      expect(standby.configuration).toBe(primary.configuration);
      const report = await reportOf(lab, drill);
      expect(report).toMatchObject({ outcome: 'rehearsed', usersMoved: false });
      const { backupId, sha256 } = report.recoveryPoint ?? {};
      expect(restoredTo(lab, standby.name)).toEqual([sha256]);
      const proofs = keysUnder(lab.view(), 'proofs/');
      expect(proofs.map(({ key }) => key)).toEqual([`proofs/support/${backupId}.json`]);
      for (const where of proofs) {
        const proof = JSON.parse(await textOf(lab.view(), where)) as { how: readonly string[] };
        expect(proof).toMatchObject({ backupId, sha256, appliance: 'dublin' });
        expect(proof.how.length).toBeGreaterThanOrEqual(2);
      }
      expect(notifiedOf(lab, drill)).toEqual([
        expect.stringMatching(/^support: drill passed: dublin was restored and checked\n/),
      ]);
      expect(await recordOf(lab)).toMatchObject({ primary: 'london', lastRecovery: { outcome: 'rehearsed' } });

      const diedMs = lab.clock.nowMs();
      primary.die();
      const failover = await recoveryEnds(lab, diedMs);
      expect(failover.status).toBe('SUCCEEDED');
      expect(statesOf(lab, failover)).not.toContain('AwaitRestore');
      expect(movedTo(lab)).toEqual(['dublin']);
      await servedBy(lab, 'dublin', diedMs, 60);
      expect(restoredTo(lab, standby.name)).toEqual([sha256]);
      const after = await refused(
        lab,
        'support: no drill was started: quarantined',
        'a drill of support would restore over london',
      );
      expect(pathOf(lab, after)).toEqual(['Begin']);
    },
  );

  scenario(
    'in which the primary dies while the standby is away may finish, and the failover continues from there',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      primary.failureModes.backup = 'error-page';
      const drill = await lab.cloud.startExecution(DRILL);
      await comesTo(lab, drill, 'AwaitRestore');
      const diedMs = lab.clock.nowMs();
      primary.die();
      const asked = await lab.cloud.startExecution({});
      const failover = await recoveryEnds(lab, diedMs);
      expect(failover.status).toBe('SUCCEEDED');
      expect(statesOf(lab, asked).filter((state) => state === 'Begin').length).toBeGreaterThan(1);
      expect(lab.cloud.executions().find(({ executionArn }) => executionArn === drill.executionArn)).toMatchObject({
        status: 'SUCCEEDED',
      });
      expect(await reportOf(lab, drill)).toMatchObject({ outcome: 'rehearsed' });
      expect(statesOf(lab, failover)).not.toContain('AwaitRestore');
      expect(restoredTo(lab, standby.name)).toHaveLength(1);
      expect(movedTo(lab)).toEqual(['dublin']);
      await servedBy(lab, 'dublin', diedMs, 60);
    },
  );

  scenario('in which the primary dies before the standby changes is stopped for the failover', async (lab) => {
    const { primary } = await beginGoodDay(lab);
    const principal = /Twinbox-support-prepare/;
    using reading = lab.cloud.cloud.faults.add({
      service: 's3',
      operation: 'GetObject',
      principal,
      resource: /\.nsb$/,
      kind: 'hold',
      times: 1,
    });
    const drill = await lab.cloud.startExecution(DRILL);
    await reading.reached;
    const diedMs = lab.clock.nowMs();
    primary.die();
    await isInAlarm(lab, 'PrimaryDown', diedMs, 180);
    const stopped = await lab.until('the drill to be stopped', 60, () =>
      lab.cloud
        .executions()
        .find(({ executionArn, status }) => executionArn === drill.executionArn && status === 'ABORTED'),
    );
    expect(stopped).toMatchObject({ error: 'DrillPreempted' });
    reading.release();
    const failover = await recoveryEnds(lab, diedMs);
    expect(failover.status).toBe('SUCCEEDED');
    expect(movedTo(lab)).toEqual(['dublin']);
    await servedBy(lab, 'dublin', diedMs, 60);
    expect(await reportOf(lab, stopped)).toMatchObject({ outcome: 'preempted', usersMoved: false });
    expect(notified(lab)).toContainEqual(expect.stringMatching(/^support: the drill was stopped for a failover\n/));
    expect(restoredTo(lab, 'dublin')).toHaveLength(1);
  });
});
