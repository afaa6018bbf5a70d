// A stage for ways to restore: two simulated appliances, a backup captured from the one, and a small vault that gives
// it by URL.
import { createServer } from 'node:http';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import type { RestoreMethod, RestoreOrder } from '../../functions/appliance/appliance.ts';
import { applianceOf } from '../../functions/contract/settings/pair-settings.ts';
import type { ApplianceOptions, SimulatedAppliance } from '../../lab/appliance/appliance.ts';
import { leapingClock } from '../../packages/local-cloud/test/host/fixtures/leaping-clock.ts';
import { HANG_GUARD_MS } from '../../packages/local-cloud/testing/patience.ts';
import { capture, freePort, SITE, sha256, sharedAuthority, simulatedAppliance } from '../lab/appliance/ask.ts';
import { pairOf } from './pair.ts';

export interface RestoreStage extends AsyncDisposable {
  /** The appliance that is restored to. */
  readonly dublin: SimulatedAppliance;
  /**
   * Lets time pass at Dublin: what it has begun to restore is restored. Until then a page that it answered with can be
   * read.
   */
  readonly restored: () => void;
  readonly order: RestoreOrder;
  readonly secrets: SecretsManagerClient;
  /** Secret name → what lies there; may be changed. */
  readonly secretValues: Map<string, unknown>;
  /** Earlier versions by id, and the id of the current one. */
  readonly oldSecrets: Map<string, unknown>;
  readonly currentVersion: { id: string };
  readonly caPem: string;
  /** The time at the appliance in Dublin, which stands still but for `restored`: a one-time code stays the same. */
  readonly nowMs: () => number;
  /** What the vault gives from now on: other bytes, fewer, none, or the first half and then nothing. */
  readonly vault: { gives: 'whole' | 'damaged' | 'shortened' | 'gone' | 'cut' };
}

export interface StageChoices {
  readonly dublin?: Partial<ApplianceOptions>;
  readonly restore?: object;
  readonly backupPassword?: string;
}

const CODE_MS = 30_000;

const serveBackup = async (file: Buffer, vault: RestoreStage['vault']) => {
  const damaged = Buffer.from(file);
  damaged.writeUInt8(damaged.readUInt8(100_000) ^ 1, 100_000);
  const server = createServer((_request, response) => {
    response.setHeader('connection', 'close');
    if (vault.gives === 'gone') response.writeHead(404).end();
    else if (vault.gives === 'damaged') response.end(damaged);
    else if (vault.gives === 'shortened') response.end(file.subarray(0, 200_000));
    else if (vault.gives === 'whole') response.end(file);
    else {
      response.writeHead(200, { 'content-length': file.length });
      response.write(file.subarray(0, 150_000), () => response.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { server, url: `http://127.0.0.1:${port}/b.nsb?X-Amz-Signature=right` };
};

/** Appliances in Dublin and London, and London's backup. */
export const restoreStage = async (choices: StageChoices = {}): Promise<RestoreStage> => {
  await using london = await simulatedAppliance('london', {
    loginAccount: { user: 'restorer', password: 'password of london' },
  });
  const { body } = await capture(london, choices.backupPassword);
  // Managed apart from its users, so that a way which asks at the wrong address gets nowhere.
  const management = { address: '127.0.0.2', port: await freePort('127.0.0.2') };
  // From the beginning of a one-time code's half minute, so that what waits a little stays within it.
  const clock = leapingClock(Math.floor(Date.now() / CODE_MS) * CODE_MS);
  const dublin = await simulatedAppliance('dublin', {
    management,
    loginAccount: { user: 'restorer', password: 'p&s=w+rd of dublin' },
    clock,
    ...choices.dublin,
  });
  const { caPem } = await sharedAuthority();
  const vault: RestoreStage['vault'] = { gives: 'whole' };
  const { server, url } = await serveBackup(body, vault);
  const settings = pairOf({
    dublin: {
      ...{ address: '127.0.0.1', port: dublin.port, management, tls: { ca: caPem } },
      ...(choices.restore && { restore: choices.restore }),
    },
  });
  const { user, password, totpSeed } = dublin.loginAccount ?? { user: '', password: '' };
  const account = { clientId: 'london-id', clientSecret: 'london-secret' };
  const secretValues = new Map<string, unknown>([
    ['twinbox/dublin-login', { user, password, ...(totpSeed && { totpSeed }) }],
    ['twinbox/london', { ...account, ...(choices.backupPassword && { backupPassword: choices.backupPassword }) }],
  ]);
  const oldSecrets = new Map<string, unknown>();
  const currentVersion = { id: 'v2' };
  const secrets = new SecretsManagerClient({ region: 'eu-west-1' });
  mockClient(secrets)
    .on(GetSecretValueCommand)
    .callsFake(async ({ SecretId, VersionId = 'current' }: { SecretId: string; VersionId?: string }) => {
      const old = oldSecrets.get(VersionId);
      if (VersionId !== 'current' && old === undefined)
        throw Object.assign(new Error('no such version'), { name: 'ResourceNotFoundException' });
      return {
        SecretString: JSON.stringify(old ?? secretValues.get(SecretId)),
        VersionId: old ? VersionId : currentVersion.id,
      };
    });
  const appliance = applianceOf(settings, 'dublin');
  const order: RestoreOrder = {
    pair: 'support',
    appliance,
    tlsName: SITE,
    accountsOf: appliance,
    backupSecret: { name: 'twinbox/london' },
    backup: {
      backupId: '20261122T201503Z-0a1b2c3d',
      pair: 'support',
      appliance: 'london',
      epoch: 6,
      capturedAt: '2026-11-22T20:15:03.000Z',
      key: 'backups/support/20261122T201503Z-0a1b2c3d.nsb',
      versionId: 'v',
      bytes: body.length,
      sha256: sha256(body),
      product: 'rs',
      version: '24.3.2',
      build: '73122',
      applianceId: london.guid,
      credentialsOf: 'london',
      notIncluded: [],
    },
    backupUrl: url,
    epoch: 7,
    recoveryId: '20261122T202000Z-12345678',
  };
  return {
    dublin,
    restored: () => clock.pass(3_600_000),
    order,
    secrets,
    secretValues,
    oldSecrets,
    currentVersion,
    caPem,
    nowMs: () => clock.nowMs(),
    vault,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await dublin[Symbol.asyncDispose]();
    },
  };
};

export const kindsOf = ({ dublin }: RestoreStage): readonly string[] => dublin.events.map(({ kind }) => kind);

export const restoreBy = (
  method: RestoreMethod,
  { order }: RestoreStage,
  timeoutMs = HANG_GUARD_MS,
): ReturnType<RestoreMethod['restore']> => method.restore(order, AbortSignal.timeout(timeoutMs));
