// What the owner attests for readiness, each with a date: no API reports it.
import * as z from 'zod/mini';

const date = z.iso.date('a date, such as 2026-11-28');

/** When each was last read by a person. */
export const AttestedSettings = z.strictObject({
  /** The Vault encryption key of the primary was backed up: it is in no configuration backup. */
  vaultKey: z.optional(date),
  capacity: z.optional(date),
  licence: z.optional(date),
  siteName: z.optional(date),
  /** The two appliances share no host, zone or power strip. */
  separate: z.optional(date),
});

/** The patch level of one appliance, which has no API. */
export const PatchedSettings = z.strictObject({
  level: z.string().check(z.regex(/^[!-~](?:[ -~]{0,58}[!-~])?$/, 'a patch level of at most 60 characters')),
  on: date,
});
