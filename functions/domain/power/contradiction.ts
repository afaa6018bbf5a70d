// Whether answers contradict a controller that reads an appliance as off: an appliance without power does not answer.
// Only the appliance's own answer counts; silence, an untrusted certificate or an answer of a device in front of it
// does not. Pure.
import type { Observation } from '../model/observation.ts';

/** Consecutive answers, on new connections, of an appliance that is read as off. */
export interface AnswersWhileOff {
  /** Place of the method in the settings. */
  readonly place: number;
  readonly times: number;
  /** ISO time of the first. */
  readonly since: string;
}

/** This many answers over this time do not come from a shutdown in progress. */
const ENOUGH_TIMES = 3;
const ENOUGH_MS = 10_000;

/** Of the unhealthy statuses, 502 to 504 come from a device in front of an appliance that does not serve. */
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
