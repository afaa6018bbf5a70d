// A TLS server on loopback that answers as a test tells it to, and a client of ours that takes it for an appliance.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { applianceApiOf } from '../../functions/appliance/api/appliance-api-of.ts';
import type { ApplianceApi } from '../../functions/appliance/appliance.ts';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { machine } from '../doubles/machine.ts';
import { type TestServer, tlsServer } from '../net/tls-server.ts';
import { pairOf } from './pair.ts';

const ACCOUNT = { clientId: 'london-id', clientSecret: 'london-secret' };
export const TOKEN = 'a-token-of-london';

/** Path without its host → what is done there; `action` names stand for their XML paths. */
export type Answers = Readonly<Record<string, RequestListener>>;

export interface HostileSite extends AsyncDisposable {
  readonly server: TestServer;
  readonly settings: PairSettings;
  readonly api: ApplianceApi;
  /** `POST /oauth2/token` and the like, in their order. */
  readonly calls: string[];
  readonly requests: IncomingMessage[];
}

export const sends =
  (status: number, type: string, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(body);
  };
export const json = (value: unknown, status = 200): RequestListener =>
  sends(status, 'application/json', JSON.stringify(value));
export const xml = (body: string, status = 200): RequestListener =>
  sends(status, 'text/xml; charset=UTF-8', `<?xml version="1.0" encoding="UTF-8"?>\n\n${body}\n`);

const granting = json({ access_token: TOKEN, token_type: 'Bearer', expires_in: 3600 });

const GUID = '0123456789abcdef0123456789ABCDEF';
export const WELL: Answers = {
  '/oauth2/token': granting,
  '/api/command/v2/info': json({ product: 'rs' }),
  '/api/command/v2/health': json({ version: '24.3.2', build: '73122', appliance_id: GUID, failover_role: 'none' }),
};

export const clientOf = (settings: PairSettings, account: unknown = ACCOUNT): ApplianceApi => {
  const client = new SecretsManagerClient({ region: 'eu-west-1' });
  mockClient(client)
    .on(GetSecretValueCommand)
    .resolves({ SecretString: JSON.stringify(account), VersionId: 'v1' });
  return applianceApiOf(client, machine)(settings, 'london', 'london');
};

export interface SiteChoices {
  readonly names?: readonly string[];
  readonly validity?: { readonly notBefore: Date; readonly notAfter: Date };
  readonly account?: unknown;
}

/** Paths without an answer of their own get a 404. */
export const hostileSite = async (answers: Answers, choices: SiteChoices = {}): Promise<HostileSite> => {
  const calls: string[] = [];
  const requests: IncomingMessage[] = [];
  const server = await tlsServer(
    (request, response) => {
      calls.push(`${request.method} ${request.url}`);
      requests.push(request);
      const answer = answers[request.url ?? ''] ?? sends(404, 'text/html', '<h1>Not Found</h1>');
      answer(request, response);
    },
    choices.names,
    choices.validity,
  );
  const settings = pairOf({ london: { address: '127.0.0.1', port: server.port, tls: { ca: server.ca } } });
  return {
    server,
    settings,
    calls,
    requests,
    api: clientOf(settings, choices.account),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};
