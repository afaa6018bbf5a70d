// The commands for the verbs of the workflow: one for each row of the verb table, with the keys of its input.
import { buildProgram } from '../../cli/program.ts';
import { SHAPES } from '../../cli/verbs/schema.ts';
import { inputOf, verbOptions } from '../../cli/workflow/verb-options.ts';
import { commandOf, exampleOf, typedValue } from '../../cli/workflow/workflow-commands.ts';
import { parseInput } from '../../functions/contract/workflow/verbs/parse-input.ts';
import { VERBS, verbOf } from '../../functions/contract/workflow/verbs/verbs.ts';
import { shellIn } from './lab-shell.ts';
import { smallAccount } from './small-account.ts';

const nothing = (): undefined => undefined;
const program = buildProgram({
  io: { out: nothing, err: nothing, columns: 100, colour: false },
  act: () => async () => undefined,
});

const rowOf = (kind: string) => {
  const row = verbOf(kind);
  if (!row) throw new RangeError(`no verb ${kind}`);
  return row;
};

test.each(VERBS.map(({ kind }) => kind))('%s is a command with a documented form of its data', (kind) => {
  const words = commandOf(kind).split(' ');
  const found = words.reduce<{ commands: readonly { name(): string }[] } | undefined>(
    (command, word) => command?.commands.find((one) => one.name() === word) as typeof command,
    program as never,
  );
  expect(found).toBeDefined();
  expect(Object.keys(SHAPES)).toContain(commandOf(kind));
});

test.each(VERBS.map((row): [string, (typeof VERBS)[number]] => [exampleOf(row), row]))(
  '%s is an input',
  (_words, row) => {
    const { kind, pair, ...values } = { pair: 'support', ...row.example };
    const typed = Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'object' ? typedValue(value) : value,
    ]);
    const given: Readonly<Record<string, unknown>> = Object.fromEntries(typed);
    expect(() => parseInput({ pair, ...inputOf(row, given, 'morgan') })).not.toThrow();
    expect(kind).toBe(row.kind);
  },
);

test('whoever calls signs with their own name, unless they give another', () => {
  expect(inputOf(rowOf('acknowledge'), {}, 'morgan')).toEqual({ kind: 'acknowledge', by: 'morgan' });
  expect(inputOf(rowOf('acknowledge'), { by: 'alex' }, 'morgan')).toEqual({ kind: 'acknowledge', by: 'alex' });
  expect(inputOf(rowOf('failover'), {}, 'morgan')).toEqual({ kind: 'failover' });
  expect(inputOf(rowOf('failover'), { fenceConfirmed: 'unplugged it' }, 'morgan')).toEqual({
    kind: 'failover',
    fenceConfirmed: { by: 'morgan', how: 'unplugged it' },
  });
});

test.each([
  ['20261122T201503Z-0a1b2c3d', { id: '20261122T201503Z-0a1b2c3d' }],
  ['2026-11-22T20:15:00Z', { before: '2026-11-22T20:15:00Z' }],
])('the restore point %s is a backup or a time', (restorePoint, read) => {
  expect(inputOf(rowOf('failover'), { restorePoint, reason: 'the last one is bad' }, 'morgan')).toEqual({
    ...{ kind: 'failover', restorePoint: read, by: 'morgan', reason: 'the last one is bad' },
  });
});

test('nobody is offered what only our own functions set', () => {
  const flags = verbOptions(rowOf('failover')).map((option) => option.flags);
  expect(flags).toContain('--dry-run');
  expect(flags.join(' ')).not.toContain('trigger');
});

describe('a dangerous command', () => {
  test.each([
    ['without a person', ['failover'], {}],
    ['with --json', ['failover', '--json'], { types: ['support'] }],
    ['with --no-input', ['failover', '--no-input'], { types: ['support'] }],
    ['with another name', ['failover', '--confirm', 'archive'], {}],
    ['if the person types another name', ['failover'], { types: ['suport'] }],
    ['if the person cancels', ['failover'], { types: [] }],
    ['that lifts a quarantine', ['acknowledge', '--quarantine', 'london'], {}],
    ['given as an input', ['start', '{"kind": "fence"}'], {}],
  ])('is not sent %s', async (_what, argv, options) => {
    await using account = await smallAccount(['support']);
    const { exitCode, out } = await shellIn(account, options)(...argv);
    expect([exitCode, out]).toEqual([2, '']);
    expect(account.cloud.calls.filter(({ service }) => service === 'states')).toEqual([]);
  });
});

describe('a wrong command line', () => {
  test.each([
    ['an unknown command', ['flyback']],
    ['an unknown option', ['status', '--fast']],
    ['a missing reason', ['pause']],
    ['a span that is none', ['pause', '--reason', 'patch day', '--for', 'soon']],
    ['two ends of a pause', ['pause', '--reason', 'patch day', '--for', '1h', '--until', '2026-01-15T10:00:00Z']],
    ['an input that is not JSON', ['start', '{kind: status}']],
    ['an input that the workflow refuses', ['start', '{"kind": "status", "speed": "fast"}']],
    ['a limit that is no number', ['history', '--limit', 'all']],
    ['the schema of what prints no data', ['schema', 'completion']],
    ['a shell that nobody knows', ['completion', 'tcsh']],
  ])('%s ends with 2 and sends nothing', async (_what, argv) => {
    await using account = await smallAccount(['support']);
    const { exitCode, out, err } = await shellIn(account)(...argv);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/^error: /);
    expect(account.cloud.calls.filter(({ service }) => service === 'states')).toEqual([]);
  });
});

test('help, schemas and completions are printed', async () => {
  await using account = await smallAccount(['support']);
  const twinbox = shellIn(account);
  expect(await twinbox()).toMatchObject({ exitCode: 0, out: expect.stringContaining('Exit codes:') });
  expect(await twinbox('failover', '--help')).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('Refused when'),
  });
  const schema = JSON.parse((await twinbox('schema', 'status')).out) as { properties: object };
  expect(Object.keys(schema.properties)).toContain('canFailOver');
  for (const shell of ['bash', 'zsh', 'fish'])
    expect((await twinbox('completion', shell)).out).toMatch(/distrust[\s\S]*failover/);
});
