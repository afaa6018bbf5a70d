// The same capture by two tools that everybody has: `curl` fetches the backup from the appliance, the AWS CLI takes it
// from the pipe into the same bucket. Neither judges what it moves, and nobody would know afterwards whether it is
// whole.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WORLD_KEYS } from '../../packages/local-cloud/aws/cloud.ts';
import type { StreamsWorld } from './streams-world.ts';

/** Seconds from the start to the end of both tools, and of the processor in both. */
export interface Moved {
  readonly wallSeconds: number;
  readonly processorSeconds: number;
}

const run = promisify(execFile);

/** The AWS CLI's own words for its version, or why there is none. */
export const awsCli = async (): Promise<{ readonly version: string } | { readonly missing: string }> => {
  try {
    const { stdout } = await run('aws', ['--version']);
    return { version: stdout.trim().split(' ').slice(0, 2).join(', ') };
  } catch (error) {
    return { missing: String(error).split('\n')[0] ?? '' };
  }
};

const TO_APPLIANCE = 'curl --silent --show-error --fail --cacert "$CA_FILE" --resolve "$RESOLVE"';
const TOKEN = `${TO_APPLIANCE} --user "$ACCOUNT" --data grant_type=client_credentials "$APPLIANCE/oauth2/token"`;
const MOVE = `${TO_APPLIANCE} --header "Authorization: Bearer $TOKEN" "$APPLIANCE/api/backup" | aws s3 cp - "$TARGET" --no-progress && times`;

/** What the shell says of its children: minutes and seconds, user and system. */
const childrenSeconds = (times: string): number =>
  [...(times.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );

/** Captures the primary's backup. @throws where the tools fail, or where other than `bytes` (and a bit) arrived */
export const curlToS3 = async (world: StreamsWorld, bytes: number): Promise<Moved> => {
  const { pair, caPem, account, vaultBucket, cloud } = world;
  const [name = ''] = pair.service.names;
  const primary = pair.appliances.find((appliance) => appliance.name === pair.preferred);
  const folder = await mkdtemp(join(tmpdir(), 'twinbox-bench-ca-'));
  const key = 'by-curl-and-cli';
  try {
    await writeFile(join(folder, 'ca.pem'), caPem);
    // As it does against the real S3, where TLS protects the body.
    await writeFile(join(folder, 'config'), '[default]\ns3 =\n  payload_signing_enabled = false\n');
    const env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      CA_FILE: join(folder, 'ca.pem'),
      RESOLVE: `${name}:${primary?.port}:${primary?.address}`,
      APPLIANCE: `https://${name}:${primary?.port}`,
      ACCOUNT: `${account.clientId}:${account.clientSecret}`,
      TARGET: `s3://${vaultBucket}/${key}`,
      AWS_ENDPOINT_URL: cloud.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: WORLD_KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: WORLD_KEYS.secretAccessKey,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    };
    const { access_token } = JSON.parse((await run('sh', ['-c', TOKEN], { env })).stdout) as {
      readonly access_token: string;
    };
    const beganMs = performance.now();
    const { stdout } = await run('sh', ['-c', MOVE], { env: { ...env, TOKEN: access_token } });
    const wallSeconds = (performance.now() - beganMs) / 1000;
    const arrived = cloud.s3.versionsOf(vaultBucket, key).at(-1)?.sizeBytes ?? 0;
    if (arrived < bytes || arrived > bytes + MOST_EXTRA_BYTES) throw new Error(`${arrived} of ${bytes} bytes arrived`);
    return { wallSeconds, processorSeconds: childrenSeconds(stdout) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** A backup is a little longer than asked for where it cannot be cut exactly. */
const MOST_EXTRA_BYTES = 64 * 1024;
