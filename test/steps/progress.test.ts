// What operators are notified of during a failover, and what a notification never says.
import { failure } from '../../functions/domain/failure/failure.ts';
import { type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';
import { readSource } from '../house/source-files.ts';

const progress = ({ stores }: House): readonly string[] => stores.messages.progress.map(({ subject }) => subject);
const all = ({ stores }: House): readonly string[] =>
  [...stores.messages.progress, ...stores.messages.messages].map(({ subject, body }) => `${subject}\n${body}`);

test('a failover: at the start, when the standby is ready, and at the end', async () => {
  const house = onePair({ actAfterSeconds: 600 });
  kill(house);
  const { end } = await walk(house, { trigger: 'alarm' });
  expect(end).toBe('SUCCEEDED');
  expect(progress(house)).toEqual([
    'support: london is down, failover to dublin begins',
    'support: dublin is ready to take over',
  ]);
  const [start, ready] = house.stores.messages.progress;
  const since = house.stores.records.now(house.pair).lastProof ? / since (\S+):/.exec(start?.body ?? '')?.[1] : '';
  const fenceAt = new Date(Date.parse(since ?? '') + 600_000).toISOString();
  for (const { body } of [start, ready].filter((one) => one !== undefined)) {
    expect(body).toContain(`not before ${fenceAt}`);
    expect(body).toContain('"kind":"pause"');
    expect(body).toContain('Traffic has not been moved: users are still sent to london, which is down');
  }
  expect(house.stores.messages.messages.map(({ subject }) => subject)).toEqual(['support moved from london to dublin']);
});

test('the first failed fence, once, with what comes next and until when', async () => {
  const house = onePair();
  kill(house);
  house.world.faults.power = failure('PowerUnreachable', 'the controller is silent', 'Look at it.');
  await walk(house, { trigger: 'alarm' });
  expect(progress(house).filter((subject) => subject.includes('could not be powered off'))).toHaveLength(1);
  expect(house.stores.messages.progress.at(-1)?.body).toMatch(/tries again for up to \d+ s\. Then the recovery halts/);
  expect(house.stores.messages.messages.at(-1)?.subject).toBe('support HALTED: FenceUnconfirmed');
});

test.each<readonly [string, object, boolean]>([
  ['a dry run', { dryRun: true }, true],
  ['a drill', { kind: 'drill' }, false],
  ['a failover of a primary that answers', {}, false],
])('%s sends no progress notification', async (_what, input, dies) => {
  const house = onePair({}, { quiet: 'attested' });
  if (dies) kill(house);
  await walk(house, input);
  expect(progress(house)).toEqual([]);
});

test('a progress notification that cannot be sent is evidence, and never stops a recovery', async () => {
  const house = onePair();
  kill(house);
  const { messages } = house.stores;
  house.tools.messages = {
    ...messages,
    notify: (message) =>
      message.about === 'progress' ? Promise.reject(new Error('SNS is away')) : messages.notify(message),
  };
  const { end, state } = await walk(house, { trigger: 'alarm' });
  expect(end).toBe('SUCCEEDED');
  expect(state.confirm?.evidence).toContain('operators could not be notified: SNS is away');
});

test.each<readonly [string, (house: House) => void]>([
  ['is only observed', () => undefined],
  ['has an unfit standby', (house) => kill(house, 'dublin')],
  [
    'is paused',
    (house) =>
      house.stores.records.put(house.pair, (record) => ({
        ...record,
        pause: { reason: 'upgrade', until: '2026-11-23T00:00:00Z' },
      })),
  ],
  [
    'cannot be fenced',
    (house) => Object.assign(house.world.faults, { power: failure('PowerUnreachable', 'silent', 'Look.') }),
  ],
])('while users are down no notification says that nothing was touched: a pair that %s', async (what, make) => {
  const house = onePair(what === 'is only observed' ? { automation: 'observe' } : {});
  kill(house);
  make(house);
  await walk(house, { trigger: 'alarm' });
  expect(all(house).join('\n')).toContain('Traffic has not been moved');
  expect(all(house).join('\n')).not.toMatch(/nothing was touched/i);
});

test('no message, page or hint of the product says so', () => {
  const found = readSource(['functions']).filter(({ text }) => /['"`][^'"`\n]*nothing was touched/i.test(text));
  expect(found.map(({ path }) => path)).toEqual([]);
});
