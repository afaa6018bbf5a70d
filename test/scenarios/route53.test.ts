// Faults of the DNS control plane: busy, unreachable, lost answers, or records that somebody else changed. Before the
// fence each is harmless; a move happens exactly once.
import { beginGoodDay, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { byProduct, claimsOf, movesOf, zoneLogOf } from '../../lab/scenario/view/zone-log.ts';
import { recoveryEnds } from './recovery-ends.ts';
import {
  movedTo,
  notified,
  recordOf,
  reportOf,
  restoredTo,
  type SeenRecord,
  scenariosOf,
  startAndEnd,
  statesOf,
  usersTouched,
} from './scenario-steps.ts';

const CHANGE = { service: 'route53', operation: 'ChangeResourceRecordSets' } as const;

/** What the zone holds for that name and type now. */
const valuesInZone = (lab: ScenarioLab, name: string, type: string): readonly string[] =>
  lab.cloud.cloud.route53.resolve(name, type).records.flatMap(({ values }) => values);

type GoOnWith = NonNullable<SeenRecord['hold']>['resumeInput'];

const SERVICE = 'support.lab.test';

/** Somebody points the service elsewhere at the console. */
const pointElsewhere = (lab: ScenarioLab): string => {
  const [zone] = lab.pair.traffic.zones;
  const address = lab.pair.appliances[0]?.address.replace(/\d+$/, '77') ?? '';
  lab.cloud.cloud.route53.putRecord(zone?.id ?? '', { name: SERVICE, type: 'A', ttlSeconds: 5, values: [address] });
  return address;
};

/** Halted before the fence: no change to power or zone, operators are notified, and the hold says how to continue. */
const expectHaltBeforeFence = async (lab: ScenarioLab, diedMs: number, error: string, phase: string) => {
  const execution = await recoveryEnds(lab, diedMs);
  expect(execution).toMatchObject({ status: 'FAILED', error });
  expect(statesOf(lab, execution)).not.toContain('Fence');
  expect(usersTouched(lab)).toEqual([]);
  expect(notified(lab).filter((text) => text.startsWith(`support HALTED: ${error}\n`))).toHaveLength(1);
  expect(await reportOf(lab, execution)).toMatchObject({
    outcome: 'halted',
    usersMoved: false,
    failure: { name: error },
  });
  const { hold, lease } = await recordOf(lab);
  expect(lease).toBeUndefined();
  expect(hold).toMatchObject({ reason: error, phase });
  if (!hold) throw new Error('there is no hold');
  return hold;
};

/** A person starts the hold's input, and the recovery continues to the end. */
const expectResumes = async (lab: ScenarioLab, resumeInput: GoOnWith, standby: string) => {
  const startedMs = lab.clock.nowMs();
  const execution = await startAndEnd(lab, resumeInput);
  expect(execution).toMatchObject({ status: 'SUCCEEDED' });
  expect(statesOf(lab, execution).at(-1)).toBe('Finish');
  expect(movedTo(lab)).toEqual([standby]);
  await servedBy(lab, standby, startedMs, 60);
  return execution;
};

describe('Route 53', () => {
  const scenario = scenariosOf();

  scenario('that throttles and then answers only delays a recovery', async (lab) => {
    const { primary, standby } = await beginGoodDay(lab);
    using claims = lab.cloud.cloud.faults.add({ ...CHANGE, kind: 'throttle', principal: /claim-traffic/, times: 7 });
    using moves = lab.cloud.cloud.faults.add({ ...CHANGE, kind: 'throttle', principal: /move-traffic/, times: 4 });
    using questions = lab.cloud.cloud.faults.add({
      service: 'route53',
      operation: 'GetChange',
      kind: 'throttle',
      times: 4,
    });
    const diedMs = lab.clock.nowMs();
    primary.die();
    const execution = await recoveryEnds(lab, diedMs);

    expect(execution.status).toBe('SUCCEEDED');
    expect([claims.struck, moves.struck, questions.struck]).toEqual([7, 4, 4]);
    expect(statesOf(lab, execution).filter((state) => state === 'ClaimTraffic').length).toBeGreaterThan(2);
    expect(statesOf(lab, execution).filter((state) => state === 'MoveTraffic').length).toBeGreaterThan(1);
    expect(movedTo(lab)).toEqual([standby.name]);
    expect(usersTouched(lab)).toHaveLength(3);
    await servedBy(lab, standby.name, diedMs, 60);
  });

  scenario(
    'that accepts no change halts a recovery before the fence, and the given input continues once it does',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const down = lab.cloud.cloud.faults.add({ ...CHANGE, kind: 'down' });
      const diedMs = lab.clock.nowMs();
      primary.die();
      const { resumeInput } = await expectHaltBeforeFence(lab, diedMs, 'TrafficUnreachable', 'ClaimTraffic');
      expect(down.struck).toBeGreaterThan(20);

      down[Symbol.dispose]();
      const execution = await expectResumes(lab, resumeInput, standby.name);
      expect(await reportOf(lab, execution)).toMatchObject({ outcome: 'moved', usersMoved: true });
      expect(restoredTo(lab, standby.name)).toHaveLength(1);
      expect((await recordOf(lab)).hold).toBeUndefined();
    },
  );

  scenario('that cannot be read halts a recovery before the standby is restored', async (lab) => {
    const { primary, standby } = await beginGoodDay(lab);
    const down = lab.cloud.cloud.faults.add({ service: 'route53', kind: 'down', reset: true });
    const diedMs = lab.clock.nowMs();
    primary.die();
    const { resumeInput } = await expectHaltBeforeFence(lab, diedMs, 'TrafficUnreachable', 'Prepare');
    expect(restoredTo(lab, standby.name)).toEqual([]);

    down[Symbol.dispose]();
    await expectResumes(lab, resumeInput, standby.name);
  });

  scenario('whose answers to claim and move are lost is read again, and changed once', async (lab) => {
    const { primary, standby } = await beginGoodDay(lab);
    using claims = lab.cloud.cloud.faults.add({ ...CHANGE, kind: 'loseAnswer', principal: /claim-traffic/, times: 1 });
    using moves = lab.cloud.cloud.faults.add({ ...CHANGE, kind: 'loseAnswer', principal: /move-traffic/, times: 1 });
    const diedMs = lab.clock.nowMs();
    primary.die();
    const execution = await recoveryEnds(lab, diedMs);

    expect(execution.status).toBe('SUCCEEDED');
    expect([claims.struck, moves.struck]).toEqual([1, 1]);
    const view = lab.view();
    expect(byProduct(zoneLogOf(view)).map(({ principal }) => principal)).toEqual([
      expect.stringContaining('claim-traffic'),
      expect.stringContaining('move-traffic'),
    ]);
    expect(byProduct(movesOf(view)).map(({ target }) => target)).toEqual([standby.name]);
    expect(byProduct(claimsOf(view)).map(({ text }) => /stage=\w+/.exec(text)?.[0])).toEqual([
      'stage=claimed',
      'stage=moved',
    ]);
    expect(lab.sites.power.london?.commands).toHaveLength(1);
    await servedBy(lab, standby.name, diedMs, 60);
  });

  scenario(
    'in which somebody changed the record a minute ago keeps their value, and nothing is fenced',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const diedMs = lab.clock.nowMs();
      primary.die();
      const theirs = pointElsewhere(lab);
      await expectHaltBeforeFence(lab, diedMs, 'DnsRecordUnfit', 'Prepare');
      expect(valuesInZone(lab, SERVICE, 'A')).toEqual([theirs]);
      expect(valuesInZone(lab, `_twinbox.${SERVICE}`, 'TXT')).toEqual([]);
      expect(restoredTo(lab, standby.name)).toEqual([]);
      expect(notified(lab).join('\n')).toContain(`points at ${theirs}`);
    },
  );

  scenario(
    'in which somebody changes the record during the restore keeps their value, and nothing is fenced',
    async (lab) => {
      const { primary } = await beginGoodDay(lab);
      const diedMs = lab.clock.nowMs();
      primary.die();
      await lab.until('the restore to be awaited', 300, () =>
        lab.cloud.executions().some((execution) => statesOf(lab, execution).includes('AwaitRestore')),
      );
      const theirs = pointElsewhere(lab);
      await expectHaltBeforeFence(lab, diedMs, 'DnsRecordChanged', 'ClaimTraffic');
      expect(valuesInZone(lab, SERVICE, 'A')).toEqual([theirs]);
      expect(valuesInZone(lab, `_twinbox.${SERVICE}`, 'TXT')).toEqual([]);
      expect(notified(lab).join('\n')).toContain(`points at ${theirs}`);
    },
  );
});
