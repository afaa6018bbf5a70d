// No secret leaves the client: they are planted in every credential and in every answer, every call is made to fail in
// every way, and whatever is thrown, logged or returned is searched for them.
import type { RequestListener } from 'node:http';
import type { ApplianceApi } from '../../functions/appliance/appliance.ts';
import { httpsProbe } from '../../functions/appliance/probe/https-probe.ts';
import { describeFailure } from '../../functions/contract/errors/describe-failure.ts';
import { applianceOf } from '../../functions/contract/settings/pair-settings.ts';
import { HANG_GUARD_MS, soon } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { type Answers, clientOf, hostileSite, sends, WELL, xml } from './hostile-site.ts';
import { SERVICE_NAME } from './pair.ts';
import { LOG, leaked, PLANTED, writtenDuring } from './planted.ts';

const account = {
  clientId: PLANTED.clientId,
  clientSecret: PLANTED.clientSecret,
  backupPassword: PLANTED.backupPassword,
};
const headers = {
  'set-cookie': `ns_sl=${PLANTED.answer}`,
  'x-trace': PLANTED.answer,
  location: `/?token=${PLANTED.token}`,
};

/** The appliance quotes back all that it was sent, as error pages do. */
const quoting =
  (status: number, type: string): RequestListener =>
  async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const said = JSON.stringify({
      error: PLANTED.answer,
      message: JSON.stringify(request.headers),
      body,
      token: PLANTED.token,
    });
    sends(status, type, said, headers)(request, response);
  };
const breaking: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', ...headers, 'content-length': '5000' });
  response.write(JSON.stringify({ at: request.headers.authorization, of: PLANTED.answer }), () => response.destroy());
};
const noHttp: RequestListener = (request) => {
  request.socket.end(`${PLANTED.answer} ${request.headers.authorization}\r\n\r\n`);
};
const granting = sends(
  200,
  'application/json',
  JSON.stringify({ access_token: PLANTED.token, expires_in: 3600, refresh: PLANTED.answer }),
  headers,
);
const badToken = sends(
  200,
  'application/json',
  JSON.stringify({ access_token: `${PLANTED.token}\r\nx: 1`, expires_in: 3600 }),
  headers,
);

const methods: readonly (readonly [string, RequestListener])[] = [
  ...[200, 302, 400, 401, 403, 404, 418, 422, 429, 500, 503].map(
    (status) => [`HTTP ${status}`, quoting(status, 'application/json')] as const,
  ),
  ['a page', quoting(200, 'text/html')],
  ['XML with an error', xml(`<error>${PLANTED.answer} ${PLANTED.token}</error>`)],
  ['a cut', breaking],
  ['what is no HTTP', noHttp],
  ['a token that would break a header', badToken],
];
const paths = [
  '/oauth2/token',
  '/api/command/v2/info',
  '/api/command/v2/health',
  '/api/command?action=check_health',
  '/api/command?action=get_api_info',
  '/api/backup',
  '/check_health',
];

/** All that a call gives or throws, and what the product then says of a failure. */
const allOf = async (call: Promise<unknown>): Promise<readonly unknown[]> => {
  try {
    return [await call];
  } catch (error) {
    return [
      error,
      String(error),
      (error as Error).stack,
      describeFailure(error),
      describeFailure(error),
      JSON.stringify(error),
    ];
  }
};

const drained = async (api: ApplianceApi): Promise<unknown> => {
  const body = await api.backup(soon());
  // The bytes are the backup itself: only what is said of them is searched.
  for await (const chunk of body.bytes) expect(chunk.length).toBeGreaterThan(0);
  return body.contentType;
};

const everything = async (answers: Answers): Promise<readonly unknown[]> => {
  await using site = await hostileSite({ '/oauth2/token': granting, ...answers }, { account });
  const probe = () => httpsProbe(machine).probe(applianceOf(site.settings, 'london'), SERVICE_NAME, HANG_GUARD_MS);
  const found: unknown[] = [];
  const written = await writtenDuring(async () => {
    for (const call of [() => site.api.health(soon()), () => drained(site.api), () => site.api.accepts(soon()), probe])
      found.push(...(await allOf(call())));
  });
  return [written, ...found];
};

describe.each(paths)('where %s answers with', (path) => {
  test.each(methods)('%s, nothing planted gets out', async (_what, answer) => {
    const json = path.includes('v2') || path === '/api/backup' ? WELL : {};
    expect(leaked(...(await everything({ ...json, '/oauth2/token': granting, [path]: answer })))).toEqual([]);
  });
});

test('nor where the secret itself is not in the shape of an account', async () => {
  await using site = await hostileSite(WELL);
  const wrong = [
    PLANTED.clientSecret,
    { clientId: PLANTED.clientId, password: PLANTED.clientSecret },
    [PLANTED.backupPassword],
  ];
  for (const value of wrong)
    expect(leaked(...(await allOf(clientOf(site.settings, value).health(soon()))))).toEqual([]);
});

describe('the search', () => {
  test('goes red for a secret that is logged, in each way of logging', async () => {
    expect(leaked(await writtenDuring(async () => LOG.error('token', { deep: [PLANTED.token] })))).toEqual(['token']);
    expect(leaked(await writtenDuring(async () => process.stdout.write(`${PLANTED.clientSecret}\n`)))).toEqual([
      'clientSecret',
    ]);
  });

  test('goes red for one in a cause, in a hidden property, and in another writing', () => {
    const hidden = Object.defineProperty({}, 'request', { value: PLANTED.backupPassword, enumerable: false });
    const basic = Buffer.from(`${PLANTED.clientId}:${PLANTED.clientSecret}`).toString('base64');
    expect(leaked(new Error('outer', { cause: new Error(PLANTED.answer) }))).toEqual(['answer']);
    expect(leaked(hidden)).toEqual(['backupPassword']);
    expect(leaked({ authorization: `Basic ${basic}` })).toEqual(['basic']);
    expect(leaked(Buffer.from(PLANTED.token).toString('hex'))).toEqual(['token']);
  });

  test('is quiet where there is nothing', () => {
    expect(leaked(new Error('HTTP 401'), { clientId: PLANTED.clientId })).toEqual([]);
  });
});
