// What a command says when it cannot work: one sentence with its fix and an exit code, never a stack trace.
import { explain } from '../../cli/aws/explain.ts';
import type { Fault } from '../../packages/local-cloud/aws/cloud.ts';
import { shellIn } from './lab-shell.ts';
import { smallAccount, VIEWER } from './small-account.ts';

describe('finding the pair', () => {
  test('takes the only one of the region', async () => {
    await using account = await smallAccount(['support']);
    const { exitCode, out } = await shellIn(account)('resources', '--json');
    expect([exitCode, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({ pair: 'support', recordBucket: 'record-support' }),
    ]);
  });

  test('asks for a name where there are several, and lists them', async () => {
    await using account = await smallAccount(['support', 'archive']);
    const { exitCode, out, err } = await shellIn(account)('resources');
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/^error: eu-central-1 has 2 pairs: archive, support\.\nFix: .*--pair/);
    const named = await shellIn(account, { environment: { TWINBOX_PAIR: 'archive' } })('resources', '--json');
    expect(JSON.parse(named.out)).toMatchObject({ pair: 'archive' });
  });

  test('lists the pairs if there is none of that name', async () => {
    await using account = await smallAccount(['support', 'archive']);
    const { exitCode, err } = await shellIn(account)('status', '--pair', 'suport');
    expect(exitCode).toBe(2);
    expect(err).toContain('error: there is no pair suport in eu-central-1; deployed there: archive, support.');
  });

  test('names the region if nothing is deployed there', async () => {
    await using account = await smallAccount([]);
    const { exitCode, err } = await shellIn(account)('status');
    expect(exitCode).toBe(2);
    expect(err).toMatch(/^error: no pair is deployed in eu-central-1 .*\nFix: .*--region/);
  });
});

describe('AWS refuses', () => {
  test('what the caller may not do: the message names the action', async () => {
    await using account = await smallAccount(['support'], ({ action }) => action === 'states:StartExecution');
    account.cloud.states.engine = {
      ...{
        knows: () => true,
        describe: () => undefined,
        list: () => [],
        start: () => undefined,
        stop: () => undefined,
      },
    };
    const twinbox = shellIn(account, { keys: VIEWER });
    const { exitCode, err } = await twinbox('failover', '--dry-run');
    expect(exitCode).toBe(1);
    expect(err.replaceAll('\n', ' ')).toContain(
      'error: AWS denied states:StartExecution on arn:aws:states:eu-central-1:123456789012:stateMachine:Twinbox-support-recovery. Fix: ',
    );
  });

  test('unknown keys', async () => {
    await using account = await smallAccount(['support']);
    const keys = { accessKeyId: 'nobody', secretAccessKey: 'x' };
    const { exitCode, err } = await shellIn(account, { keys })('status');
    expect([exitCode, err]).toEqual([
      1,
      expect.stringMatching(/^error: AWS does not accept these credentials\.\nFix: /),
    ]);
  });

  test.each<[string, Fault, string]>([
    ['too many calls', { service: 'cloudformation', kind: 'error', code: 'Throttling', status: 400 }, 'is throttling'],
    [
      'a session that has ended',
      { service: 'cloudformation', kind: 'error', code: 'ExpiredToken', status: 403 },
      'has expired',
    ],
    ['a lost connection', { service: 'cloudformation', kind: 'down', reset: true }, 'cannot be reached'],
  ])('%s', async (_what, fault, said) => {
    await using account = await smallAccount(['support']);
    account.cloud.faults.add(fault);
    const { exitCode, out, err } = await shellIn(account)('status');
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toMatch(/^error: .*\.\nFix: /s);
    expect(err.replaceAll('\n', ' ')).toContain(said);
    expect(err).not.toContain(' at ');
  });

  test('with --json, as one line on stderr', async () => {
    await using account = await smallAccount(['support']);
    const { exitCode, out, err } = await shellIn(account)('status', '--pair', 'other', '--json');
    expect([exitCode, out]).toEqual([2, '']);
    expect(JSON.parse(err)).toEqual({
      error: { name: 'NoSuchPair', message: expect.stringContaining('support'), fix: expect.any(String), exitCode: 2 },
    });
  });
});

const raised = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

test.each<[error: Error, name: string]>([
  [raised('CredentialsProviderError', 'Could not load credentials from any providers'), 'NoCredentials'],
  [raised('CredentialsProviderError', 'The SSO session associated with this profile has expired.'), 'SessionExpired'],
  [raised('ExpiredTokenException', 'The security token included in the request is expired'), 'SessionExpired'],
  [raised('Error', 'Region is missing'), 'NoRegion'],
  [raised('Error', 'getaddrinfo ENOTFOUND states.eu-cantral-1.amazonaws.com', { code: 'ENOTFOUND' }), 'NoSuchRegion'],
  [raised('Error', 'connect ENETUNREACH', { code: 'ENETUNREACH' }), 'NoNetwork'],
  [raised('TimeoutError', 'no answer'), 'NoNetwork'],
  [raised('AccessDenied', 'Access Denied'), 'AccessDenied'],
  [raised('SlowDown', 'Please reduce your request rate.'), 'Throttled'],
  [raised('RequestTimeTooSkewed', 'The difference is too large.'), 'WrongClock'],
  [raised('SomethingElse', 'of which nobody knows'), 'Fault'],
])('%s is called %s', (error, name) => {
  const explained = explain(error, { region: 'eu-cantral-1' });
  expect(explained).toMatchObject({ name, exitCode: 1 });
  expect(explained.message).not.toContain('\n');
});
