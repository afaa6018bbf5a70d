// What is wrong with a world that has come to rest: a broken invariant, or users without service of whom nobody knows.
import { checkInvariants } from './invariants/all-invariants.ts';
import type { ScenarioLab } from './scenario-lab.ts';

/** Users count as served if the external client was, within this time before the end. */
const RECENT_MS = 60_000;

/** In sentences; empty when all is well. People know if anybody was notified since that instant (lab ms). */
export const wrongAtEnd = async (lab: ScenarioLab, sinceMs: number): Promise<readonly string[]> => {
  const served = lab.watch.observations.some(({ ok, atMs }) => ok && atMs >= lab.clock.nowMs() - RECENT_MS);
  const known = lab.cloud.cloud.sns.messages.some(({ atMs }) => atMs >= sinceMs);
  const breaches = await checkInvariants(lab.view());
  return [
    ...breaches.map(({ invariant, message }) => `${invariant}. ${message}`),
    ...(served || known ? [] : ['users are not served, and nobody was notified']),
  ];
};
