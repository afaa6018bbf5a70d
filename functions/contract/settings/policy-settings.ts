// What the owner allows and wants of a pair: how much is done without a person, and within what bounds.
import * as z from 'zod/mini';

export const whole = (minimum: number, maximum: number) => z.int().check(z.minimum(minimum), z.maximum(maximum));

export const PolicySettings = z.strictObject({
  automation: z._default(z.enum(['observe', 'act']), 'observe'),
  /** The old appliance is fenced only after this much outage without a gap. */
  actAfterSeconds: z._default(whole(0, 3600), 300),
  /** No default on purpose: a fence at the dead appliance's own site dies with the site. */
  onUnconfirmedFence: z.enum(['halt', 'proceed']),
  rpoMinutes: z._default(whole(1, 10080), 120),
  rtoMinutes: z._default(whole(1, 1440), 30),
  coolDownMinutes: z._default(whole(0, 1440), 60),
  /** For so long after an upgrade of the primary the standby may run what it ran before. */
  soakDays: z._default(whole(0, 90), 0),
});
