// The power part of a pair record: known machines, refused versions of secrets, and the last reading.
import * as z from 'zod/mini';
import { StoredChecks } from '../form/stored-checks.ts';
import { applianceName, time } from '../form/stored-forms.ts';

const notified = z.exactOptional(z.string().check(z.maxLength(100)));

const NotedTarget = z.looseObject({ uuid: notified, serialNumber: notified, hostName: notified, notedAt: time });
const RefusedSecret = z.looseObject({ secret: z.string(), versionId: z.string() });

/** Keys of the record. */
export const STORED_POWER = {
  powerTargets: z.exactOptional(z.record(applianceName, z.record(z.string(), NotedTarget))),
  refusedPower: z.exactOptional(z.record(applianceName, z.array(RefusedSecret).check(z.maxLength(20)))),
  powerReading: z.exactOptional(z.looseObject({ at: time, primary: applianceName, checks: StoredChecks })),
};
