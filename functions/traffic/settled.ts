// Whether a move has reached everybody who speaks for the zone: the control plane says so, and each authoritative server,
// asked by itself, gives the new address.
import { applianceOf } from '../contract/pair-settings.ts';
import { type Answer, askEachServer, type DnsQuestions } from './name-servers.ts';
import type { Zone } from './route53-zone.ts';
import type { TrafficOrder } from './traffic.ts';

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

/** Never throws: what cannot be asked is not settled, and the evidence says why. `changeId` is unknown where its answer was lost. */
export const isSettled = async (
  zone: Zone,
  dns: DnsQuestions,
  { settings, to }: TrafficOrder,
  changeId: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly settled: boolean; readonly evidence: readonly string[] }> => {
  const wanted = applianceOf(settings, to).address;
  const questions = [
    ...(changeId === undefined ? [] : [askZone(zone, changeId, signal)]),
    ...settings.service.names.map((name) => askEachServer(dns, settings, name, wanted, signal)),
  ];
  const answers = (await Promise.all(questions.map(orNotYet))).flat();
  return { settled: answers.every(({ settled }) => settled), evidence: answers.map(({ says }) => says) };
};
