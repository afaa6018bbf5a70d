// The service windows of a pair: when somebody works on an appliance every week.
import * as z from 'zod/mini';
import { whole } from './policy-settings.ts';
import { name } from './setting-fields.ts';

const weekly = z
  .string()
  .check(
    z.regex(
      /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01]\d|2[0-3]):[0-5]\d [A-Za-z][A-Za-z0-9_+/-]{1,60}$/,
      'a day, a time and a time zone, such as Sun 02:00 Europe/London',
    ),
  );

export const WindowSettings = z._default(
  z.array(z.strictObject({ appliance: name, weekly, minutes: whole(15, 720) })).check(z.maxLength(10)),
  [],
);
