// A 401 or 403 refuses a password only where one was sent. What comes before is a door that stays shut: nothing is remembered, so a
// later recovery tries again.
import type { RequestListener } from 'node:http';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { loginForm } from '../../../../functions/appliance/restore/login-form/login-form.ts';
import { LoginRefusedError } from '../../../../functions/contract/errors/login-refused.ts';
import { applianceOf } from '../../../../functions/contract/settings/pair-settings.ts';
import { systemClock } from '../../../../functions/net/system-clock.ts';
import { HANG_GUARD_MS } from '../../../../packages/local-cloud/testing/patience.ts';
import { type Answers, type HostileSite, hostileSite, sends } from '../../hostile-site.ts';
import { SERVICE_NAME } from '../../pair.ts';

const SECRET = 'twinbox/london-login';

const secrets = (): SecretsManagerClient => {
  const client = new SecretsManagerClient({ region: 'eu-west-1' });
  mockClient(client)
    .on(GetSecretValueCommand)
    .callsFake(async ({ SecretId }: { SecretId: string }) => ({
      SecretString: JSON.stringify(
        SecretId === SECRET ? { user: 'restorer', password: 'only for the box' } : { clientId: 'id', clientSecret: 'secret' },
      ),
      VersionId: 'v1',
    }));
  return client;
};

const restoreAt = async ({ settings }: HostileSite): Promise<unknown> => {
  const appliance = applianceOf(settings, 'london');
  const order = {
    ...{ pair: 'support', appliance, tlsName: SERVICE_NAME, accountsOf: appliance, epoch: 7 },
    ...{ backupSecret: { name: 'twinbox/london' }, recoveryId: '20261122T202000Z-12345678' },
    backup: {
      ...{ backupId: '20261122T201503Z-0a1b2c3d', pair: 'support', appliance: 'london', epoch: 6, versionId: 'v', bytes: 9 },
      ...{ capturedAt: '2026-11-22T20:15:03.000Z', key: 'backups/support/b.nsb', sha256: '0'.repeat(64), product: 'rs' },
      ...{ version: '24.3.2', build: '73122', applianceId: 'a', credentialsOf: 'london', notIncluded: [] },
    },
    backupUrl: 'http://127.0.0.1:9/b.nsb',
  };
  const way = loginForm({ secrets: secrets(), clock: systemClock }, { way: 'login-form', secret: SECRET, hints: {} });
  return way.restore(order, AbortSignal.timeout(HANG_GUARD_MS)).catch((error: unknown) => error);
};

const page = (status: number, text: string): RequestListener => sends(status, 'text/html', text);
const USER = '<form method="post" action="/login/user"><input name="user"><button>Next</button></form>';
const SIGN_IN =
  '<form method="post" action="/login/in"><input name="user"><input type="password" name="password"><button>Sign in</button></form>';
const LEAVES = '<p>Go away</p>';

describe.each([401, 403])('HTTP %i', (status) => {
  test.each<[string, Answers]>([
    ['to the first page', { '/login': page(status, LEAVES) }],
    ['to the user alone', { '/login': page(200, USER), '/login/user': page(status, LEAVES) }],
  ])('%s refuses no password: none was sent, and nothing is remembered', async (_when, answers) => {
    await using site = await hostileSite(answers);
    const failure = await restoreAt(site);
    expect(failure).toMatchObject({ name: 'RestoreRefused', message: expect.stringContaining(`HTTP ${status} on the way in`) });
    expect(failure).not.toBeInstanceOf(LoginRefusedError);
  });

  test('with a sign-in form is the way in, and to the password that was sent there it is a refusal', async () => {
    await using site = await hostileSite({ '/login': page(status, SIGN_IN), '/login/in': page(status, LEAVES) });
    expect(await restoreAt(site)).toBeInstanceOf(LoginRefusedError);
    expect(site.calls).toContain('POST /login/in');
  });
});
