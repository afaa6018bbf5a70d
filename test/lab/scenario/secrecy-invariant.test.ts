// Invariant 8 in made-up worlds: each kind of writing with a secret in it, each right of a bearer, each form in which
// it may stand.
import { writingsOf } from '../../../lab/scenario/secrecy/writings.ts';
import { WRITING_KINDS, type WritingKind } from '../../../lab/scenario/view/writing.ts';
import { breachesOf, type Judged } from './breaches.ts';
import { at, type FabricatedWorld, fabricateWorld } from './fabricated-world.ts';
import { runGoodFailover } from './good-failover.ts';

const SECRET = 'hush-hush';

const later = (leak: (world: FabricatedWorld) => unknown): Judged => ({ also: [[180, leak]] });
const elsewhere = (kind: WritingKind, place: string): Judged => ({
  view: { elsewhere: [{ kind, place, text: `so ${SECRET}` }] },
});
const call = (principal: string) => ({
  ...{ service: 'ssm', operation: 'GetParameter', principal, input: { Name: SECRET }, status: 200, atMs: at(180) },
});
const alarm = {
  ...({
    name: 'Leaky',
    namespace: 'Twinbox',
    metricName: 'Leaky',
    statistic: 'Sum',
    comparison: 'GreaterThanThreshold',
  } as const),
  ...{ periodSeconds: 60, evaluationPeriods: 1, threshold: 0 },
};

/** One leak of each kind: where, and the place by which it is found. */
const LEAKS: Readonly<Record<WritingKind, readonly [place: string, leak: Judged]>> = {
  log: [
    'a log line of Twinbox-support-fence',
    later(({ logs }) => logs.push({ functionName: 'Twinbox-support-fence', line: `password ${SECRET}` })),
  ],
  execution: [
    'execution leaky',
    later(({ executions }) =>
      executions.push({
        ...{ executionArn: 'leaky', name: 'leaky', status: 'SUCCEEDED', startMs: at(180), stopMs: at(181) },
        input: JSON.stringify({ kind: 'status', SECRET }),
      }),
    ),
  ],
  history: ["a state's input or output", { view: { histories: [`{"x":"${SECRET}"}`] } }],
  message: ['a message', later((world) => world.play(`it is ${SECRET}`))],
  object: ['reports/support/x/report.html', later((world) => world.put('reports/support/x/report.html', SECRET))],
  label: [
    'labels of backups/x.nsb',
    later(({ cloud }) => cloud.s3.put('everything', 'backups/x.nsb', 'opaque', { marker: SECRET })),
  ],
  parameter: [
    '/twinbox/support',
    later(({ cloud }) => cloud.ssm.putParameter({ name: '/twinbox/support', value: SECRET })),
  ],
  metric: [
    'a metric',
    later(({ cloud }) =>
      cloud.cloudwatch.putMetric({ namespace: 'Twinbox', metricName: 'X', dimensions: { Pair: SECRET }, value: 1 }),
    ),
  ],
  alarm: [
    'Leaky',
    later(({ cloud }) => {
      cloud.cloudwatch.putAlarm(alarm);
      cloud.cloudwatch.setAlarmState('Leaky', 'OK', `because of ${SECRET}`);
    }),
  ],
  zone: ['a zone', later((world) => world.zone({ claim: SECRET, by: 'world' }))],
  call: [
    'GetParameter of ssm by Twinbox-support-begin',
    later(({ cloud }) => cloud.calls.push(call('Twinbox-support-begin'))),
  ],
  request: ['a URL at dublin', later((world) => world.asked('dublin', `/api/command?client_secret=${SECRET}`))],
  event: ['an event', elsewhere('event', 'an event')],
  stack: ['the template', elsewhere('stack', 'the template')],
  failure: ['what could not be done', elsewhere('failure', 'what could not be done')],
  notified: ['what the narrator said', elsewhere('notified', 'what the narrator said')],
};

