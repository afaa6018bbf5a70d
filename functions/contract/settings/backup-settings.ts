// Settings for capturing, judging and keeping the backups of a pair.
import * as z from 'zod/mini';
import { whole } from './policy-settings.ts';

const hours = z
  .string()
  .check(
    z.regex(
      /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d [A-Za-z][A-Za-z0-9_+/-]{1,60}$/,
      'two times of day and a time zone, such as 22:00-06:00 Europe/London',
    ),
  );

/** Assumption: the backup of a new appliance is larger; pages, images and empty archives are smaller. */
const MIN_BACKUP_BYTES = 32_768;
/** Assumption: a configuration is far smaller. The backup store accepts up to 78 GiB. */
const MAX_BACKUP_BYTES = 4_294_967_296;

export const BackupSettings = z._default(
  z.strictObject({
    everyMinutes: z._default(whole(1, 1440), 60),
    /** Local hours for scheduled captures; default: all day. */
    between: z.optional(hours),
    keepDays: z._default(whole(1, 3650), 90),
    /** A backup smaller than this share of the best of `baselineDays` is suspect. */
    minShrinkRatio: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.8),
    baselineDays: z._default(whole(1, 365), 30),
    /** A first backup, which has no predecessor to compare with, is suspect at this size or below. */
    minBytes: z._default(whole(0, 1_073_741_824), MIN_BACKUP_BYTES),
    /** A capture fails once the appliance has sent more. */
    maxBytes: z._default(whole(1_048_576, 68_719_476_736), MAX_BACKUP_BYTES),
  }),
  {
    everyMinutes: 60,
    keepDays: 90,
    minShrinkRatio: 0.8,
    baselineDays: 30,
    minBytes: MIN_BACKUP_BYTES,
    maxBytes: MAX_BACKUP_BYTES,
  },
);
