// The small operations, as a person starts them at the console.
import { kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

test('status describes the record, changes nothing and notifies nobody', async () => {
  const house = onePair();
  const { state, end } = await walk(house, { kind: 'status' });
  expect(end).toBe('SUCCEEDED');
  const evidence = state.operate?.evidence ?? [];
  expect(evidence[0]).toMatch(
    /^support can fail over to dublin: unknown: .*\(not inspected yet, no hourly checks yet\)$/,
  );
  expect(evidence).toContain(
    "not checked: the standby's licence is that of the primary: no API reports it: attest it with `attested.licence`",
  );
  expect(evidence.filter((line, index) => index > 0 && !line.startsWith('not checked: '))).toEqual([
    'automation: act; could dublin take over now: unknown, the pair has not been inspected yet',
    'support: assigned primary london, standby dublin, epoch 0',
    'no recovery is under way',
    'no hold',
    'not paused',
    'there has been no recovery',
    'no restore has been proven yet',
    'london has its own configuration and accepts the accounts of london',
    'dublin has its own configuration and accepts the accounts of dublin',
  ]);
  expect(house.stores.records.now(house.pair).revision).toBe(0);
  expect(house.stores.messages.messages).toEqual([]);
});

test('a pause keeps the alarm from starting a recovery until it is lifted', async () => {
  const house = onePair();
  kill(house);
  await walk(house, { kind: 'pause', reason: 'patch day', until: '2026-11-22T23:00:00+01:00' });
  expect(house.stores.records.now(house.pair).pause).toEqual({
    reason: 'patch day',
    since: expect.any(String),
    until: '2026-11-22T22:00:00.000Z',
  });
  expect((await walk(house, { trigger: 'alarm' }, { name: 'alarm-00000001' })).path).toEqual(['Begin']);
  await walk(house, { kind: 'resume' }, { name: 'person-00000002' });
  expect((await walk(house, { trigger: 'alarm' }, { name: 'alarm-00000003' })).path.at(-1)).toBe('Finish');
});

test('a pause that has ended before it begins is refused', async () => {
  const { state } = await walk(onePair(), { kind: 'pause', reason: 'too late', until: '2026-11-22T19:00:00Z' });
  expect(state.halt).toMatchObject({ reason: 'WrongInput' });
});

test.each([
  ['in the year 9999', { until: '9999-12-31T23:59:59Z' }, /until is too far away: expected at most 7 days/],
  ['a second more than seven days away', { until: '2026-11-29T20:16:00Z' }, /expected at most 7 days/],
  ['given twice', { until: '2026-11-22T23:00:00Z', hours: 4 }, /until and hours: give only one of them/],
  ['of too many hours', { hours: 169 }, /hours must be at most 168/],
  ['of no hours', { hours: 0 }, /hours must be at least/],
])('a pause whose end is %s is refused, and pauses nothing', async (_end, end, message) => {
  const house = onePair();
  const { state } = await walk(house, { kind: 'pause', reason: 'for ever', ...end });
  expect(state.halt).toMatchObject({ reason: 'WrongInput', message: expect.stringMatching(message) });
  expect(house.stores.records.now(house.pair).pause).toBeUndefined();
});

test('a pause in hours counts from its start', async () => {
  const house = onePair();
  const nowMs = house.clock.nowMs();
  await walk(house, { kind: 'pause', reason: 'patch day', hours: 4 });
  const { pause } = house.stores.records.now(house.pair);
  expect(Date.parse(pause?.until ?? '') - Date.parse(pause?.since ?? '')).toBe(4 * 3_600_000);
  expect(Date.parse(pause?.since ?? '') - nowMs).toBeLessThan(10_000);
});

test('acknowledge lifts the hold and reports who acknowledged it', async () => {
  const house = onePair();
  kill(house);
  house.world.witness.probe = 'silent';
  await walk(house, {});
  await walk(house, { kind: 'acknowledge', by: 'Ada Byron' }, { name: 'person-00000002' });
  expect(house.stores.records.now(house.pair).hold).toBeUndefined();
  expect(house.stores.messages.messages.at(-1)).toMatchObject({ subject: 'support: acknowledge' });
  expect(house.stores.messages.messages.at(-1)?.body).toContain('acknowledged by Ada Byron: the hold of');
});

test.each([
  ['a quarantine where there is none', { quarantine: 'london' }, /london is not quarantined; no appliance is/],
  ['a machine that was never recorded', { powerTarget: 'london' }, /no machine is recorded for london/],
])('acknowledging %s is refused', async (_what, input, message) => {
  const { state } = await walk(onePair(), { kind: 'acknowledge', by: 'Ada Byron', ...input });
  expect(state.halt).toMatchObject({ reason: 'WrongInput', message: expect.stringMatching(message) });
});

test('acknowledging where there is no hold changes nothing, and says so', async () => {
  const house = onePair();
  const { state } = await walk(house, { kind: 'acknowledge', by: 'Ada Byron' });
  expect(state.operate?.evidence[0]).toContain('there was no hold');
  expect(house.stores.records.now(house.pair).hold).toBeUndefined();
});

test('resuming what is not paused changes nothing', async () => {
  const house = onePair();
  const { end } = await walk(house, { kind: 'resume' });
  expect(end).toBe('SUCCEEDED');
  expect(house.stores.records.now(house.pair).revision).toBe(0);
});

test('status names a dry run that is under way, and how to continue a hold that does not lapse', async () => {
  const house = onePair();
  const lease = {
    owner: 'arn',
    epoch: 1,
    notAfter: house.clock.iso(),
    recoveryId: 'r',
    kind: 'failover',
    dryRun: true,
  };
  const hold = {
    ...{ reason: 'FenceUnconfirmed', message: 'power still reads On', phase: 'Fence', done: [], left: [] },
    ...{ resumeInput: { pair: 'support' }, recoveryId: 'r0', epoch: 1, from: 'london', to: 'dublin' },
    since: house.clock.iso(),
  };
  house.stores.records.put(house.pair, (record) => ({ ...record, lease: lease as never, hold }));
  const { state } = await walk(house, { kind: 'status' });
  const lines = state.operate?.evidence.join('\n') ?? '';
  expect(lines).toContain('(failover, dry run) has the lease');
  expect(lines).toMatch(/continue with \{"pair":"support"\}$/m);
});
