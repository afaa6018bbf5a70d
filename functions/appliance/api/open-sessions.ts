// How many sessions are open on an appliance: the sum over the users who are signed in. Source: the Command API 2.0.0
// (`GET /user`: session_count of each). Only informative, so any failure means "unknown".
import * as z from 'zod/mini';
import { jsonOf } from '../../contract/json/parse-json.ts';
import { isFailure } from '../../domain/failure/failure.ts';
import type { ApplianceCalls } from './appliance-calls.ts';

const PATH = '/api/command/v2/user';
const count = z.int().check(z.minimum(0), z.maximum(1_000_000));
const UsersAnswer = z.array(z.object({ session_count: count })).check(z.maxLength(100_000));

/** Never throws. @returns undefined if the appliance does not report it. */
export const openSessions = async (calls: ApplianceCalls, signal: AbortSignal): Promise<number | undefined> => {
  try {
    const { status, text } = await calls.get(PATH, signal);
    const read = UsersAnswer.safeParse(jsonOf(text));
    if (status !== 200 || !read.success) return undefined;
    return read.data.reduce((sum, { session_count }) => sum + session_count, 0);
  } catch (error) {
    if (isFailure(error) || signal.aborted) return undefined;
    throw error;
  }
};
