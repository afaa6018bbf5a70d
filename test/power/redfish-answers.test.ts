// Answers that no simulated controller gives: incomplete collections, odd redirects, sessions that are not there.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { redfish } from '../../functions/power/redfish.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { tlsServer } from '../net/tls-server.ts';
import { ACCOUNT } from './redfish-stage.ts';

interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Text before the body. */
  readonly before?: string;
}

const ONE = '/redfish/v1/Systems/1';
const RESET = `POST ${ONE}/Actions/ComputerSystem.Reset`;
const ON = { body: { PowerState: 'On' } };

/** A controller that gives these answers, by method and path; anything else is HTTP 404. */
const controllerThat = async (
  answers: Readonly<Record<string, Said | ((request: IncomingMessage) => Said)>>,
  settings: { readonly systemPath?: string } = { systemPath: ONE },
) => {
  const asked: string[] = [];
  const server = await tlsServer((request: IncomingMessage, response: ServerResponse) => {
    const question = `${request.method} ${request.url}`;
    asked.push(question);
    const found = answers[question] ?? { status: 404 };
    const { status = 200, headers = {}, body, before = '' } = typeof found === 'function' ? found(request) : found;
    response.writeHead(status, headers);
    response.end(body === undefined ? '' : `${before}${JSON.stringify(body)}`);
  });
  const power = redfish(
    machine,
    {
      method: 'redfish',
      address: '127.0.0.1',
      port: server.port,
      secret: 'twinbox/london-power',
      tls: { ca: server.ca },
      ...settings,
    },
    async () => ACCOUNT,
  );
  return { power, asked, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
};

describe('without a path in the settings', () => {
  test.each<[string, object, RegExp]>([
    ['an empty collection', { Members: [] }, /lists no system/],
    ['a collection without members', {}, /lists no system/],
    [
      'a collection that continues on another page',
      { Members: [{ '@odata.id': ONE }], 'Members@odata.count': 3 },
      /3 systems/,
    ],
    [
      'a collection that continues on another page and does not count',
      { Members: [{ '@odata.id': ONE }], 'Members@odata.nextLink': '/redfish/v1/Systems?$skip=1' },
      /more systems/,
    ],
    ['a member without an address', { Members: [{}] }, /1 systems/],
  ])('%s leaves open which machine is meant', async (_what, body, message) => {
    await using on = await controllerThat({ 'GET /redfish/v1/Systems': { body } }, {});
    await expect(on.power.off(soon())).rejects.toMatchObject({
      name: 'PowerTargetUnclear',
      message: expect.stringMatching(message),
    });
    expect(on.asked).toEqual(['GET /redfish/v1/Systems']);
  });
});

describe('what the action allows', () => {
  const withInfo = (info: Said) => ({
    [`GET ${ONE}`]: {
      body: {
        PowerState: 'On',
        Actions: { '#ComputerSystem.Reset': { '@Redfish.ActionInfo': '/redfish/v1/info' } },
      },
    },
    'GET /redfish/v1/info': info,
    [RESET]: { status: 204 },
  });

  test.each<[string, Said]>([
    ['cannot be read', { status: 503 }],
    ['lists no parameters', { body: {} }],
  ])('is left to the controller where its list %s', async (_what, info) => {
    await using on = await controllerThat(withInfo(info));
    await expect(on.power.probe(soon())).resolves.toEqual({ state: 'on', target: {} });
    await expect(on.power.off(soon())).resolves.toBe('ForceOff');
  });

  test('is nothing where the list is empty, and a refusal says so in the words of the controller', async () => {
    const refusal = { error: { '@Message.ExtendedInfo': [{ Message: 'The action is locked.' }, { Message: 7 }] } };
    await using on = await controllerThat({
      [`GET ${ONE}`]: {
        body: {
          PowerState: 'On',
          Actions: { '#ComputerSystem.Reset': { 'ResetType@Redfish.AllowableValues': [] } },
        },
      },
      [RESET]: { status: 400, body: refusal },
    });
    await expect(on.power.off(soon())).rejects.toMatchObject({
      name: 'PowerActionRefused',
      message: expect.stringMatching(/HTTP 400 \(The action is locked\.\); it allows nothing$/),
    });
  });
});

describe('a redirect', () => {
  test.each<[string, Said, string]>([
    ['without an address', { status: 308 }, 'without an address'],
    ['to itself without end', { status: 307, headers: { location: ONE } }, 'to another host or port'],
    [
      'with an account in it',
      { status: 302, headers: { location: 'https://a:b@127.0.0.1/' } },
      'to another host or port',
    ],
    ['to the standard port', { status: 302, headers: { location: 'https://127.0.0.1/' } }, 'to another host or port'],
  ])('%s is PowerRedirected', async (_what, said, words) => {
    await using on = await controllerThat({ [`GET ${ONE}`]: said });
    await expect(on.power.read(soon())).rejects.toMatchObject({
      name: 'PowerRedirected',
      message: expect.stringContaining(words),
    });
    expect(on.asked.length).toBeLessThanOrEqual(4);
  });

  test('to the result of a command does not repeat the command', async () => {
    await using on = await controllerThat({
      [`GET ${ONE}`]: ON,
      [RESET]: { status: 303, headers: { location: ONE } },
    });
    await expect(on.power.off(soon())).rejects.toMatchObject({ name: 'PowerRedirected' });
    expect(on.asked).toEqual([`GET ${ONE}`, RESET]);
  });
});

describe('a controller without Basic', () => {
  const challenge = { status: 401, headers: { 'www-authenticate': 'Session' } };
  const unlessSession = (said: Said) => (request: IncomingMessage) =>
    request.headers['x-auth-token'] === 'token' ? said : challenge;
  const SESSIONS = 'POST /redfish/v1/SessionService/Sessions';

  test('is asked for a session at the standard place where it lists none, and the session is not ended without its address', async () => {
    await using on = await controllerThat({
      'GET /redfish/v1/': { body: {} },
      [SESSIONS]: { status: 201, headers: { 'x-auth-token': 'token' } },
      [`GET ${ONE}`]: unlessSession(ON),
    });
    await expect(on.power.read(soon())).resolves.toBe('on');
    await on.power.close?.();
    expect(on.asked.filter((one) => one.startsWith('DELETE'))).toEqual([]);
  });

  test('and without sessions refuses the account, with its first answer', async () => {
    await using on = await controllerThat({ [`GET ${ONE}`]: challenge });
    await expect(on.power.read(soon())).rejects.toMatchObject({
      name: 'PowerRefused',
      message: expect.stringContaining(`GET ${ONE} with HTTP 401`),
    });
    expect(on.asked).toEqual([`GET ${ONE}`, 'GET /redfish/v1/', SESSIONS]);
  });
});

test('the button is not pushed for a precondition, once the machine reads as off', async () => {
  let reads = 0;
  const system = () => {
    reads += 1;
    return {
      body: {
        PowerState: reads > 2 ? 'Off' : 'On',
        Actions: { '#ComputerSystem.Reset': { 'ResetType@Redfish.AllowableValues': ['PushPowerButton'] } },
      },
    };
  };
  await using on = await controllerThat({ [`GET ${ONE}`]: system, [RESET]: { status: 428 } });
  await expect(on.power.off(soon())).rejects.toMatchObject({ name: 'PowerPreconditionFailed' });
  expect(on.asked.filter((one) => one === RESET)).toHaveLength(1);
});

describe('odd but legal answers', () => {
  test('a body that begins with a byte order mark is read', async () => {
    await using on = await controllerThat({ [`GET ${ONE}`]: { ...ON, before: '\ufeff' } });
    await expect(on.power.read(soon())).resolves.toBe('on');
  });

  test.each(['SUPPORT.Example.COM', '127.0.0.1.', 'support.example.com.'])(
    'a reference to the same host as %s stays here',
    async (host) => {
      const server = await tlsServer((request, response) => {
        if (request.url?.startsWith('/moved')) return void response.end(JSON.stringify({ PowerState: 'On' }));
        const port = String(request.headers.host).split(':')[1] ?? '443';
        response.writeHead(308, { location: `https://${host}:${port}/moved` }).end();
      });
      await using _server = server;
      const tls = { ca: server.ca, serverName: 'support.example.com' };
      const settings = { method: 'redfish', address: '127.0.0.1', port: server.port, secret: 'x', tls } as const;
      const power = redfish(machine, { ...settings, systemPath: ONE }, async () => ACCOUNT);
      await expect(power.read(soon())).resolves.toBe('on');
    },
  );

  test('a challenge whose text only mentions Basic does not offer it', async () => {
    await using on = await controllerThat({
      [`GET ${ONE}`]: ({ headers }) =>
        headers['x-auth-token'] === 'token'
          ? ON
          : { status: 401, headers: { 'www-authenticate': 'Digest realm="no longer, Basic is off", nonce="a"' } },
      'GET /redfish/v1/': { body: { Links: { Sessions: { '@odata.id': '/redfish/v1/SessionService/Sessions' } } } },
      'POST /redfish/v1/SessionService/Sessions': { status: 201, headers: { 'x-auth-token': 'token' } },
    });
    await expect(on.power.read(soon())).resolves.toBe('on');
  });
});
