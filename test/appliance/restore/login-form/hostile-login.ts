// A restore through /login at a site that a test makes up, with an account of its own.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { loginForm } from '../../../../functions/appliance/restore/login-form/login-form.ts';
import { applianceOf } from '../../../../functions/contract/settings/pair-settings.ts';
import { HANG_GUARD_MS } from '../../../../packages/local-cloud/testing/patience.ts';
import { machine } from '../../../doubles/machine.ts';
import type { HostileSite } from '../../hostile-site.ts';
import { SERVICE_NAME } from '../../pair.ts';

const SECRET = 'twinbox/london-login';
const PASSWORD = 'only for the appliance';

const secrets = (): SecretsManagerClient => {
  const client = new SecretsManagerClient({ region: 'eu-west-1' });
  mockClient(client)
    .on(GetSecretValueCommand)
    .callsFake(async ({ SecretId }: { SecretId: string }) => ({
      SecretString: JSON.stringify(
        SecretId === SECRET ? { user: 'restorer', password: PASSWORD } : { clientId: 'id', clientSecret: 'secret' },
      ),
      VersionId: 'v1',
    }));
  return client;
};

/** What came of it: the answer, or what was thrown. */
export const restoreAt = async ({ settings }: HostileSite, timeoutMs = HANG_GUARD_MS): Promise<unknown> => {
  const appliance = applianceOf(settings, 'london');
  const order = {
    ...{ pair: 'support', appliance, tlsName: SERVICE_NAME, accountsOf: appliance, epoch: 7 },
    ...{ backupSecret: { name: 'twinbox/london' }, recoveryId: '20261122T202000Z-12345678' },
    backup: {
      ...{
        backupId: '20261122T201503Z-0a1b2c3d',
        pair: 'support',
        appliance: 'london',
        epoch: 6,
        versionId: 'v',
        bytes: 9,
      },
      ...{
        capturedAt: '2026-11-22T20:15:03.000Z',
        key: 'backups/support/b.nsb',
        sha256: '0'.repeat(64),
        product: 'rs',
      },
      ...{ version: '24.3.2', build: '73122', applianceId: 'a', credentialsOf: 'london', notIncluded: [] },
    },
    // Nobody is there: whoever asks for the backup is found out.
    backupUrl: 'http://127.0.0.1:9/b.nsb',
  };
  const method = loginForm({ secrets: secrets(), ...machine }, { method: 'login-form', secret: SECRET, hints: {} });
  return method.restore(order, AbortSignal.timeout(timeoutMs)).catch((error: unknown) => error);
};
