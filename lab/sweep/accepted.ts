// What the sweep finds and what is accepted all the same, each with the reason why no product could do better.
import type { PointResult } from './play-point.ts';

interface Accepted {
  readonly states: readonly string[];
  readonly fault: string;
  /** Every finding must match. */
  readonly finding: RegExp;
  readonly reason: string;
}

const ACCEPTED: readonly Accepted[] = [
  {
    // The primary is healthy when these states are met.
    states: [
      ...['StandDown', 'ConfirmDrill', 'Operate', 'FinalCapture', 'PowerOn', 'ShutDown'],
      ...['SetPrimary', 'CheckReadiness'],
    ],
    fault: 'loses the way to the primary',
    finding: /^6\. .* although it served users until then$/,
    reason:
      'for ten minutes only the way from the one vantage to the primary is cut, while all witnesses answer: from there that is the same as its death',
  },
];

/** The reason, where everything that is wrong at this point is accepted. */
export const acceptedAt = ({ state, fault, wrong }: PointResult): string | undefined =>
  wrong.length === 0
    ? undefined
    : ACCEPTED.find(
        (one) => one.states.includes(state) && one.fault === fault && wrong.every((text) => one.finding.test(text)),
      )?.reason;
