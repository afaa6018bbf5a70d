// Claims in the zone from before this deployment: of one that was destroyed, or of another region.
import { inspect } from '../../functions/steps/monitor/inspect.ts';
import { type House, kill, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const claimed = (house: House, epoch: number, more: { deployment?: string; foreign?: boolean } = {}): void => {
  const { deployment, foreign } = more;
  const claim = {
    epoch,
    recoveryId: 'r-of-before',
    target: 'london',
    stage: 'moved',
    ...(deployment && { deployment }),
  } as const;
  const reading = house.world.zone[NAME];
  if (reading) house.world.zone[NAME] = { ...reading, claim, ...(foreign && { foreign }) };
};
const foreign = { deployment: 'b0b0b0b0b0b0', foreign: true };
const findings = (house: House) => house.stores.inspections.kept.get('support')?.standbyFindings ?? [];

test.each([foreign, {}])(
  'a fresh record begins above the claim of another deployment, and notifies at once (%j)',
  async (more) => {
    const house = onePair();
    claimed(house, 7, more);
    kill(house);
    const { end, state } = await walk(house, { trigger: 'alarm' });
    expect(end).toBe('SUCCEEDED');
    expect(state.recovery?.epoch).toBe(8);
    expect(state.begin?.evidence.join('\n')).toContain('ForeignClaim');
    const [first] = house.stores.messages.messages;
    expect(first?.subject).toContain('ForeignClaim');
    expect(first?.body).toContain('with epoch 7');
    expect(house.stores.records.now(house.pair)).toMatchObject({ epoch: 8, primary: 'dublin' });
  },
);

test('a record that is not fresh does not read the zone in Begin: Route 53 allows few requests, and the epoch is ours', async () => {
  const house = onePair();
  house.stores.records.put(house.pair, (record) => ({ ...record, epoch: 3 }));
  kill(house);
  let reads = 0;
  const { traffic } = house.tools;
  house.tools.traffic = {
    ...traffic,
    read: (settings) => {
      reads += 1;
      return traffic.read(settings);
    },
  };
  await walk(house, { trigger: 'alarm' }, { before: (state) => (state === 'Confirm' ? 'stop' : undefined) });
  expect(reads).toBe(0);
});

test('a record that only a capture has written is still fresh: none of its recoveries was in the zone', async () => {
  const house = onePair();
  claimed(house, 7, foreign);
  house.stores.records.put(house.pair, (record) => ({ ...record, secretVersionOf: { london: 'v2' } }));
  kill(house);
  const { end, state } = await walk(house, {});
  expect([end, state.recovery?.epoch]).toEqual(['SUCCEEDED', 8]);
});

test('a dry run goes above it as well, so the next failover is above it', async () => {
  const house = onePair();
  claimed(house, 7, foreign);
  await walk(house, { dryRun: true }, { name: 'dry-00000001' });
  house.clock.pass(600);
  kill(house);
  const { end, state } = await walk(house, {}, { name: 'two-00000002' });
  expect([end, state.recovery?.epoch]).toEqual(['SUCCEEDED', 9]);
  expect(house.stores.messages.messages.filter(({ subject }) => subject.includes('ForeignClaim'))).toHaveLength(1);
});

test('a zone that cannot be read in Begin leaves the record fresh: the next recovery goes above the claim', async () => {
  const house = onePair();
  claimed(house, 7, foreign);
  kill(house);
  const { read } = house.tools.traffic;
  house.tools.traffic.read = () => Promise.reject(new Error('Route 53 is away'));
  expect((await walk(house, {}, { name: 'one-00000001' })).end).toBe('FAILED');
  expect(house.stores.records.now(house.pair)).toMatchObject({ epoch: 1, zoneUnread: true });
  house.tools.traffic.read = read;
  house.clock.pass(600);
  const { end, state } = await walk(house, {}, { name: 'two-00000002' });
  expect([end, state.recovery?.epoch]).toEqual(['SUCCEEDED', 8]);
  expect(house.stores.records.now(house.pair)).not.toHaveProperty('zoneUnread');
});

test('after recoveries of ours, a foreign claim above them is refused by name in Prepare', async () => {
  const house = onePair();
  house.stores.records.put(house.pair, (record) => ({ ...record, epoch: 3 }));
  claimed(house, 7, foreign);
  kill(house);
  const { state, path } = await walk(house, {});
  expect(state.halt).toMatchObject({ reason: 'ForeignClaim', message: expect.stringContaining('b0b0b0b0b0b0') });
  expect(path.at(-2)).toBe('Prepare');
  expect(house.world.deeds).toEqual([]);
});

test('a foreign claim below ours is reported in Prepare, and replaced', async () => {
  const house = onePair();
  house.stores.records.put(house.pair, (record) => ({ ...record, epoch: 9 }));
  claimed(house, 7, foreign);
  kill(house);
  const { end, state } = await walk(house, {});
  expect(end).toBe('SUCCEEDED');
  expect(state.prepare?.evidence.join('\n')).toContain('ForeignClaim');
});

test.each([0, 3])(
  'an epoch that no recovery can exceed is reported by Prepare and by the inspection (record at %i)',
  async (epoch) => {
    const house = onePair();
    if (epoch > 0) house.stores.records.put(house.pair, (record) => ({ ...record, epoch }));
    claimed(house, 999_999_999_999_999);
    await inspect(house.tools)();
    expect(findings(house)).toEqual([expect.objectContaining({ name: 'ClaimAhead', alarms: true })]);
    kill(house);
    const { state } = await walk(house, { dryRun: true });
    expect(state.halt).toMatchObject({ reason: 'ClaimAhead', message: expect.stringContaining('999999999999999') });
    expect(house.stores.records.now(house.pair).epoch).toBe(epoch + 1);
  },
);
