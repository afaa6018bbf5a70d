// What is wrong with a world that has come to rest: a broken invariant, or users without service of whom nobody knows.
import { checkInvariants } from './invariants/all-invariants.ts';
import type { ScenarioLab } from './scenario-lab.ts';

/** Users count as served if the external client was, within this time before the end. */
const RECENT_MS = 60_000;

/** Subjects that only say that something has begun: whoever got no more than these does not know how it ended. */
const UNDER_WAY = /: \w+ is down, failover to \w+ begins$|: \w+ is ready to take over$/;

/** In sentences; empty when all is well. People know if they were notified of more than a beginning since then (lab ms). */
export const wrongAtEnd = async (lab: ScenarioLab, sinceMs: number): Promise<readonly string[]> => {
  const served = lab.watch.observations.some(({ ok, atMs }) => ok && atMs >= lab.clock.nowMs() - RECENT_MS);
  const known = lab.cloud.cloud.sns.messages.some(
    ({ atMs, subject = '' }) => atMs >= sinceMs && !UNDER_WAY.test(subject),
  );
  const breaches = await checkInvariants(lab.view());
  return [
    ...breaches.map(({ invariant, message }) => `${invariant}. ${message}`),
    ...(served || known ? [] : ['users are not served, and nobody was notified']),
  ];
};
