// Remembers which password an appliance refused at /login, so that it is not presented again. Pure.
import type { PairRecord, RefusedLogin } from './pair-record.ts';

/** @param refused undefined: forgets it. */
export const rememberingLogin = (
  record: PairRecord,
  appliance: string,
  refused: RefusedLogin | undefined,
): PairRecord => {
  const { [appliance]: _old, ...others } = record.refusedLogins ?? {};
  return { ...record, refusedLogins: refused === undefined ? others : { ...others, [appliance]: refused } };
};
