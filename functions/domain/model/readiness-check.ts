// One check of what a failover will need: what was tried, and what came of it. What was not tried is never called possible, so
// each thing a failover needs has at least one line, if only to say that nobody checked it. Pure.

/** What a failover needs, in the order in which it needs it. */
export const NEEDS = {
  standby: 'the standby answers and stands alone',
  'restore-point': 'a backup fits the standby',
  restore: 'the standby takes a backup',
  fence: 'the primary can be fenced',
  traffic: 'users can be moved',
} as const;

export type Need = keyof typeof NEEDS;

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
  /** True where it keeps a failover from going through, so that StandbyUnfit stands; false where people are only told. */
  readonly alarms: boolean;
}

export interface UncheckedCheck extends About {
  readonly result: 'not-checked';
  /** Why it was not tried. */
  readonly reason: string;
}

export type Check = PassedCheck | FailedCheck | UncheckedCheck;

/** Those checks, and a line for each need that none of them is about. */
export const withUnchecked = (checks: readonly Check[], reason: string): readonly Check[] =>
  (Object.keys(NEEDS) as Need[]).flatMap((need): readonly Check[] => {
    const found = checks.filter((check) => check.need === need);
    return found.length > 0 ? found : [{ need, about: NEEDS[need], result: 'not-checked', reason }];
  });

/** `passed`: every need was tried and nothing failed. `incomplete`: nothing failed, but something was not tried. */
export type Verdict = 'passed' | 'failed' | 'incomplete';

export const verdictOf = (checks: readonly Check[]): Verdict => {
  const results = new Set(checks.map((check) => (check.result === 'failed' && !check.alarms ? 'passed' : check.result)));
  if (results.has('failed')) return 'failed';
  return results.has('not-checked') || results.size === 0 ? 'incomplete' : 'passed';
};

/** One line for people. */
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
