// A row of the table of needs.

export interface NeedRow {
  /** The need, as a phrase. */
  readonly is: string;
  /** Who checks it: the pair record, the inspection, CheckReadiness, or the owner in the settings. */
  readonly by: 'record' | 'inspection' | 'hourly' | 'settings';
  /** How often it is checked. */
  readonly checked: string;
  /** When the check fails. */
  readonly fails: string;
  readonly fix: string;
  /** Why there may be no result. */
  readonly unchecked: string;
}

/** How often a need is checked, in words. */
export const MINUTE = 'every minute';
export const HOUR = 'every hour';
export const ATTESTED = 'by what the settings attest';
