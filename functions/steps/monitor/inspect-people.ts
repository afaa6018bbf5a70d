// Checks whether notifications reach operators at all. It notifies them itself and keeps the result for the status,
// because an alarm may not reach them. It never fails an inspection.
import type { Clock } from '../../contract/runtime/clock.ts';
import {
  isReachDue,
  isReachStale,
  isReachToBeNotified,
  mutedMessage,
  type PeopleSeen,
  reachFindings,
  reachNotified,
} from '../../domain/inspection/findings/people-muted.ts';
import { plainDeep } from '../../domain/text/plain-text.ts';
import type { Messages } from '../../platform/messages.ts';
import type { PeopleReach } from '../../platform/people-reach.ts';

export interface SeePeopleTools {
  readonly reach: PeopleReach;
  readonly messages: Messages;
  readonly clock: Clock;
}

/** @returns undefined where it is not known. */
export const seePeople = async (
  { reach, messages, clock }: SeePeopleTools,
  pair: string,
  last: PeopleSeen | undefined,
): Promise<PeopleSeen | undefined> => {
  const nowMs = clock.nowMs();
  if (!isReachDue(last, nowMs)) return last;
  const [read] = await Promise.allSettled([reach.read(pair)]);
  if (read.status === 'rejected') return last && !isReachStale(last, nowMs) ? last : undefined;
  const findings = reachFindings(pair, plainDeep(read.value));
  const seen: PeopleSeen = { ...last, askedAt: new Date(nowMs).toISOString(), findings };
  if (!isReachToBeNotified(seen, nowMs)) return seen;
  // Recorded only once it was sent, so that the next inspection tries again.
  const [notified] = await Promise.allSettled([messages.notify(mutedMessage(pair, findings))]);
  return notified.status === 'fulfilled' ? reachNotified(seen, nowMs) : seen;
};
