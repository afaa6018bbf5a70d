// ClaimTraffic checks, before the fence, whether the name is delegated to the zone that we write. Runs as the workflow
// does.
import type { ClaimSeen } from '../../functions/domain/traffic/claim-seen.ts';
import { type House, kill, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const SERVER = '192.0.2.53:53';
const seen = (changes: Partial<ClaimSeen>): ClaimSeen => ({
  name: NAME,
  shown: [],
  against: [],
  silent: [],
  ...changes,
});
const elsewhere = { name: NAME, verdict: 'elsewhere', message: `${NAME}: the world asks ns.other.org` } as const;
const unasked = { name: NAME, verdict: 'not-checked', message: `${NAME}: nobody answers` } as const;

const aDeadPrimary = (): House => {
  const house = onePair();
  kill(house);
  return house;
};
const untouched = ({ world }: House): void => {
  expect(world.appliances.london?.power).toBe('on');
  expect(world.deeds.join()).not.toContain('moved');
};

test('a delegation that leads elsewhere halts in Prepare with nothing changed, in a dry run as well', async () => {
  for (const input of [{}, { dryRun: true }]) {
    const house = aDeadPrimary();
    house.world.delegationOf[NAME] = elsewhere;
    const { path, end, state } = await walk(house, input);
    expect([end, state.halt?.reason]).toEqual(['FAILED', 'DelegationElsewhere']);
    expect(path).toEqual(['Begin', 'Confirm', 'Prepare', 'Halt']);
    expect(house.world.deeds).toEqual([]);
  }
});

test('a delegation that changes during the restore halts before the claim is written', async () => {
  const house = aDeadPrimary();
  const { state, path } = await walk(
    house,
    {},
    {
      before: (name) => {
        if (name === 'ClaimTraffic') house.world.delegationOf[NAME] = elsewhere;
        return undefined;
      },
    },
  );
  expect(state.halt?.reason).toBe('DelegationElsewhere');
  expect(path).not.toContain('Fence');
  untouched(house);
  expect(house.world.zone[NAME]?.claim).toBeUndefined();
});

test('where public DNS cannot be queried now, the last verdict of the inspection counts', async () => {
  const house = aDeadPrimary();
  house.world.delegationOf[NAME] = unasked;
  const at = '2026-11-22T19:00:00.000Z';
  const inspection = {
    pair: 'support',
    at,
    primary: 'london',
    standby: 'dublin',
    standbyFindings: [],
    primaryFindings: [],
  };
  const traffic = (verdict: 'ours' | 'elsewhere') => ({
    askedAt: at,
    checks: [],
    delegations: [{ ...elsewhere, verdict, at }],
  });
  await house.stores.inspections.write('support', { ...inspection, traffic: traffic('elsewhere') });
  expect((await walk(house, {}, { name: 'one-00000001' })).state.halt).toMatchObject({
    reason: 'DelegationElsewhere',
    message: expect.stringContaining(at),
  });
  await house.stores.inspections.write('support', { ...inspection, traffic: traffic('ours') });
  house.clock.pass(600);
  const { end, state } = await walk(house, {}, { name: 'two-00000002' });
  expect(end).toBe('SUCCEEDED');
  expect(state.prepare?.evidence.join('\n')).toContain('not checked: the delegation of');
  expect(state.claimTraffic?.evidence.join('\n')).toContain('not checked');
});

test('name servers without the claim a minute after INSYNC refuse the recovery before the fence', async () => {
  const house = aDeadPrimary();
  house.world.claimSeen = () => seen({ against: [SERVER] });
  const { state, path } = await walk(house, {});
  expect(state.halt).toMatchObject({ reason: 'ClaimNotSeen', message: expect.stringContaining(SERVER) });
  expect(path).not.toContain('Fence');
  untouched(house);
  expect(state.claimTraffic?.attempt).toBeGreaterThan(8);
});

test('a server that is late is waited for', async () => {
  const house = aDeadPrimary();
  let asked = 0;
  house.world.claimSeen = () => {
    asked += 1;
    return seen(asked > 4 ? { shown: [SERVER] } : { against: [SERVER] });
  };
  const { end, state } = await walk(house, {});
  expect(end).toBe('SUCCEEDED');
  expect(state.claimTraffic?.attempt).toBe(5);
});

test('a missing answer never refuses: one server that returns the claim is enough, and if none answers the report says so', async () => {
  const one = aDeadPrimary();
  one.world.claimSeen = () => seen({ shown: [SERVER], silent: ['192.0.2.54:53', '192.0.2.55:53', '192.0.2.56:53'] });
  expect((await walk(one, {})).end).toBe('SUCCEEDED');

  const none = aDeadPrimary();
  none.world.claimSeen = () => seen({ silent: [SERVER] });
  const { end, state } = await walk(none, {});
  expect(end).toBe('SUCCEEDED');
  expect(state.claimTraffic?.evidence.join('\n')).toContain('could not be checked on the public name servers');
});

test('in a private zone the claim need not be visible', async () => {
  const house = aDeadPrimary();
  house.world.zoneFacts.private = true;
  house.world.delegationOf[NAME] = { name: NAME, verdict: 'exempt', message: 'private' };
  house.world.claimSeen = () => seen({ against: [SERVER] });
  expect((await walk(house, {})).end).toBe('SUCCEEDED');
});

test.each<[string, (house: House) => void, string]>([
  [
    'the zone is full',
    ({ world }) => Object.assign(world.zoneFacts, { recordSets: 10, mostRecordSets: 10 }),
    'ZoneFull',
  ],
  [
    'the name is not in the zone',
    ({ world }) => Object.assign(world.zoneFacts, { name: 'example.org' }),
    'NameOutsideZone',
  ],
])('if %s Prepare fails with that name', async (_what, bend, name) => {
  const house = aDeadPrimary();
  bend(house);
  const { state } = await walk(house, {});
  expect(state.halt?.reason).toBe(name);
  expect(house.world.deeds).toEqual([]);
});
