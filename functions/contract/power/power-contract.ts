// The contract twinbox/power/1 between Twinbox and a function of the owner's that powers an appliance off and on: a
// hypervisor, a switched power strip, a cloud. Twinbox checks every answer with these schemas; config/power-1.schema.json
// is printed from them.
//
//   read      which machine it is, and whether it runs. Changes nothing.
//   plan      what `apply` would do with the same payload. Changes nothing, and refuses whatever `apply` would refuse.
//   apply     brings the machine to the new power. Returns once the controller accepted it; Twinbox reads it back.
//
//   refusals  errors with these names. The machine was not touched:
//               NotAfterPassed       it is later than notAfter
//               EpochTooOld          the function has seen a higher epoch
//               UnexpectedIdentity   the machine is not the expected one
//               UnexpectedPower      the machine's power is neither the expected nor the new one
//   failures  any other error. Twinbox reads the power before it tries again.
import * as z from 'zod/mini';

export const POWER_CONTRACT = 'twinbox/power/1';

const LONGEST = 200;
const text = z.string().check(z.minLength(1), z.maxLength(LONGEST));
const power = z.enum(['on', 'off', 'changing', 'unknown']);

/** What a machine reports of itself; a value that it does not report is absent. */
const MachineIdentity = z.strictObject({
  uuid: z.optional(text),
  serialNumber: z.optional(text),
  hostName: z.optional(text),
});

const common = {
  contract: z.literal(POWER_CONTRACT),
  pair: text,
  /** The appliance's name in the settings. */
  appliance: text,
};

const change = {
  ...common,
  /** The machine that Twinbox means: as noted while all was well, else as just read. Empty if none was ever reported. */
  identity: MachineIdentity,
  /** As just read. */
  expected: z.enum(['on', 'off', 'changing', 'unknown']),
  power: z.enum(['on', 'off']),
  /** `force`: like a power switch. `graceful`: through the operating system. */
  how: z.enum(['force', 'graceful']),
  recoveryId: text,
  /** Grows with every recovery of the pair. */
  epoch: z.int().check(z.minimum(0)),
  /** ISO time. */
  notAfter: z.iso.datetime(),
};

export const PowerRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('read'), ...common }),
  z.strictObject({ action: z.literal('plan'), ...change }),
  z.strictObject({ action: z.literal('apply'), ...change }),
]);
export type PowerRequest = z.infer<typeof PowerRequest>;

const seen = {
  contract: z.literal(POWER_CONTRACT),
  /** The name in the payload. */
  appliance: text,
  identity: MachineIdentity,
  power,
};

export const PowerReadAnswer = z.strictObject(seen);
export const PowerPlanAnswer = z.strictObject({
  ...seen,
  /** What `apply` would do, in a sentence. */
  plan: text,
});
export const PowerApplyAnswer = z.strictObject({
  ...seen,
  accepted: z.literal(true),
  /** What the controller was asked, for the report. */
  step: text,
});

export const POWER_REFUSALS = ['NotAfterPassed', 'EpochTooOld', 'UnexpectedIdentity', 'UnexpectedPower'] as const;
export type PowerRefusal = (typeof POWER_REFUSALS)[number];
