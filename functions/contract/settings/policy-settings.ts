// The policy of a pair: what Twinbox may do automatically, and the objectives.
import * as z from 'zod/mini';

export const whole = (minimum: number, maximum: number) => z.int().check(z.minimum(minimum), z.maximum(maximum));

export const PolicySettings = z.strictObject({
  automation: z._default(z.enum(['observe', 'ask', 'act']), 'observe'),
  /** Twinbox fences the old primary only after this much uninterrupted outage. */
  actAfterSeconds: z._default(whole(0, 3600), 300),
  /** How long a recovery waits for a person's answer before it halts with the standby ready. */
  answerWithinMinutes: z._default(whole(5, 120), 60),
  /** No default on purpose: a fence at the failed appliance's site fails with the site. */
  onUnconfirmedFence: z.enum(['halt', 'proceed']),
  rpoMinutes: z._default(whole(1, 10080), 120),
  rtoMinutes: z._default(whole(1, 1440), 30),
  coolDownMinutes: z._default(whole(0, 1440), 60),
  /** After an upgrade of the primary, the standby may run the previous version for this long. */
  soakDays: z._default(whole(0, 90), 0),
});
