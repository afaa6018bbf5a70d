// What a page quotes back is cleaned of the password, the seed and the backup's password: in what is returned and in
// what is thrown.

import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { inspect } from 'node:util';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { loginForm } from '../../../../functions/appliance/restore/login-form/login-form.ts';
import { cleanText, withoutSecrets } from '../../../../functions/appliance/restore/login-form/without-secrets.ts';
import { LoginRefusedError } from '../../../../functions/contract/errors/login-refused.ts';
import { RestoreUnprovenError } from '../../../../functions/contract/errors/restore-unproven.ts';
import { applianceOf } from '../../../../functions/contract/settings/pair-settings.ts';
import { type Failure, failure } from '../../../../functions/domain/failure/failure.ts';
import { soon } from '../../../../packages/local-cloud/testing/patience.ts';
import { machine } from '../../../doubles/machine.ts';
import { hostileSite, sends } from '../../hostile-site.ts';
import { SERVICE_NAME } from '../../pair.ts';

const PASSWORD = 'p&s=w+rd <of> "london"';
const SEED = 'JBSWY3DPEHPK3PXP';
const BACKUP_PASSWORD = 'opens  the backup';
const SECRETS = [PASSWORD, SEED, BACKUP_PASSWORD];
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
const tidied = (text: string): string => text.replaceAll(/\s+/g, ' ');

const holds = (text: string): readonly string[] =>
  SECRETS.filter((secret) =>
    [secret, tidied(secret), escaped(secret), encodeURIComponent(secret)].some((form) => text.includes(form)),
  );

test.each(SECRETS.flatMap((secret) => [secret, tidied(secret), escaped(secret), encodeURIComponent(secret)]))(
  'text that quotes %s',
  (quoted) => {
    expect(cleanText(`Not ${quoted}, and not ${quoted}.`, SECRETS)).toBe('Not (secret), and not (secret).');
  },
);

test.each(SECRETS)('the beginning of %s at the cut end of a quotation', (secret) => {
  const cut = tidied(secret).slice(0, 9);
  expect(cleanText(`You gave ${cut}`, SECRETS)).toBe('You gave (secret)');
  expect(cleanText(`it said "You gave ${cut}"`, SECRETS)).toBe('it said "You gave (secret)"');
});

test('a secret that holds another, and one that is left out', () => {
  expect(cleanText('abcdef abc', ['abc', 'abcdef', undefined, ''])).toBe('(secret) (secret)');
});

test.each(SECRETS)('message, hint, notice and cause of a failure, with %s in each', (secret) => {
  const inner = failure('FormNotFound', `said ${secret}`, secret);
  const failures = [
    failure('RestoreRefused', `said ${secret}`, `see ${secret}`, inner),
    new RestoreUnprovenError(`said ${secret}`, `see ${secret}`, `it gave ${secret}`, inner),
    new LoginRefusedError(`said ${secret}`, `see ${secret}`, { secret: 'twinbox/london-login', versionId: 'v1' }),
  ];
  for (const failure of failures) {
    const cleaned = withoutSecrets(failure, SECRETS) as Failure;
    expect(cleaned.constructor).toBe(failure.constructor);
    expect(cleaned.name).toBe(failure.name);
    expect(cleaned.message).toBe('said (secret)');
    expect(cleaned.hint).toBe('see (secret)');
    expect(holds(inspect(cleaned, { depth: 9, showHidden: true }))).toEqual([]);
    expect((cleaned as RestoreUnprovenError).notice).toBe(
      failure instanceof RestoreUnprovenError ? 'it gave (secret)' : undefined,
    );
    expect((cleaned as LoginRefusedError).refused).toEqual(
      failure instanceof LoginRefusedError ? { secret: 'twinbox/london-login', versionId: 'v1' } : undefined,
    );
  }
});

