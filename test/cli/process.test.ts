// The program as a process: what it says where there are no credentials, no region and no lab, and how it ends.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'twinbox-home-'));
  const cache = join(home, '.aws/sso/cache');
  await mkdir(cache, { recursive: true });
  const start = 'https://example.awsapps.com/start';
  const config = [
    ...['[profile ops]', 'sso_session = corp', 'sso_account_id = 123456789012', 'sso_role_name = Operator'],
    ...['region = eu-central-1', '[sso-session corp]', 'sso_region = eu-central-1', `sso_start_url = ${start}`, ''],
  ];
  await writeFile(join(home, '.aws/config'), config.join('\n'));
  const token = { startUrl: start, region: 'eu-central-1', accessToken: 'x', expiresAt: '2020-01-01T00:00:00Z' };
  await writeFile(join(cache, `${createHash('sha1').update('corp').digest('hex')}.json`), JSON.stringify(token));
});
afterAll(() => rm(home, { recursive: true }));

const twinbox = (...words: readonly string[]): Promise<{ exitCode: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: 'true', TWINBOX_LAB_FILE: '/none' };
    execFile(process.execPath, ['--no-warnings', 'bin/twinbox.ts', ...words], { env }, (error, out, err) =>
      resolve({ exitCode: error === null ? 0 : Number(error.code), out, err }),
    );
  });

test.each<[what: string, words: readonly string[], exitCode: number, said: RegExp]>([
  ['no region', ['status'], 1, /^error: no AWS region is set\.\nFix: /],
  ['no credentials', ['status', '--region', 'eu-central-1'], 1, /^error: no AWS credentials were found\.\nFix: /],
  [
    'a session that has expired',
    ['status', '--profile', 'ops'],
    1,
    /has expired\.\nFix: .*`aws sso login --profile ops`/,
  ],
  ['no lab', ['--lab', 'status'], 1, /^error: no lab is running: .*\nFix: .*`npm run lab`/s],
  ['an unknown command', ['flyback'], 2, /^error: unknown command/],
])('%s is a sentence with its fix, never a trace', async (_what, words, exitCode, said) => {
  const ended = await twinbox(...words);
  expect(ended).toMatchObject({ exitCode, out: '', err: expect.stringMatching(said) });
  expect(ended.err).not.toMatch(/^ +at /m);
});

test('help is data, without colours where nobody sits', async () => {
  const { exitCode, out, err } = await twinbox('--help');
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toMatch(/^Usage: twinbox/);
  expect(out).not.toContain('\u001b');
});
