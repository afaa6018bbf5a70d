// Routes the paths of a simulated appliance to its endpoints, and answers unknown paths.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerLogin } from '../login/login-site.ts';
import { restoreDoor } from '../restore/restore-door.ts';
import type { Appliance } from '../state/appliance.ts';
import { answer, answerJson, type Endpoint, type Exchange } from '../state/exchange.ts';
import { backupEndpoint } from './backup-endpoint.ts';
import { clientPage } from './client-page.ts';
import { commandXml, infoJson, usersJson } from './command-endpoints.ts';
import { CONFIGURATION_API, configurationEndpoint } from './configuration-endpoint.ts';
import { healthJson, probe } from './health-endpoints.ts';
import { signInList } from './sign-in-list.ts';
import { throttled } from './throttle.ts';
import { tokenEndpoint, withToken } from './token-endpoint.ts';

const api = (need: Parameters<typeof withToken>[0], endpoint: Endpoint): Endpoint =>
  throttled(withToken(need, endpoint));
const command = api('command', commandXml);
const backup = api('backup', backupEndpoint);
const configuration = { GET: api('configuration', configurationEndpoint) };

/** Command API v2, which older appliances do not have. */
const JSON_COMMANDS = '/api/command/v2/';

const ROUTES: Readonly<Record<string, Readonly<Record<string, Endpoint>>>> = {
  '/': { GET: clientPage },
  '/check_health': { GET: probe },
  '/get_mech_list': { GET: signInList },
  '/oauth2/token': { POST: throttled(tokenEndpoint) },
  '/api/command': { GET: command, POST: command },
  '/api/command/v2/info': { GET: api('command', infoJson) },
  '/api/command/v2/health': { GET: api('command', healthJson) },
  '/api/command/v2/user': { GET: api('command', usersJson) },
  '/api/backup': { GET: backup, POST: backup },
  '/lab/restore': { POST: restoreDoor },
};

/** What the users' path serves if the appliance has a separate management path. */
const OF_USERS: readonly string[] = ['/', '/check_health'];

const handle = async (exchange: Exchange): Promise<void> => {
  const { pathname, searchParams } = exchange.url;
  if (exchange.appliance.options.loginAccount !== undefined && /^\/login(\/|$)/.test(pathname)) {
    await answerLogin(exchange);
    return;
  }
  const methods: Readonly<Record<string, Endpoint>> | undefined = pathname.startsWith(CONFIGURATION_API)
    ? configuration
    : exchange.appliance.failureModes.info === 'xml-only' && pathname.startsWith(JSON_COMMANDS)
      ? undefined
      : ROUTES[pathname];
  if (methods === undefined) {
    answerJson(exchange, 'wire.not-found', 404, { message: 'Not found.' });
    return;
  }
  const allow = [...Object.keys(methods), ...(methods.GET === undefined ? [] : ['HEAD']), 'OPTIONS'].join(',');
  const endpoint = methods[exchange.method === 'HEAD' ? 'GET' : exchange.method];
  if (exchange.method === 'OPTIONS') answer(exchange, 'wire.method', 200, 'text/plain', '', { Allow: allow });
  else if (endpoint === undefined)
    answerJson(exchange, 'wire.method', 405, { message: 'Method not allowed.' }, { Allow: allow });
  else if (pathname.startsWith(JSON_COMMANDS) && searchParams.size > 0)
    answerJson(exchange, 'wire.unknown-parameter', 400, {
      message: `Unknown parameter ${[...searchParams.keys()].join(', ')}.`,
    });
  else await endpoint(exchange);
};

/** The path by which a request reaches the appliance; `users` if it has a separate management path. */
export type Side = 'users' | 'any';

/** The appliance's HTTP handler on that path. */
export const answerFor =
  (appliance: Appliance, side: Side) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (appliance.failureModes.health === 'hung') {
      appliance.shows('wire.broken');
      return;
    }
    const url = new URL(request.url ?? '/', 'https://appliance.invalid');
    appliance.asked.add(`${url.pathname}${url.search}`);
    const exchange = { appliance, request, response, method: request.method ?? 'GET', url };
    if (side === 'users' && !OF_USERS.includes(url.pathname)) {
      answerJson(exchange, 'wire.management-apart', 403, { message: 'Not from this network.' });
      return;
    }
    await handle(exchange);
  };
