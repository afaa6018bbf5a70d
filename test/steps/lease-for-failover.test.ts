// Nobody who may start the workflow can keep a failover from the lease, neither by dry runs in a loop nor by drills or
// fences.
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const start = (house: House, input: unknown, name: string, state: object = {}) => {
  house.stores.executions.set(`${EXECUTIONS}:${name}`, 'RUNNING');
  const task = { input, state, execution: `${EXECUTIONS}:${name}`, startedAt: house.clock.iso() };
  return begin(house.tools)(task, () => 30_000);
};
const end = (house: House, name: string) =>
  house.stores.executions.set(`${EXECUTIONS}:${name}`, 'SUCCEEDED', house.clock.nowMs());
const reserved = (house: House) => house.stores.records.now(house.pair).reserved;

/** A failover that waits for a dry run. */
const waiting = async () => {
  const house = onePair({}, { quiet: 'attested' });
  kill(house);
  await start(house, { dryRun: true }, 'dry-00000001');
  const first = await start(house, { trigger: 'alarm' }, 'alarm-00000001');
  expect(first.begin.outcome).toBe('again');
  return { house, first };
};

test.each<readonly [string, object]>([
  ['a dry run', { dryRun: true }],
  ['a drill', { kind: 'drill' }],
  ['a dry run of a drill', { kind: 'drill', dryRun: true }],
])('%s gives way to a failover that waits for the lease', async (_what, input) => {
  const { house, first } = await waiting();
  end(house, 'dry-00000001');
  house.stores.records.put(house.pair, ({ lease: _over, ...record }) => record);
  const other = await start(house, input, 'other-0000002');
  expect(other.begin).toMatchObject({
    outcome: 'ended',
    evidence: [expect.stringContaining('00000001 waits for the lease')],
  });
  const second = await start(house, { trigger: 'alarm' }, 'alarm-00000001', { begin: first.begin });
  expect(second.begin.outcome).toBe('recover');
  expect(reserved(house)).toBeUndefined();
});

test('a loop of sixty dry runs a minute does not keep a waiting failover from the lease', async () => {
  const { house, first } = await waiting();
  let answer = first;
  let attempts = 1;
  let running = 'dry-00000001';
  while (answer.begin.outcome === 'again' && attempts < 20) {
    for (let second = 0; second < 10; second += 1) {
      house.clock.pass(1);
      const name = `dry-${attempts}-${second}`.padEnd(12, '0');
      const { recovery } = await start(house, { dryRun: true }, name);
      if (recovery) running = name;
      // The run that has the lease ends after seconds, and its last function with it.
      if (second === 5) {
        end(house, running);
        house.stores.records.put(house.pair, ({ lease: _over, ...record }) => record);
      }
    }
    attempts += 1;
    answer = await start(house, { trigger: 'alarm' }, 'alarm-00000001', { begin: answer.begin });
  }
  expect(answer.begin.outcome).toBe('recover');
  expect(attempts).toBe(2);
});

test('a waiting run that is gone delays others for at most a minute, and an endless reservation has no effect', async () => {
  const { house } = await waiting();
  house.stores.records.put(house.pair, ({ lease: _over, ...record }) => record);
  house.clock.pass(61);
  expect((await start(house, { dryRun: true }, 'dry-00000002')).begin.outcome).toBe('recover');
  const other = onePair();
  other.stores.records.put(other.pair, (record) => ({
    ...record,
    reserved: { recoveryId: 'x', until: '9999-01-01T00:00:00Z' },
  }));
  expect((await start(other, { dryRun: true }, 'dry-00000003')).begin.outcome).toBe('recover');
});

test('dry runs are limited in number, and failovers are not', async () => {
  const house = onePair();
  const outcomes: string[] = [];
  for (let run = 0; run < 14; run += 1) {
    const { end: ended, state } = await walk(house, { dryRun: true }, { name: `dry-${String(run).padStart(8, '0')}` });
    outcomes.push(`${ended} ${state.begin?.outcome}`);
    house.clock.pass(60);
  }
  expect(new Set(outcomes.slice(0, 12))).toEqual(new Set(['SUCCEEDED recover']));
  expect(outcomes.slice(12)).toEqual(['SUCCEEDED ended', 'SUCCEEDED ended']);
  expect(house.stores.messages.messages.at(-1)?.subject).toBe('support: no recovery was started: too many dry runs');
  kill(house);
  expect((await walk(house, { trigger: 'alarm' }, { name: 'alarm-00000001' })).path.at(-1)).toBe('Finish');
  house.clock.pass(3_600);
});
