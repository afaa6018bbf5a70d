// What an inspection finds about moving users, how often it queries, and what it keeps in between.
import { inspect } from '../../functions/steps/monitor/inspect.ts';
import { DUBLIN, type House, NAME, onePair } from '../doubles/one-pair.ts';

const run = async (house: House) => {
  await inspect(house.tools)();
  const kept = house.stores.inspections.kept.get('support');
  const points = house.stores.metrics.points.filter(({ name }) => name === 'StandbyUnfit');
  return { kept, findings: kept?.standbyFindings ?? [], unfit: points.at(-1)?.value };
};
const asking = (house: House): { times: number } => {
  const asked = { times: 0 };
  const { read } = house.tools.traffic;
  house.tools.traffic.read = (settings) => {
    asked.times += 1;
    return read(settings);
  };
  return asked;
};
const elsewhere = { name: NAME, verdict: 'elsewhere', message: `${NAME}: the world asks ns.other.org` } as const;
const foreign = { epoch: 7, recoveryId: 'r', target: 'london', stage: 'moved', deployment: 'b0b0b0b0b0b0' } as const;

test.each<[string, (house: House) => void, string]>([
  [
    'a delegation elsewhere',
    ({ world }) => Object.assign(world.delegationOf, { [NAME]: elsewhere }),
    'DelegationElsewhere',
  ],
  [
    'a record that points elsewhere',
    ({ world }) => Object.assign(world.zone[NAME] ?? {}, { addresses: [DUBLIN] }),
    'DnsRecordUnfit',
  ],
  ['a TTL of a day', ({ world }) => Object.assign(world.zone[NAME] ?? {}, { ttlSeconds: 86_400 }), 'TtlTooHigh'],
  ['a full zone', ({ world }) => Object.assign(world.zoneFacts, { recordSets: 9, mostRecordSets: 9 }), 'ZoneFull'],
  [
    'a zone without the name',
    ({ world }) => Object.assign(world.zoneFacts, { name: 'example.org' }),
    'NameOutsideZone',
  ],
])('%s is a finding, and raises StandbyUnfit', async (_what, bend, name) => {
  const house = onePair();
  bend(house);
  const { findings, unfit } = await run(house);
  expect(findings).toEqual([expect.objectContaining({ name, alarms: true })]);
  expect(unfit).toBe(1);
});

test('a foreign claim is reported, and raises no alarm while a recovery would go above it', async () => {
  const house = onePair();
  Object.assign(house.world.zone[NAME] ?? {}, { claim: foreign, foreign: true });
  const { findings, unfit } = await run(house);
  expect(findings).toEqual([expect.objectContaining({ name: 'ForeignClaim', alarms: false })]);
  expect(unfit).toBe(0);
});

test('it queries every quarter of an hour, keeps a finding in between, and checks a finding again sooner', async () => {
  const house = onePair();
  const asked = asking(house);
  await run(house);
  house.clock.pass(14 * 60);
  await run(house);
  expect(asked.times).toBe(1);
  house.clock.pass(60);
  house.world.delegationOf[NAME] = elsewhere;
  expect((await run(house)).unfit).toBe(1);
  expect(asked.times).toBe(2);
  delete house.world.delegationOf[NAME];
  house.clock.pass(60);
  expect((await run(house)).findings).toHaveLength(1);
  house.clock.pass(4 * 60);
  expect((await run(house)).findings).toEqual([]);
  expect(asked.times).toBe(3);
});

test('a missing answer does not withdraw a verdict', async () => {
  const house = onePair();
  house.world.delegationOf[NAME] = elsewhere;
  await run(house);
  house.world.delegationOf[NAME] = { name: NAME, verdict: 'not-checked', message: 'nobody answers' };
  house.clock.pass(16 * 60);
  const { kept } = await run(house);
  expect(kept?.traffic?.delegations).toEqual([expect.objectContaining({ verdict: 'elsewhere' })]);
  expect(kept?.checks?.find(({ need, result }) => need === 'traffic' && result === 'not-checked')).toBeDefined();
});

test('a zone that cannot be read is reported as not checked, and is no finding', async () => {
  const house = onePair();
  house.tools.traffic.read = () => Promise.reject(new Error('Route 53 is away'));
  const { findings, kept } = await run(house);
  expect(findings).toEqual([]);
  expect(kept?.checks).toContainEqual(
    expect.objectContaining({ need: 'traffic', result: 'not-checked', reason: 'Route 53 is away' }),
  );
});

test('while a recovery has the lease nothing is queried, and a finding is notified once', async () => {
  const house = onePair();
  house.world.delegationOf[NAME] = elsewhere;
  await run(house);
  const asked = asking(house);
  const lease = {
    owner: 'x',
    epoch: 1,
    notAfter: house.clock.iso(),
    recoveryId: 'r',
    kind: 'failover',
    dryRun: false,
  } as const;
  house.stores.records.put(house.pair, (record) => ({ ...record, epoch: 1, lease }));
  house.clock.pass(20 * 60);
  expect((await run(house)).findings).toHaveLength(1);
  house.clock.pass(60);
  expect((await run(house)).findings).toHaveLength(1);
  expect(asked.times).toBe(0);
});
