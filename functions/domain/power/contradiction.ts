// Whether the world contradicts a controller that reads an appliance as off: an appliance without power does not answer. Only this
// appliance's own answer counts; silence, a certificate that does not convince us, or something in front of it say nothing. Pure.
import type { Observation } from '../model/observation.ts';

/** Answers of an appliance that is read as off, on new connections, one after the other. */
export interface AnswersWhileOff {
  /** Place of the method in the settings. */
  readonly place: number;
  readonly times: number;
  /** ISO time of the first. */
  readonly since: string;
}

/** So many answers over so long a time are no remainder of a shutdown. */
const ENOUGH_TIMES = 3;
const ENOUGH_MS = 10_000;

/** Of the statuses that mean unhealthy, 502 to 504 come from something in front of an appliance that does not serve. */
export const isOwnAnswer = ({ result, detail }: Pick<Observation, 'result' | 'detail'>): boolean =>
  result === 'healthy' || (result === 'unhealthy' && !/^HTTP 50[234]/.test(detail ?? ''));

export const answersAfter = (
  before: AnswersWhileOff | undefined,
  now: { readonly place: number; readonly nowMs: number },
): AnswersWhileOff =>
  before?.place === now.place
    ? { ...before, times: before.times + 1 }
    : { place: now.place, times: 1, since: new Date(now.nowMs).toISOString() };

export const isContradicted = ({ times, since }: AnswersWhileOff, nowMs: number): boolean =>
  times >= ENOUGH_TIMES && nowMs - Date.parse(since) >= ENOUGH_MS;