/** An appliance whose page after the upload says this, or whose sign-in page does. */
const restoreAt = async (after: string, signIn = ''): Promise<unknown> => {
  const bytes = Buffer.from('a backup');
  const vault = createServer((_request, response) => void response.end(bytes));
  await new Promise<void>((resolve) => vault.listen(0, '127.0.0.1', resolve));
  const at = vault.address();
  const form = `<p>${signIn}</p><form method="post" action="/login/in"><input name="user"><input type="password" name="password"><button>Sign in</button></form>`;
  const inside = '<a href="/login/logout">Log out</a>';
  const upload = `${inside}<form method="post" action="/login/up" enctype="multipart/form-data"><input type="file" name="backup"><input type="password" name="pw"><button>Restore Backup</button></form>`;
  await using site = await hostileSite({
    '/login': sends(200, 'text/html', form),
    '/login/in': sends(200, 'text/html', signIn === '' ? upload : form.replace('<p>', '<p class="error">')),
    '/login/up': sends(200, 'text/html', `${inside}${after}`),
  });
  const secrets = new SecretsManagerClient({ region: 'eu-west-1' });
  const values: Readonly<Record<string, unknown>> = {
    'twinbox/london-login': { user: 'restorer', password: PASSWORD, totpSeed: SEED },
    'twinbox/london': { clientId: 'id', clientSecret: 'secret', backupPassword: BACKUP_PASSWORD },
  };
  mockClient(secrets)
    .on(GetSecretValueCommand)
    .callsFake(async ({ SecretId }: { SecretId: string }) => ({
      SecretString: JSON.stringify(values[SecretId]),
      VersionId: 'v1',
    }));
  const appliance = applianceOf(site.settings, 'london');
  const order = {
    ...{ pair: 'support', appliance, tlsName: SERVICE_NAME, accountsOf: appliance, epoch: 7 },
    ...{ backupSecret: { name: 'twinbox/london' }, recoveryId: '20261122T202000Z-12345678' },
    backup: {
      ...{ backupId: '20261122T201503Z-0a1b2c3d', pair: 'support', appliance: 'london', epoch: 6, versionId: 'v' },
      ...{ capturedAt: '2026-11-22T20:15:03.000Z', key: 'backups/support/b.nsb', product: 'rs', bytes: bytes.length },
      sha256: createHash('sha256').update(bytes).digest('hex'),
      ...{ version: '24.3.2', build: '73122', applianceId: 'a', credentialsOf: 'london', notIncluded: [] },
    },
    backupUrl: `http://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}/b.nsb`,
  };
  const method = loginForm(
    { secrets, ...machine },
    { method: 'login-form', secret: 'twinbox/london-login', hints: {} },
  );
  try {
    return await method.restore(order, soon()).catch((error: unknown) => error);
  } finally {
    vault.closeAllConnections();
    await new Promise((resolve) => vault.close(resolve));
  }
};

const PAGES: readonly (readonly [string, (secret: string) => string, RegExp])[] = [
  ['a marker', (secret) => `<p class="alert-success">Restore of ${secret} started.</p>`, /Restore of \(secret\)/],
  ['a refusal', (secret) => `<p class="error">The password ${secret} is wrong.</p>`, /\(secret\) is wrong/],
  ['a notice', (secret) => `<p>Something with ${secret}.</p>`, /Something with \(secret\)/],
];

test.each(PAGES.flatMap(([what, page, message]) => SECRETS.map((secret) => [what, secret, page, message] as const)))(
  '%s that quotes %s',
  async (_what, secret, page, message) => {
    const found = await restoreAt(page(escaped(secret)));
    const text = inspect(found, { depth: 9, showHidden: true });
    expect(text).toMatch(message);
    expect(holds(text)).toEqual([]);
  },
);

test.each(SECRETS)('a sign-in page that quotes %s', async (secret) => {
  const found = await restoreAt('', `Not for ${escaped(secret)}`);
  expect(found).toMatchObject({ name: 'LoginRefused', message: expect.stringContaining('Not for (secret)') });
  expect(holds(inspect(found, { depth: 9, showHidden: true }))).toEqual([]);
});
