// One check of a need of a failover, with its result. An unchecked need is never reported as passed: each need has at
// least one line, if only to say that it was not checked. Pure.
import { FAILOVER_NEEDS, NEEDS, type Need } from '../needs/needs.ts';

interface About {
  readonly need: Need;
  /** What is checked, as a phrase: `power of london`. */
  readonly about: string;
}

export interface PassedCheck extends About {
  readonly result: 'passed';
  /** What was found, with values: `redfish reads it as on`. */
  readonly message: string;
}

export interface FailedCheck extends About {
  readonly result: 'failed';
  /** Name of the failure: `FenceUnready`. */
  readonly name: string;
  /** One sentence: expected and found. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** True if it blocks a failover, so that StandbyUnfit goes into ALARM; false if it is only reported. */
  readonly alarms: boolean;
}

export interface UncheckedCheck extends About {
  readonly result: 'not-checked';
  /** Why it was not checked. */
  readonly reason: string;
}

export type Check = PassedCheck | FailedCheck | UncheckedCheck;

/**
 * The checks in the order of the needs, with a line for each need that none of them covers.
 * @param reasonOf why a need was not checked.
 */
export const withUnchecked = (
  checks: readonly Check[],
  reasonOf: (need: Need) => string,
  needs: readonly Need[] = FAILOVER_NEEDS,
): readonly Check[] =>
  needs.flatMap((need): readonly Check[] => {
    const found = checks.filter((check) => check.need === need);
    return found.length > 0 ? found : [{ need, about: NEEDS[need].is, result: 'not-checked', reason: reasonOf(need) }];
  });

/** `passed`: every need was checked and nothing failed. `incomplete`: nothing failed, but something was not checked. */
export type Verdict = 'passed' | 'failed' | 'incomplete';

export const verdictOf = (checks: readonly Check[]): Verdict => {
  const results = new Set(
    checks.map((check) => (check.result === 'failed' && !check.alarms ? 'passed' : check.result)),
  );
  if (results.has('failed')) return 'failed';
  return results.has('not-checked') || results.size === 0 ? 'incomplete' : 'passed';
};

/** One line for operators. */
export const describeCheck = (check: Check): string => {
  switch (check.result) {
    case 'passed':
      return `passed: ${check.about}: ${check.message}`;
    case 'failed':
      return `failed: ${check.about}: ${check.name}: ${check.message}. Fix: ${check.fix}`;
    case 'not-checked':
      return `not checked: ${check.about}: ${check.reason}`;
  }
};
