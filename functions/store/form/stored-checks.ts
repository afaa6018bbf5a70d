// Checks of what a failover needs, as they lie in the store.
import * as z from 'zod/mini';
import { ALL_NEEDS } from '../../domain/needs/needs.ts';

const about = { need: z.enum(ALL_NEEDS), about: z.string() };
export const StoredCheck = z.discriminatedUnion('result', [
  z.object({ ...about, result: z.literal('passed'), message: z.string() }),
  z.object({
    ...about,
    result: z.literal('failed'),
    name: z.string(),
    message: z.string(),
    fix: z.string(),
    alarms: z.boolean(),
  }),
  z.object({ ...about, result: z.literal('not-checked'), reason: z.string() }),
]);

export const StoredChecks = z.array(StoredCheck);
