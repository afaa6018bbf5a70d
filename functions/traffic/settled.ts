// Whether a move has reached public DNS: the control plane confirms it, and more than half of the authoritative servers
// give the new address and none a third one. One silent server does not delay users whom the others serve.
import type { Clock } from '../contract/runtime/clock.ts';
import { applianceOf } from '../contract/settings/pair-settings.ts';
import { reasonOf } from '../net/reason-of.ts';
import { type Answer, askEachServer, askResolvers, type Direction, type DnsQuestions } from './name-servers.ts';
import type { Zone } from './route53-zone.ts';
import type { TrafficOrder } from './traffic.ts';

/** The result of one check: whether it is as expected, and the evidence. */
interface Part {
  readonly settled: boolean;
  readonly message: readonly string[];
}

const RESOLVERS_TIMEOUT_MS = 2_000;

const orNotYet = async (part: Promise<Part>): Promise<Part> => {
  try {
    return await part;
  } catch (error) {
    return { settled: false, message: [reasonOf(error)] };
  }
};

const askZone = async (zone: Zone, changeId: string, signal: AbortSignal): Promise<Part> => {
  const settled = await zone.inSync(changeId, signal);
  return { settled, message: [`Route 53 says ${settled ? 'INSYNC' : 'PENDING'} of ${changeId}`] };
};

const count = (answers: readonly Answer[], kind: Answer['gives']): number =>
  answers.filter(({ gives }) => gives === kind).length;

const partOfName = (name: string, answers: readonly Answer[]): Part => {
  const given = count(answers, 'new');
  const third = count(answers, 'third');
  const isAll = given === answers.length;
  return {
    settled: given > answers.length / 2 && third === 0,
    message: [
      ...answers.map(({ message }) => message),
      ...(isAll ? [] : [`${given} of ${answers.length} servers give the new address of ${name}, ${third} a third one`]),
    ],
  };
};

/**
 * Never throws: what cannot be checked is not settled, and the evidence says why. `changeId` is unknown if its answer
 * was lost.
 */
export const isSettled = async (
  { zone, dns, clock }: { readonly zone: Zone; readonly dns: DnsQuestions; readonly clock: Clock },
  { settings, from, to }: TrafficOrder,
  changeId: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly settled: boolean; readonly evidence: readonly string[] }> => {
  const direction: Direction = { old: applianceOf(settings, from).address, new: applianceOf(settings, to).address };
  const ofName = async (name: string): Promise<Part> =>
    partOfName(name, await askEachServer(dns, settings, name, direction, signal));
  const parts = await Promise.all(
    [...(changeId === undefined ? [] : [askZone(zone, changeId, signal)]), ...settings.service.names.map(ofName)].map(
      orNotYet,
    ),
  );
  const settled = parts.every((part) => part.settled);
  const resolvers = settled ? await askResolvers(dns, settings, clock.deadline(RESOLVERS_TIMEOUT_MS)) : [];
  return { settled, evidence: [...parts.flatMap(({ message }) => message), ...resolvers] };
};
