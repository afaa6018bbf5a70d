// The input form of each verb: what a person types at the Step Functions console, or the alarm's event rule sends. Each
// form is closed: an unknown key is a fault.
import * as z from 'zod/mini';

/** Notifications repeat what people type: one line, without hidden, reordering or control characters. */
const ONE_LINE = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;
const line = (minimum: number, maximum: number) =>
  z
    .string()
    .check(
      z.minLength(minimum),
      z.maxLength(maximum),
      z.regex(ONE_LINE, 'one line without control or format characters'),
    );

const pair = z.optional(line(1, 64));
const words = line(3, 300);

/** One backup by its id, or the newest eligible one captured before a time; parseInput checks that it is one of them. */
const restorePoint = z.optional(
  z.strictObject({ id: z.optional(words), before: z.optional(z.iso.datetime({ offset: true })) }),
);
/** Who names a restore point, and why: both are required with it. */
const signed = { restorePoint, by: z.optional(words), reason: z.optional(words) };

/** A request to recover. `{}` is a failover request that confirms the outage first and stands down if there is none. */
export const Failover = z.strictObject({
  pair,
  kind: z._default(z.literal('failover'), 'failover'),
  dryRun: z._default(z.boolean(), false),
  /** Set by the event rule; a person leaves it out. */
  trigger: z._default(z.enum(['alarm', 'person']), 'person'),
  /** Time at which the alarm began; set by reconcile, a person leaves it out. */
  outageSince: z.optional(z.iso.datetime({ offset: true })),
  /** An operator's statement that the old primary cannot serve. */
  fenceConfirmed: z.optional(z.strictObject({ by: words, how: words })),
  ...signed,
});

/** A request to rehearse: restore to the standby and check it. Users stay where they are. */
export const Drill = z.strictObject({
  pair,
  kind: z.literal('drill'),
  /** True: only up to and including Prepare. */
  dryRun: z._default(z.boolean(), false),
  ...signed,
});

/**
 * Powers the quarantined appliance off again; users are not affected. Reconcile requests it while that appliance
 * answers.
 */
export const Fence = z.strictObject({
  pair,
  kind: z.literal('fence'),
  /** Set by reconcile; a person leaves it out. */
  trigger: z._default(z.enum(['alarm', 'person']), 'person'),
});

/** Moves users from a healthy primary to the standby, as planned. */
export const Switchover = z.strictObject({
  pair,
  kind: z.literal('switchover'),
  dryRun: z._default(z.boolean(), false),
  /** Name of the appliance that it leads to. */
  to: line(1, 64),
  by: words,
  reason: words,
  /** True: go on although sessions are open, which the move ends. */
  endSessions: z._default(z.boolean(), false),
});

/** The switchover to the preferred appliance. */
export const Failback = z.strictObject({
  pair,
  kind: z.literal('failback'),
  dryRun: z._default(z.boolean(), false),
  by: words,
  reason: words,
  endSessions: z._default(z.boolean(), false),
});

/** Makes the old primary the standby again: restores today's primary to it and checks it. */
export const Reprotect = z.strictObject({
  pair,
  kind: z.literal('reprotect'),
  dryRun: z._default(z.boolean(), false),
  by: words,
  reason: words,
  /** A person's statement about the data that only the quarantined appliance holds. */
  salvaged: z.optional(z.strictObject({ by: words, how: words })),
});

export const Status = z.strictObject({ pair, kind: z.literal('status') });
/** Makes every check of readiness now, those too that a schedule makes every hour. */
export const Readiness = z.strictObject({ pair, kind: z.literal('readiness') });
/** It ends at a time, or after this many hours. At most seven days, which Operate checks by the store's clock. */
export const Pause = z.strictObject({
  pair,
  kind: z.literal('pause'),
  reason: words,
  until: z.optional(z.iso.datetime({ offset: true })),
  hours: z.optional(z.number().check(z.minimum(0.1), z.maximum(168))),
});
export const Resume = z.strictObject({ pair, kind: z.literal('resume'), by: z.optional(words) });
/** Lifts the hold of a halted recovery, or the quarantine of the named appliance. */
export const Acknowledge = z.strictObject({
  pair,
  kind: z.literal('acknowledge'),
  by: words,
  /** Name of the quarantined appliance whose data is saved or not needed. */
  quarantine: z.optional(line(1, 64)),
  /** Name of the appliance whose power controllers now control another machine, on purpose. */
  powerTarget: z.optional(line(1, 64)),
});

/** Takes over what a person moved by hand. */
export const SetPrimary = z.strictObject({
  pair,
  kind: z.literal('set-primary'),
  /** The appliance to which users are sent now. */
  appliance: line(1, 64),
  by: words,
  reason: words,
});

/** A person's word to the running recovery of that id. */
export const Confirm = z.strictObject({
  pair,
  kind: z.literal('confirm'),
  what: z.enum(['fence']),
  recoveryId: line(1, 100),
  by: words,
  how: words,
});

/** Goes on with the halted recovery. */
export const Continue = z.strictObject({
  pair,
  kind: z.literal('continue'),
  by: words,
  /** How that person knows that the old primary cannot serve, where that is confirmed as well. */
  how: z.optional(words),
});

/** A person's answer to the running recovery of that id. */
const answerTo = { pair, recovery: line(1, 100), by: words, reason: words };
export const Approve = z.strictObject({ ...answerTo, kind: z.literal('approve') });
export const Deny = z.strictObject({ ...answerTo, kind: z.literal('deny') });

const instant = z.optional(z.iso.datetime({ offset: true }));

/** One backup, or, with both times, all that were captured in that window. */
const backups = { backup: z.optional(words), from: instant, to: instant, by: words, reason: words };

/** Makes a suspect backup good: the named one, or the newest suspect one. Takes a distrust back. */
export const Trust = z.strictObject({ pair, kind: z.literal('trust'), ...backups });

/** Excludes backups from every restore, whatever their captures found; trust lifts it. */
export const Distrust = z.strictObject({ pair, kind: z.literal('distrust'), ...backups });

/** Calls every function once without effect. The wrapper of the functions answers it; no step gets it. */
export const Ping = z.strictObject({ pair, kind: z.literal('ping') });
