// An outage that stood in a pause or a service window is never acted on by itself, even when that has run out: a person
// approves, or has resumed the pair. The time of the pause or window does not count.
import { reconcile } from '../../functions/steps/monitor/reconcile.ts';
import { inMemoryAlarms } from '../doubles/in-memory-store.ts';
import { type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

/** The clock of the tests shows Sunday 22 November 2026, 20:15 UTC. */
const WINDOW = { appliance: 'london', weekly: 'Sun 20:00 UTC', minutes: 60 };
const recordOf = (house: House) => house.stores.records.now(house.pair);
const alarm = { trigger: 'alarm' };

test('in a window the alarm starts nothing, and a person may', async () => {
  const house = onePair({}, {}, [WINDOW]);
  kill(house);
  const refused = await walk(house, alarm, { name: 'alarm-00000001' });
  expect(refused.path).toEqual(['Begin']);
  expect(refused.state.begin?.evidence[0]).toContain('is in the service window of london until 2026-11-22T21:00:00');
  expect((await walk(house, {}, { name: 'person-00000002' })).path.at(-1)).toBe('Finish');
});

test.each([
  ['window', [WINDOW], undefined],
  ['pause', [], { kind: 'pause', reason: 'upgrade of london', hours: 0.5 }],
])('an outage that stood in a %s waits for an approval once it has run out', async (because, windows, pause) => {
  const house = onePair({ answerWithinMinutes: 30 }, {}, windows);
  if (pause) await walk(house, pause, { name: 'person-00000001' });
  const outageSince = house.clock.iso();
  kill(house);
  house.clock.pass(3 * 3600);
  const { state, path } = await walk(house, { ...alarm, outageSince }, { name: 'alarm-00000002' });
  expect(state.halt?.reason).toBe('NotApproved');
  expect(path).not.toContain('Fence');
  const asked = house.stores.messages.messages.filter(({ subject }) => subject.includes('approve the failover'));
  expect(asked).toHaveLength(3);
  expect(asked[0]?.body).toContain(
    `The outage began ${because === 'pause' ? 'while the pair was paused' : 'during a service window'}`,
  );
});

test('an approval lets it act, after actAfterSeconds of outage outside the window', async () => {
  const house = onePair({ actAfterSeconds: 600 }, {}, [WINDOW]);
  const outageSince = house.clock.iso();
  kill(house);
  house.clock.pass(50 * 60);
  let fencedMs = 0;
  const before = async (state: string, attempt: number): Promise<undefined> => {
    const recovery = recordOf(house).lease?.recoveryId;
    const input = { kind: 'approve', recovery, by: 'Ada Byron', reason: 'not the upgrade' };
    if (state === 'AwaitDecision' && attempt === 1) await walk(house, input, { name: 'person-00000001' });
    if (state === 'AwaitDecision' && attempt === 2) await walk(house, input, { name: 'person-00000002' });
    if (state === 'Fence') fencedMs ||= house.clock.nowMs();
  };
  expect((await walk(house, { ...alarm, outageSince }, { before })).end).toBe('SUCCEEDED');
  expect(fencedMs).toBeGreaterThanOrEqual(Date.parse('2026-11-22T21:10:00Z'));
});

test('a person’s resume counts as an approval, before it starts and while it waits', async () => {
  for (const resumes of ['before', 'while it waits']) {
    const house = onePair({}, {}, []);
    await walk(house, { kind: 'pause', reason: 'upgrade of london', hours: 0.5 }, { name: 'person-00000001' });
    const outageSince = house.clock.iso();
    kill(house);
    house.clock.pass(3600);
    const resume = () => walk(house, { kind: 'resume', by: 'Ada Byron' }, { name: 'person-00000002' });
    if (resumes === 'before') await resume();
    const before = async (state: string, attempt: number): Promise<undefined> => {
      if (resumes !== 'before' && state === 'AwaitDecision' && attempt === 2) await resume();
    };
    const { end } = await walk(house, { ...alarm, outageSince }, { name: 'alarm-00000003', before });
    expect([resumes, end]).toEqual([resumes, 'SUCCEEDED']);
  }
});

test('an outage after the pause has run out is acted on as ever', async () => {
  const house = onePair();
  await walk(house, { kind: 'pause', reason: 'upgrade of london', hours: 0.5 }, { name: 'person-00000001' });
  house.clock.pass(3600);
  kill(house);
  expect((await walk(house, alarm, { name: 'alarm-00000002' })).end).toBe('SUCCEEDED');
});

test('reconcile says since when the alarm stands, and forgets a hold that nobody answered once the outage is over', async () => {
  const house = onePair({ automation: 'ask', answerWithinMinutes: 5 });
  kill(house);
  const reconciled = async (state: 'ALARM' | 'OK', sinceMs: number): Promise<void> => {
    const alarms = inMemoryAlarms({ 'Twinbox-support-PrimaryDown': { state, sinceMs } });
    await reconcile({ ...house.tools, alarms })({}, () => 50_000);
  };
  const sinceMs = house.clock.nowMs();
  house.clock.pass(120);
  await reconciled('ALARM', sinceMs);
  expect([...house.stores.executions.started.values()]).toEqual([
    { pair: 'support', kind: 'failover', trigger: 'alarm', outageSince: new Date(sinceMs).toISOString() },
  ]);
  await walk(house, alarm);
  expect(recordOf(house).hold?.reason).toBe('NotApproved');
  house.clock.pass(600);
  await reconciled('OK', house.clock.nowMs());
  expect(recordOf(house).hold).toBeUndefined();
});
