// How EventBridge and EventBridge Scheduler hand something to a target: again and again until it is taken, too old, or
// out of tries; then to the dead letters. Source: "Retrying event delivery" and "Retry policy" in their user guides.

import type { LabClock } from '../../base/clock.ts';
import { type JsonObject, objectOf, optionalNumber, optionalText } from '../../base/json.ts';
import type { SeededRandom } from '../../base/seeded-random.ts';

export interface RetryPolicy {
  /** AWS: 24 h unless the template sets it. */
  readonly maximumAgeMs: number;
  /** AWS: 185 unless the template sets it. */
  readonly maximumRetries: number;
  readonly deadLetterArn?: string;
}

/** A delivery that was given up. */
export interface DeadLetter {
  readonly origin: string;
  readonly targetArn: string;
  readonly input: string;
  readonly reason: string;
  readonly atMs: number;
  /** The queue declared for it; none: it is lost. */
  readonly deadLetterArn?: string;
}

/** Thrown by a sender when a retry is useless, such as a missing permission. */
export class UndeliverableError extends Error {
  override readonly name = 'UndeliverableError';
}

export interface Deliveries extends Disposable {
  /** Never rejects: what cannot be delivered becomes a dead letter. */
  deliver(parcel: {
    readonly origin: string;
    readonly targetArn: string;
    readonly input: string;
    readonly policy: RetryPolicy;
    /** Lab ms before the first try. */
    readonly latencyMs?: number;
    readonly send: () => Promise<void>;
  }): Promise<void>;
  readonly deadLetters: readonly DeadLetter[];
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 300_000;

export const deliveries = (options: { readonly clock: LabClock; readonly random: SeededRandom }): Deliveries => {
  const { clock, random } = options;
  const deadLetters: DeadLetter[] = [];
  const ending = new AbortController();
  const pause = async (pauseMs: number): Promise<void> => {
    try {
      if (!ending.signal.aborted) await clock.sleep(pauseMs, ending.signal);
    } catch (error) {
      if (!ending.signal.aborted) throw error;
    }
  };
  return {
    deadLetters,
    async deliver({ origin, targetArn, input, policy, latencyMs = 0, send }) {
      const bornMs = clock.nowMs();
      await pause(latencyMs);
      for (let tries = 0; !ending.signal.aborted; tries += 1) {
        try {
          return await send();
        } catch (error) {
          if (ending.signal.aborted) return;
          const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries) * random.between(0.5, 1);
          const tooOld = clock.nowMs() + pauseMs - bornMs > policy.maximumAgeMs;
          if (error instanceof UndeliverableError || tries >= policy.maximumRetries || tooOld) {
            const queue = policy.deadLetterArn === undefined ? {} : { deadLetterArn: policy.deadLetterArn };
            deadLetters.push({ origin, targetArn, input, reason: String(error), atMs: clock.nowMs(), ...queue });
            return;
          }
          await pause(pauseMs);
        }
      }
    },
    [Symbol.dispose]: () => ending.abort(new Error('the lab has ended')),
  };
};

/** The retry policy that a target declares, with AWS's values for what it leaves out. */
export const retryPolicyOf = (target: JsonObject): RetryPolicy => {
  const declared = objectOf(target.RetryPolicy);
  const deadLetterArn = optionalText(objectOf(target.DeadLetterConfig).Arn);
  return {
    maximumAgeMs: (optionalNumber(declared.MaximumEventAgeInSeconds) ?? 86_400) * 1000,
    maximumRetries: optionalNumber(declared.MaximumRetryAttempts) ?? 185,
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
};
