// Simulated appliances and their secrets, as the tests of what speaks to an appliance need them.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { applianceApiOf } from '../../functions/appliance/api/appliance-api-of.ts';
import { callPace } from '../../functions/appliance/api/pace/call-pace.ts';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import {
  type ApiAccount,
  type SimulatedAppliance,
  startAppliance,
  type Totals,
} from '../../lab/appliance/appliance.ts';
import { createCertificateAuthority } from '../../lab/network/certificate-authority.ts';
import { scaledClock } from '../../packages/local-cloud/base/clock.ts';
import { machine } from '../doubles/machine.ts';
import { pairOf, SERVICE_NAME } from './pair.ts';

export interface TestAppliance extends AsyncDisposable {
  readonly appliance: SimulatedAppliance;
  readonly settings: PairSettings;
  /** Secret name → what lies there, with its version. May be changed. */
  readonly secrets: Map<string, { value: unknown; version: string }>;
  readonly client: SecretsManagerClient;
  /** Earlier versions of secrets, by id. */
  readonly oldVersions: Map<string, unknown>;
  /** How often a secret was read. */
  readonly reads: () => number;
  readonly api: (credentialsOf?: string, secretVersionId?: string) => ReturnType<ReturnType<typeof applianceApiOf>>;
}

export const LONDON = { clientId: 'london-id', clientSecret: 'london-secret' };

export interface TestApplianceChoices {
  readonly backupBytes?: number;
  readonly account?: Partial<ApiAccount>;
  readonly totals?: Totals;
  /** Where the appliance is managed, apart from its users. */
  readonly management?: { readonly address: string; readonly port: number };
}

/** Counts as the product does and waits for nothing: the pace has tests of its own. */
const UNHURRIED = callPace({ ...machine.clock, sleep: async () => undefined });

/** An appliance named london on a free port, with a client of ours that reads its secrets from a map. */
export const testAppliance = async (more: TestApplianceChoices = {}): Promise<TestAppliance> => {
  const ca = await createCertificateAuthority();
  const appliance = await startAppliance({
    name: 'london',
    address: '127.0.0.1',
    port: 0,
    tlsNames: [SERVICE_NAME],
    ca,
    clock: scaledClock(10),
    accounts: { ...LONDON, ...more.account },
    configuration: 'hello from london',
    ...(more.totals && { totals: more.totals }),
    backupBytes: more.backupBytes ?? 20_000,
    ...(more.management && { management: more.management }),
  });
  const settings = pairOf({
    london: {
      ...{ address: '127.0.0.1', port: appliance.port, tls: { ca: ca.caPem } },
      ...(more.management && { management: more.management }),
    },
  });
  const secrets = new Map([['twinbox/london', { value: LONDON as unknown, version: 'v1' }]]);
  const oldVersions = new Map<string, unknown>();
  let reads = 0;
  const client = new SecretsManagerClient({ region: 'eu-west-1' });
  mockClient(client)
    .on(GetSecretValueCommand)
    .callsFake(async ({ SecretId, VersionId }: { SecretId: string; VersionId?: string }) => {
      reads += 1;
      const secret = secrets.get(SecretId);
      const old = VersionId !== undefined && VersionId !== secret?.version;
      if (old && oldVersions.has(VersionId))
        return { SecretString: JSON.stringify(oldVersions.get(VersionId)), VersionId };
      if (!secret || old) throw Object.assign(new Error('no such secret'), { name: 'ResourceNotFoundException' });
      return { SecretString: JSON.stringify(secret.value), VersionId: secret.version };
    });
  const apiOf = applianceApiOf(client, machine, { pace: UNHURRIED });
  return {
    appliance,
    settings,
    secrets,
    oldVersions,
    client,
    reads: () => reads,
    api: (credentialsOf = 'london', secretVersionId) => apiOf(settings, 'london', credentialsOf, secretVersionId),
    [Symbol.asyncDispose]: () => appliance[Symbol.asyncDispose](),
  };
};
