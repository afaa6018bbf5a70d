// The out-of-band power controller beside a simulated appliance: as much of DMTF Redfish as switching off, on and reading
// which takes, over TLS with Basic authentication. Its moods are the ways in which a fence can fail.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LabClock } from '../lab-clock.ts';
import type { SimulatedAppliance } from './appliance.ts';
import type { BehaviourName } from './behaviours.ts';
import type { CertificateAuthority } from './certificate-authority.ts';
import { serveTls } from './tls-site.ts';

/** `refuse` 503; `lie` 204, and nothing happens; `slow` PoweringOff for `slowSeconds`; `unreachable` accepts and says nothing. */
export type PowerMood = 'refuse' | 'unreachable' | 'lie' | 'slow' | 'wrong-password';

export interface PowerControllerOptions {
  readonly address: string;
  readonly port: number;
  readonly ca: CertificateAuthority;
  readonly clock: LabClock;
  readonly user: string;
  readonly password: string;
  readonly box: SimulatedAppliance;
  /** More names for the certificate than `power.<box name>` and the address. */
  readonly names?: readonly string[];
  /** Lab seconds that a switch-off takes in the mood `slow`; default 60. */
  readonly slowSeconds?: number;
}

/** A command that reached the controller with the right password, whatever came of it. */
export interface PowerCommand {
  readonly atMs: number;
  readonly resetType: string;
}

export interface PowerController extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  mood: PowerMood | undefined;
  readonly commands: readonly PowerCommand[];
  readonly behavioursShown: ReadonlySet<BehaviourName>;
}

const SYSTEM = '/redfish/v1/Systems/1';
const RESET = `${SYSTEM}/Actions/ComputerSystem.Reset`;
const RESET_TYPES = ['ForceOff', 'GracefulShutdown', 'On'];
const GRACEFUL_SECONDS = 5;
const BODY_LIMIT_BYTES = 16 * 1024;

const readBody = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > BODY_LIMIT_BYTES) throw new RangeError('request body over 16 KiB');
  }
  return text;
};

const resetTypeOf = (text: string): string => {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && 'ResetType' in body ? String(body.ResetType) : '';
  } catch (error) {
    return `unreadable: ${String(error)}`;
  }
};

/** Starts a controller for `options.box`; its certificate is for `power.<box name>` and its address. */
export const startPowerController = async (options: PowerControllerOptions): Promise<PowerController> => {
  const { box, clock } = options;
  const shown = new Set<BehaviourName>();
  const commands: PowerCommand[] = [];
  let mood: PowerMood | undefined;
  let poweringOff: Disposable | undefined;

  const send = (response: ServerResponse, behaviour: BehaviourName, status: number, body?: object): void => {
    shown.add(behaviour);
    response.writeHead(status, { 'OData-Version': '4.0', 'Content-Type': 'application/json; charset=utf-8' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const fail = (response: ServerResponse, behaviour: BehaviourName, status: number, message: string): void =>
    send(response, behaviour, status, { error: { code: 'Base.1.19.GeneralError', message } });

  const offAfter = (seconds: number): void => {
    if (poweringOff !== undefined || box.power === 'Off') return;
    poweringOff = clock.after(seconds * 1000, () => {
      poweringOff = undefined;
      box.powerOff();
    });
  };
  const obey = (resetType: string): void => {
    if (resetType !== 'On' && mood === 'slow') offAfter(options.slowSeconds ?? 60);
    else if (resetType === 'GracefulShutdown') offAfter(GRACEFUL_SECONDS);
    else {
      poweringOff?.[Symbol.dispose]();
      poweringOff = undefined;
      if (resetType === 'On') box.powerOn();
      else box.powerOff();
    }
  };
  const reset = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const resetType = resetTypeOf(await readBody(request));
    if (!RESET_TYPES.includes(resetType)) {
      fail(response, 'redfish.reset', 400, `ResetType must be one of ${RESET_TYPES.join(', ')}.`);
      return;
    }
    commands.push({ atMs: clock.nowMs(), resetType });
    if (mood === 'refuse') {
      fail(response, 'redfish.failures', 503, 'The service is temporarily unavailable.');
      return;
    }
    if (mood !== undefined) shown.add('redfish.failures');
    if (mood !== 'lie') obey(resetType);
    send(response, 'redfish.reset', 204);
  };
  const authorized = (request: IncomingMessage): boolean => {
    const expected = `Basic ${Buffer.from(`${options.user}:${options.password}`).toString('base64')}`;
    return mood !== 'wrong-password' && request.headers.authorization === expected;
  };
  const resources = (): Readonly<Record<string, object>> => ({
    '/redfish/v1/Systems': { '@odata.id': '/redfish/v1/Systems', Members: [{ '@odata.id': SYSTEM }], 'Members@odata.count': 1 },
    [SYSTEM]: {
      '@odata.id': SYSTEM,
      '@odata.type': '#ComputerSystem.v1_22_0.ComputerSystem',
      Id: '1',
      Name: box.name,
      PowerState: poweringOff === undefined ? box.power : 'PoweringOff',
      Actions: { '#ComputerSystem.Reset': { target: RESET, 'ResetType@Redfish.AllowableValues': RESET_TYPES } },
    },
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'https://power.invalid').pathname.replace(/\/$/, '');
    const resource = resources()[path];
    if (path === '/redfish/v1' && request.method === 'GET')
      send(response, 'redfish.root', 200, {
        '@odata.id': '/redfish/v1',
        RedfishVersion: '1.20.1',
        Systems: { '@odata.id': '/redfish/v1/Systems' },
      });
    else if (!authorized(request)) fail(response, 'redfish.authentication', 401, 'Authentication failed.');
    else if (path === RESET && request.method === 'POST') await reset(request, response);
    else if (resource !== undefined && request.method === 'GET') send(response, 'redfish.system', 200, resource);
    else fail(response, 'redfish.system', resource === undefined && path !== RESET ? 404 : 405, 'No such resource or method.');
  };

  const certificate = await options.ca.issue([`power.${box.name}`, ...(options.names ?? [])], [options.address]);
  const listener = await serveTls(options, certificate, handle);
  return {
    address: options.address,
    port: listener.port,
    get mood() {
      return mood;
    },
    set mood(next) {
      mood = next;
      listener.set(next === 'unreachable' ? 'silent' : 'open');
    },
    commands,
    behavioursShown: shown,
    [Symbol.asyncDispose]: async () => {
      poweringOff?.[Symbol.dispose]();
      await listener[Symbol.asyncDispose]();
    },
  };
};
