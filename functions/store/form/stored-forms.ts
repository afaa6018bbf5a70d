// The forms of what stands in stored objects: names, ids, epochs, owners. Strict, since one who can write an object
// must not stop what rests on it by a value that nobody can go on from.
import * as z from 'zod/mini';

/** A name as the settings allow them; so no key of an object's own prototype but plain words. */
export const applianceName = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,30}$/, 'the name of an appliance: lower case letters, digits and hyphens'));

/** As `recoveryIdOf` makes them: a time that exists, and letters of the execution's name. */
export const recoveryIdForm = z.string().check(
  z.regex(/^\d{8}T\d{6}Z-[A-Za-z0-9_-]{1,80}$/, 'the id of a recovery, like 20261122T201503Z-0a1b2c3d'),
  z.refine((id) => {
    const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(id) ?? [];
    return !Number.isNaN(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`));
  }, 'the id of a recovery begins with a time'),
);

/** Far more recoveries than there can be; every epoch must leave room to count on. */
const MOST_EPOCH = 1_000_000_000;
export const epochForm = z.int().check(z.minimum(0), z.maximum(MOST_EPOCH));

export const executionArn = z
  .string()
  .check(
    z.maxLength(400),
    z.regex(/^arn:[a-z0-9-]+:states:[a-z0-9-]+:\d{12}:execution:[^\s:]+:\S+$/, 'the ARN of an execution'),
  );

/** ISO time. */
export const time = z.iso.datetime({ offset: true });

export const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/, '64 hex characters'));
