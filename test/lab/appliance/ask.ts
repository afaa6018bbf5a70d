// How these tests speak to a simulated appliance: one verified TLS request on a connection of its own.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { type ApplianceOptions, type SimulatedAppliance, startAppliance } from '../../../lab/appliance/appliance.ts';
import { type CertificateAuthority, createCertificateAuthority } from '../../../lab/network/certificate-authority.ts';
import { scaledClock } from '../../../packages/local-cloud/base/clock.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

export const SITE = 'support.example.test';

let authority: Promise<CertificateAuthority> | undefined;
/** One authority for a test file. */
export const sharedAuthority = (): Promise<CertificateAuthority> => {
  authority ??= createCertificateAuthority();
  return authority;
};

export const ask = async (
  where: { readonly address: string; readonly port: number },
  path: string,
  question: Question = {},
  servername = SITE,
): Promise<Reply> => {
  const { caPem } = await sharedAuthority();
  return new Promise((resolve, reject) => {
    const call = request(
      {
        ...{ host: where.address, port: where.port, path, servername, ca: caPem, agent: false },
        method: question.method ?? 'GET',
        headers: { host: servername, ...question.headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString('utf8') });
        });
      },
    );
    call.on('error', reject);
    call.end(question.body);
  });
};

/** A port that nobody has at that address. */
export const freePort = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, address, () => {
      const bound = server.address();
      server.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : 0));
    });
  });

export const basic = (user: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

export const askToken = (appliance: SimulatedAppliance): Promise<Reply> =>
  ask(appliance, '/oauth2/token', {
    method: 'POST',
    headers: { ...FORM, ...basic(appliance.account.clientId, appliance.account.clientSecret) },
    body: 'grant_type=client_credentials',
  });

export const bearer = async (appliance: SimulatedAppliance): Promise<Record<string, string>> => {
  const reply = await askToken(appliance);
  return { authorization: `Bearer ${String((JSON.parse(reply.text) as { access_token: string }).access_token)}` };
};

export const capture = async (appliance: SimulatedAppliance, password?: string): Promise<Reply> => {
  const headers = await bearer(appliance);
  return password === undefined
    ? ask(appliance, '/api/backup', { headers })
    : ask(appliance, '/api/backup', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ password }),
      });
};

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export const restore = (
  appliance: SimulatedAppliance,
  file: Buffer,
  headers: Record<string, string> = {},
): Promise<Reply> =>
  ask(appliance, '/lab/restore', {
    method: 'POST',
    headers: {
      ...basic(appliance.account.clientId, appliance.account.clientSecret),
      'content-sha256': sha256(file),
      ...headers,
    },
    body: file,
  });

/** An appliance on a free port, ten times as fast as life, with small backups and short absences. */
export const simulatedAppliance = async (
  name: string,
  options: Partial<ApplianceOptions> = {},
): Promise<SimulatedAppliance> =>
  startAppliance({
    ...{ name, address: '127.0.0.1', port: 0, tlsNames: [SITE], ca: await sharedAuthority(), clock: scaledClock(10) },
    accounts: { clientId: `${name}-id`, clientSecret: `${name}-secret` },
    configuration: `configuration of ${name}`,
    ...{ backupBytes: 300_000, restoreSeconds: 1, bootSeconds: 1 },
    ...options,
  });

export { eventually as until } from '../../../packages/local-cloud/testing/patience.ts';
