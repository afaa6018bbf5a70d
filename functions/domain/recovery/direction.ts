// The direction of a recovery: from which appliance to which. Pure.

import type { RecoveryKind } from '../model/recovery.ts';
import type { PairRecord } from '../record/pair-record.ts';

export interface Direction {
  readonly from: string;
  readonly to: string;
}

/**
 * Whether a recovery that starts now continues a halted one that had already reassigned the roles, instead of leading
 * back.
 */
export const resumesHalted = ({ primary, hold }: Pick<PairRecord, 'primary' | 'hold'>): boolean =>
  hold !== undefined && hold.to === primary && hold.from !== primary;

/**
 * The direction of a new failover: away from the assigned primary. If a halted one had already reassigned the roles,
 * the new one keeps its direction: the record's primary is then the appliance that users were being moved to.
 */
export const directionOf = (record: Pick<PairRecord, 'primary' | 'hold'>, appliances: readonly string[]): Direction => {
  const { primary, hold } = record;
  if (hold && resumesHalted({ primary, hold })) return { from: hold.from, to: hold.to };
  const to = appliances.find((name) => name !== primary);
  if (to === undefined) throw new RangeError(`the pair has no appliance other than ${primary}`);
  return { from: primary, to };
};

/** The direction by kind: a fence concerns the quarantined appliance, whatever an earlier recovery left undone. */
export const directionOfKind = (
  kind: RecoveryKind,
  record: Pick<PairRecord, 'primary' | 'hold' | 'quarantined'>,
  appliances: readonly string[],
): Direction =>
  kind === 'fence' && record.quarantined
    ? { from: record.quarantined.appliance, to: record.primary }
    : directionOf(record, appliances);