describe('a secret is found, where it appears', () => {
  test.each(WRITING_KINDS.map((kind) => [kind, ...LEAKS[kind]] as const))(
    'by a writing of the kind %s: %s',
    async (_kind, place, leak) => {
      expect(await breachesOf(8, leak)).toEqual([`${place} contains the password`]);
    },
  );

  test('in a revision of the record that was written over since', async () => {
    const message = await breachesOf(8, {
      also: [
        [180, (world) => world.put('pairs/support.json', { epoch: 1, SECRET })],
        [181, (world) => world.put('pairs/support.json', { epoch: 1 })],
      ],
    });
    expect(message).toEqual(['pairs/support.json contains the password']);
  });

  test('in an object whatever its name, but in the bytes of a backup, which hold the configuration', async () => {
    const message = await breachesOf(8, {
      also: [
        [180, (world) => world.put('left/behind.bin', SECRET)],
        [181, (world) => world.put('backups/other/1.nsb', SECRET)],
      ],
    });
    expect(message).toEqual(['left/behind.bin contains the password']);
  });

  test('what people outside of the product ask AWS for is not its writing', async () => {
    expect(
      await breachesOf(
        8,
        later(({ cloud }) => cloud.calls.push(call('world'))),
      ),
    ).toEqual([]);
  });
});

describe('everything that proves its bearer is a secret', () => {
  const notifies = (text: string) => (world: FabricatedWorld) => world.play(`see ${text}`);
  const cases: readonly (readonly [name: string, make: (world: FabricatedWorld) => unknown, text: string])[] = [
    ['clientSecret of the API account of appliance dublin', () => undefined, 'key-of-dublin'],
    [
      'backupPassword of twinbox/london',
      ({ cloud }) =>
        cloud.secrets.putSecret({ name: 'twinbox/london', value: JSON.stringify({ backupPassword: 'correct horse' }) }),
      'correct horse',
    ],
    [
      'totpSeed of twinbox/login',
      ({ cloud }) => {
        for (const totpSeed of ['OLDOLDOLDOLDOLD2', 'NEWNEWNEWNEWNEW2'])
          cloud.secrets.putSecret({ name: 'twinbox/login', value: JSON.stringify({ totpSeed }) });
      },
      'OLDOLDOLDOLDOLD2',
    ],
    [
      'access token of london',
      (world) => world.issue('london', 'access token', '0123456789abcdef'),
      '0123456789abcdef',
    ],
    [
      'signature of a presigned URL',
      ({ cloud }) => cloud.presigned.add('5157a7e5157a7e'),
      '?X-Amz-Signature=5157a7e5157a7e',
    ],
  ];

  test.each(cases)('%s', async (name, make, text) => {
    const message = await breachesOf(8, {
      also: [
        [1, make],
        [180, notifies(text)],
      ],
    });
    expect(message).toEqual([`a message contains ${name}`]);
  });

  test('but the name of an account is not', async () => {
    expect(await breachesOf(8, later(notifies('id-london')))).toEqual([]);
  });
});

describe('a secret is found in the form of', () => {
  const VALUE = 'päss/w+rd="<&\'>\\=';
  const forms: readonly (readonly [string, string])[] = [
    ['itself', VALUE],
    ['a URL', `https://x/?y=${encodeURIComponent(VALUE)}`],
    ['a form', String(new URLSearchParams({ y: VALUE }))],
    ['JSON', JSON.stringify({ y: VALUE })],
    ['JSON in JSON', JSON.stringify({ x: JSON.stringify({ y: VALUE }) })],
    ['a page', 'päss/w+rd=&quot;&lt;&amp;&#39;&gt;\\='],
    ['hex', Buffer.from(VALUE).toString('hex')],
    ...['u', 'us', 'use'].map(
      (user) => [`an Authorization header of ${user}`, Buffer.from(`${user}:${VALUE}`).toString('base64')] as const,
    ),
    ['the middle of an encoded file', Buffer.from(`{"p": "${VALUE}"}, and so on`).toString('base64url')],
  ];

  test.each(forms)('%s', async (_form, text) => {
    const message = await breachesOf(8, {
      also: [
        [1, ({ secrets }) => secrets.push({ name: 'the planted one', value: VALUE }, { name: 'nothing', value: '' })],
        [180, (world) => world.play(text)],
      ],
    });
    expect(message).toEqual(['a message contains the planted one']);
  });
});

test('a kind of which a world holds nothing is missing from what is searched', async () => {
  await using world = await fabricateWorld();
  await runGoodFailover(world);
  const kinds = new Set((await writingsOf(world.view())).map(({ kind }) => kind));
  expect(kinds).toContain('object');
  expect(kinds).not.toContain('parameter');
});
