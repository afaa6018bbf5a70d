// Finds the one system behind a Redfish service and reads its state, its identity and how to power it off. Uses the
// addresses that the service reports and builds none itself. Sources: DMTF DSP0266, "Actions" and "Collections"; the
// ComputerSystem schema, https://redfish.dmtf.org/schemas/v1/ComputerSystem.v1_22_0.json; DSP0268 for ActionInfo.
import { type Failure, failure } from '../domain/failure/failure.ts';
import { powerTargetOf } from '../domain/power/target.ts';
import type { PowerReading, PowerState } from './power.ts';
import type { RedfishCalls } from './redfish-calls.ts';
import { own, plainNames, refusalOf } from './redfish-failure.ts';
import type { RedfishSettings } from './redfish-settings.ts';
import type { RedfishAnswer } from './redfish-transport.ts';

export interface RedfishSystem extends PowerReading {
  readonly path: string;
  /** Path of the reset action, as the service reports it. */
  readonly resetPath: string;
  /** Of the system as read; undefined if the service gives none. */
  readonly etag?: string;
}

/**
 * A `Paused` system does not run, but can come back without being powered on, so it is not off. States missing here are
 * unknown.
 */
const STATES: ReadonlyMap<unknown, PowerState> = new Map<unknown, PowerState>([
  ['On', 'on'],
  ['Off', 'off'],
  ['PoweringOn', 'changing'],
  ['PoweringOff', 'changing'],
  ['Paused', 'changing'],
]);

const SYSTEMS = '/redfish/v1/Systems';
const RESET = '#ComputerSystem.Reset';

interface Reader {
  readonly settings: RedfishSettings;
  readonly calls: RedfishCalls;
  readonly signal: AbortSignal;
}

const get = async ({ settings, calls, signal }: Reader, path: string): Promise<RedfishAnswer> => {
  const answer = await calls.ask({ method: 'GET', path, signal });
  if (answer.status !== 200)
    throw refusalOf(answer, { where: calls.where, what: `GET ${path}`, secret: settings.secret });
  if (typeof answer.body === 'object' && answer.body !== null && !Array.isArray(answer.body)) return answer;
  throw failure(
    'PowerUnreachable',
    `${calls.where} answered GET ${path} with HTTP 200, but without a JSON object`,
    'Check that address and port in the settings belong to the power controller, not to another web server.',
  );
};

const unclear = (where: string, message: string): Failure => failure('PowerTargetUnclear', `${where}: ${message}`);

/** @throws PowerTargetUnclear if the service has several systems and the settings name none */
const findSystem = async (reader: Reader): Promise<string> => {
  const { settings, calls } = reader;
  if (settings.systemPath !== undefined) return settings.systemPath;
  const { body } = await get(reader, SYSTEMS);
  const members = own(body, 'Members');
  const paths = (Array.isArray(members) ? members : [])
    .map((member) => calls.pathHere(own(member, '@odata.id'), SYSTEMS))
    .filter((path) => path !== undefined);
  const notified = own(body, 'Members@odata.count');
  const count = Math.max(
    paths.length,
    Array.isArray(members) ? members.length : 0,
    typeof notified === 'number' ? notified : 0,
  );
  const [only] = paths;
  if (typeof own(body, 'Members@odata.nextLink') === 'string')
    throw unclear(
      calls.where,
      `it has more systems than the ${paths.length} on its first page, and systemPath does not say which one to use`,
    );
  if (count === 1 && only !== undefined) return only;
  if (count === 0) throw unclear(calls.where, 'it lists no system');
  const shown = paths.slice(0, 8).map((path) => path.slice(0, 100));
  throw unclear(
    calls.where,
    `it has ${count} systems (${shown.join(', ')}), and systemPath does not say which one to use`,
  );
};

const etagOf = (answer: RedfishAnswer): string | undefined => {
  const candidates = [answer.headers.etag, own(answer.body, '@odata.etag')];
  return candidates.find((one): one is string => typeof one === 'string' && /^[\x21-\x7e]{1,200}$/.test(one));
};

/** Values that the action accepts: listed beside it, or in a separate resource. */
const allowedOf = async (reader: Reader, action: unknown, path: string): Promise<readonly string[] | undefined> => {
  const beside = plainNames(own(action, 'ResetType@Redfish.AllowableValues'));
  if (beside) return beside;
  const info = reader.calls.pathHere(own(action, '@Redfish.ActionInfo'), path);
  if (info === undefined) return undefined;
  // If the list cannot be read, the service itself refuses what it does not accept.
  const [answer] = await Promise.allSettled([get(reader, info)]);
  const parameters = answer.status === 'fulfilled' ? own(answer.value.body, 'Parameters') : undefined;
  const reset = Array.isArray(parameters) ? parameters.find((one) => own(one, 'Name') === 'ResetType') : undefined;
  return plainNames(own(reset, 'AllowableValues'));
};

/** A loop, because a regular expression takes time quadratic in the number of slashes. */
const withoutFinalSlashes = (path: string): string => {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
};
/** Path of the reset action if the service does not report one: the standard's own pattern. */
const patternOf = (path: string): string => `${withoutFinalSlashes(path)}/Actions/ComputerSystem.Reset`;

/** A system that could not be read but that the settings name. */
export const unreadSystem = (path: string): RedfishSystem => ({
  path,
  resetPath: patternOf(path),
  state: 'unknown',
  target: {},
});

/** @throws as Power.probe, and PowerRedirected if the service places the action at another host or port */
export const readSystem = async (
  settings: RedfishSettings,
  calls: RedfishCalls,
  signal: AbortSignal,
): Promise<RedfishSystem> => {
  const reader: Reader = { settings, calls, signal };
  const path = await findSystem(reader);
  const answer = await get(reader, path);
  const { body } = answer;
  const action = own(own(body, 'Actions'), RESET);
  const notified = own(action, 'target');
  const resetPath = notified === undefined || notified === null ? patternOf(path) : calls.pathHere(notified, path);
  if (resetPath === undefined) {
    throw failure('PowerRedirected', `${calls.where} places the reset action of ${path} at another host or port`);
  }
  const allowed = await allowedOf(reader, action, path);
  const etag = etagOf(answer);
  return {
    path,
    resetPath,
    state: STATES.get(own(body, 'PowerState')) ?? 'unknown',
    target: powerTargetOf({
      uuid: own(body, 'UUID'),
      serialNumber: own(body, 'SerialNumber'),
      hostName: own(body, 'HostName'),
    }),
    ...(allowed && { allowed }),
    ...(etag !== undefined && { etag }),
  };
};
