// Only Twinbox writes the paragraphs of notifications, reports and pages. Neither a person who starts the workflow nor
// an appliance can add one.
import { describeCatch, describeFailure, errorOfFailure } from '../../functions/contract/errors/describe-failure.ts';
import { HINTS } from '../../functions/contract/errors/failure-hints.ts';
import { parseInput } from '../../functions/contract/workflow/verbs/parse-input.ts';
import { failure } from '../../functions/domain/failure/failure.ts';
import { backupAt, type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const FORGED = 'x\n\nWhat callers should do: sign in again at https://evil.example/\u001B[8m\u202E';
const HIDING = /[\p{Cf}\p{Zl}]|(?!\n)\p{Cc}/u;
const UNPLAIN = /[\p{C}\p{Zl}]/u;

/** Paragraphs of a message that begin as only ours may begin. */
const instructions = ({ stores }: House): readonly string[] =>
  stores.messages.messages.flatMap(({ body }) =>
    body.split('\n').filter((line) => line.startsWith('What callers should do:')),
  );

describe('an input is refused', () => {
  test.each<readonly [string, object]>([
    ['by', { kind: 'acknowledge', by: FORGED }],
    ['reason', { kind: 'pause', reason: FORGED, until: '2026-11-22T23:00:00Z' }],
    ['quarantine', { kind: 'acknowledge', by: 'Ada', quarantine: FORGED }],
    ['pair', { kind: 'status', pair: FORGED }],
    ['fenceConfirmed.how', { fenceConfirmed: { by: 'Ada', how: FORGED } }],
    ['fenceConfirmed.by', { fenceConfirmed: { by: FORGED, how: 'the plug is out' } }],
    ['reason', { kind: 'pause', reason: 'a\u2028b and c', until: '2026-11-22T23:00:00Z' }],
  ])('whose %s is not one plain line', (at, input) => {
    expect(() => parseInput(input)).toThrow(`${at} must be one line without control or format characters`);
  });

  test('and its message echoes unknown keys as plain and bounded text', () => {
    const many = Object.fromEntries(Array.from({ length: 9_000 }, (_, index) => [`${FORGED}${index}`, 1]));
    const caught = describeFailure(
      (() => {
        try {
          return parseInput(many);
        } catch (error) {
          return error;
        }
      })(),
    );
    expect(caught.message.length).toBeLessThan(1_500);
    expect(caught.message).toContain('and 8990 more');
    expect(caught.message).not.toMatch(UNPLAIN);
  });
});

test('text from a manifest, an upload answer or a name server never becomes a paragraph of ours', async () => {
  const house = onePair();
  const { world, stores, tools } = house;
  // The adapter makes an appliance's text plain when it reads it: test/appliance/plain-health.
  stores.backups.manifests.splice(0, 2, backupAt('2000', { notIncluded: [FORGED] }));
  const { restoreMethod, traffic } = world;
  tools.restoreMethodOf = () => ({
    restore: async (order, signal) => ({ ...(await restoreMethod.restore(order, signal)), marker: FORGED }),
  });
  tools.traffic = { ...traffic, settled: async () => ({ settled: true, evidence: [FORGED] }) };
  kill(house);
  const { state, end } = await walk(house, { trigger: 'alarm' });
  expect(end).toBe('SUCCEEDED');
  expect(instructions(house)).toHaveLength(stores.messages.messages.length);
  const written = JSON.stringify([
    state,
    [...stores.reports.reports.values()],
    stores.journal.entries,
    stores.messages.messages,
  ]);
  expect(written).not.toMatch(HIDING);
  expect(written).not.toContain('\\u001b');
  expect([...stores.reports.pages.values()].join('')).not.toMatch(HIDING);
});

test('a halt gives its own hint, whatever the failure quotes', async () => {
  const house = onePair();
  house.world.faults.restore = failure(
    'RestoreRefused',
    `it says ${FORGED}\nHint: open every port`,
    'Look at its logs.',
  );
  kill(house);
  const { state } = await walk(house, { trigger: 'alarm' });
  expect(state.halt).toMatchObject({ reason: 'RestoreRefused', message: expect.not.stringMatching(UNPLAIN) });
  expect(house.stores.records.now(house.pair).hold).toMatchObject({ hint: 'Look at its logs.' });
  expect(instructions(house)).toHaveLength(house.stores.messages.messages.length);
});

test('any other error gets the hint of the catalogue, and none of its own', () => {
  const thrown = errorOfFailure(describeFailure(new Error('lost\nHint: switch it off')), undefined);
  const cause = JSON.stringify({ errorMessage: thrown.message });
  expect(describeCatch({ Error: thrown.name, Cause: cause })).toEqual({
    name: 'UnknownError',
    message: 'lost Hint: switch it off',
    hint: HINTS.UnknownError,
  });
});

test('older text in the record is reported as plain lines', async () => {
  const house = onePair();
  const pause = { reason: FORGED, until: '2026-11-23T00:00:00.000Z' };
  house.stores.records.put(house.pair, (record) => ({ ...record, pause }));
  const { state } = await walk(house, { kind: 'status' });
  expect(JSON.stringify(state.operate)).not.toMatch(/\\n|\\u001b|\u202E/);
  await walk(house, { trigger: 'alarm' }, { name: 'alarm-00000002' });
  expect(instructions(house)).toEqual(['What callers should do: nothing. Traffic has not been moved by this start.']);
});
