// Whether a move has reached everybody who speaks for the zone: the control plane says so, and each authoritative server,
// asked by itself, gives the new address.
import { applianceOf } from '../contract/pair-settings.ts';
import { askForName, type DnsQuestions, nameServersOf } from './name-servers.ts';
import type { Zone } from './route53-zone.ts';
import type { TrafficOrder } from './traffic.ts';

/** One thing that was asked: whether it is as wanted, and what it said. */
interface Answer {
  readonly settled: boolean;
  readonly says: string;
}

const orNotYet = async (question: Promise<readonly Answer[]>): Promise<readonly Answer[]> => {
  try {
    return await question;
  } catch (error) {
    return [{ settled: false, says: Error.isError(error) ? error.message : String(error) }];
  }
};

const askZone = async (zone: Zone, changeId: string, signal: AbortSignal): Promise<readonly Answer[]> => {
  const settled = await zone.inSync(changeId, signal);
  return [{ settled, says: `Route 53 says ${settled ? 'INSYNC' : 'PENDING'} of ${changeId}` }];
};

const askServers = async (
  zone: Zone,
  dns: DnsQuestions,
  { settings, to }: TrafficOrder,
  signal: AbortSignal,
): Promise<readonly Answer[]> => {
  const wanted = applianceOf(settings, to).address;
  const servers = await nameServersOf(settings, zone, dns, signal);
  if (servers.length === 0) return [{ settled: false, says: 'no authoritative server is known that could be asked' }];
  return Promise.all(
    servers.flatMap((server) => settings.service.names.map((name) => askForName(dns, server, name, wanted, signal))),
  );
};

/** Never throws: what cannot be asked is not settled, and the evidence says why. `changeId` is unknown where its answer was lost. */
export const isSettled = async (
  zone: Zone,
  dns: DnsQuestions,
  order: TrafficOrder,
  changeId: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly settled: boolean; readonly evidence: readonly string[] }> => {
  const [fromZone, fromServers] = await Promise.all([
    changeId === undefined ? [] : orNotYet(askZone(zone, changeId, signal)),
    orNotYet(askServers(zone, dns, order, signal)),
  ]);
  const answers = [...fromZone, ...fromServers];
  return { settled: answers.every(({ settled }) => settled), evidence: answers.map(({ says }) => says) };
};
