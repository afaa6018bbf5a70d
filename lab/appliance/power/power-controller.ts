// The simulated out-of-band power controller of an appliance: the part of DMTF Redfish that power off, power on and
// reading the power state need, over TLS. Failure modes make a fence fail. Quirks reproduce the differences between
// makers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LabClock } from '../../../packages/local-cloud/base/clock.ts';
import type { CertificateAuthority } from '../../network/certificate-authority.ts';
import type { Network } from '../../network/network.ts';
import type { SimulatedAppliance } from '../appliance.ts';
import type { BehaviourName } from '../behaviour/behaviours.ts';
import { serveTls } from '../tls-site.ts';
import { type PowerCommand, type PowerFailureMode, powerDrive } from './power-drive.ts';
import { powerEntrance } from './power-entrance.ts';
import type { PowerQuirks } from './power-quirks.ts';
import { readJson } from './power-request.ts';
import { resetPathOf, resourcesOf, SESSIONS, serviceRoot, systemPathOf, takenTypes } from './power-resources.ts';

export interface PowerControllerOptions {
  readonly address: string;
  readonly port: number;
  readonly ca: CertificateAuthority;
  readonly clock: LabClock;
  readonly user: string;
  readonly password: string;
  readonly appliance: SimulatedAppliance;
  readonly network?: Network;
  /** More names for the certificate than `power.<appliance name>` and the address. */
  readonly names?: readonly string[];
  /** Lab seconds that a power-off takes in the failure mode `slow`; default 60. */
  readonly slowSeconds?: number;
}

export interface PowerController extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  failureMode: PowerFailureMode | undefined;
  /** The quirks of this maker's controllers; may change at any time. */
  quirks: PowerQuirks;
  /** Commands that were accepted, or would have been without the failure mode. */
  readonly commands: readonly PowerCommand[];
  /** Requests received, as `GET /path`, including refused ones. */
  readonly asked: readonly string[];
  readonly openSessions: number;
  /** How often a password was presented. */
  readonly presented: number;
  readonly behavioursShown: ReadonlySet<BehaviourName>;
}

/** Starts a controller for `options.appliance`. Its certificate names `power.<appliance name>` and the address. */
export const startPowerController = async (options: PowerControllerOptions): Promise<PowerController> => {
  const { appliance, clock } = options;
  const shown = new Set<BehaviourName>();
  const asked: string[] = [];
  let failureMode: PowerFailureMode | undefined;
  let quirks: PowerQuirks = {};
  const drive = powerDrive({
    appliance,
    clock,
    slowSeconds: options.slowSeconds ?? 60,
    failureMode: () => failureMode,
    quirks: () => quirks,
  });
  const entrance = powerEntrance({
    user: options.user,
    password: options.password,
    quirks: () => quirks,
    accepts: () => failureMode !== 'wrong-password',
  });

  const send = (
    response: ServerResponse,
    behaviour: BehaviourName,
    status: number,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): void => {
    shown.add(behaviour);
    response.writeHead(status, {
      'OData-Version': '4.0',
      'Content-Type': 'application/json; charset=utf-8',
      ...headers,
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const fail = (
    response: ServerResponse,
    behaviour: BehaviourName,
    status: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ): void => send(response, behaviour, status, { error: { code: 'Base.1.19.GeneralError', message } }, headers);
  const reset = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const resetType = String((await readJson(request)).ResetType);
    const unmet = drive.precondition(request.headers['if-match']);
    if (unmet !== undefined) {
      fail(response, 'redfish.etags', unmet, 'The precondition does not hold.');
      return;
    }
    const { refuses } = quirks;
    if (refuses?.resetTypes.includes(resetType)) {
      fail(response, 'redfish.refusals', refuses.status, `The value ${resetType} is not allowed now.`);
      return;
    }
    if (!takenTypes(quirks).includes(resetType)) {
      fail(
        response,
        'redfish.reset',
        400,
        `The value ${resetType} for ResetType is not in the list of acceptable values.`,
      );
      return;
    }
    drive.note(resetType);
    if (failureMode === 'refuse') {
      fail(response, 'redfish.failures', 503, 'The service is temporarily unavailable.');
      return;
    }
    if (failureMode !== undefined) shown.add('redfish.failures');
    if (failureMode !== 'lie') drive.obey(resetType);
    send(response, 'redfish.reset', 204);
  };
  const openSession = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { UserName, Password } = await readJson(request);
    const session = entrance.open(UserName, Password);
    if (!session) fail(response, 'redfish.sessions', 401, 'Authentication failed.', entrance.challenge());
    else {
      const path = `${SESSIONS}/${session.id}`;
      send(response, 'redfish.sessions', 201, { '@odata.id': path }, { 'X-Auth-Token': session.token, Location: path });
    }
  };
  /** Where this maker redirects that path; undefined if it answers the path itself. */
  const detour = (path: string): string | undefined => {
    const { redirects } = quirks;
    if (redirects === undefined) return undefined;
    if (redirects === 'slash') return path.endsWith('/') ? undefined : `${path}/`;
    return `${redirects.to}${path}`;
  };
  const show = (path: string, response: ServerResponse): void => {
    const resource = resourcesOf(quirks, {
      name: appliance.name,
      powerState: drive.powerState(),
      etag: drive.etag(),
    }).get(path);
    if (resource === undefined) fail(response, 'redfish.system', 404, 'No such resource.');
    else if (path === systemPathOf(quirks) && quirks.unreadable !== undefined)
      fail(response, 'redfish.failures', quirks.unreadable, 'The system cannot be read.');
    else send(response, 'redfish.system', 200, resource, quirks.etag === undefined ? {} : { ETag: drive.etag() });
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asIs = request.url ?? '/';
    asked.push(`${request.method} ${asIs}`);
    const elsewhere = detour(asIs);
    if (elsewhere !== undefined) {
      send(response, 'redfish.redirects', 308, undefined, { Location: elsewhere });
      return;
    }
    const path = asIs.replace(/\/$/, '');
    if (path === '/redfish/v1' && request.method === 'GET') send(response, 'redfish.root', 200, serviceRoot);
    else if (path === SESSIONS && request.method === 'POST') await openSession(request, response);
    else if (!entrance.admits(request))
      fail(response, 'redfish.authentication', 401, 'Authentication failed.', entrance.challenge());
    else if (path === resetPathOf(quirks) && request.method === 'POST') await reset(request, response);
    else if (path.startsWith(`${SESSIONS}/`) && request.method === 'DELETE')
      send(response, 'redfish.sessions', entrance.end(path.slice(SESSIONS.length + 1)) ? 204 : 404);
    else if (request.method === 'GET') show(path, response);
    else fail(response, 'redfish.system', 405, 'No such method.');
  };

  const certificate = await options.ca.issue([`power.${appliance.name}`, ...(options.names ?? [])], [options.address]);
  const listener = await serveTls(options, certificate, handle, options.network);
  return {
    address: options.address,
    port: listener.port,
    get failureMode() {
      return failureMode;
    },
    set failureMode(next) {
      failureMode = next;
      listener.set(next === 'unreachable' ? 'silent' : 'open');
    },
    get quirks() {
      return quirks;
    },
    set quirks(next) {
      quirks = next;
    },
    commands: drive.commands,
    asked,
    get openSessions() {
      return entrance.openSessions.size;
    },
    get presented() {
      return entrance.presented;
    },
    behavioursShown: shown,
    [Symbol.asyncDispose]: async () => {
      drive[Symbol.dispose]();
      await listener[Symbol.asyncDispose]();
    },
  };
};
