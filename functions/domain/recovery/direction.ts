// From which appliance to which a recovery goes. Pure.

import type { RecoveryKind } from '../model/recovery.ts';
import type { PairRecord } from '../record/pair-record.ts';

export interface Direction {
  readonly from: string;
  readonly to: string;
}

/** Whether a recovery begun now goes on with a halted one that had assigned the roles anew, instead of leading back. */
export const resumesHalted = ({ primary, hold }: Pick<PairRecord, 'primary' | 'hold'>): boolean =>
  hold !== undefined && hold.to === primary && hold.from !== primary;

/**
 * The sides of a new failover: the assigned primary is believed dead. Where a halted one had already assigned the roles anew, a
 * new one goes on with its sides: the record's primary is then the appliance that users were being moved to.
 */
export const directionOf = (record: Pick<PairRecord, 'primary' | 'hold'>, appliances: readonly string[]): Direction => {
  const { primary, hold } = record;
  if (hold && resumesHalted({ primary, hold })) return { from: hold.from, to: hold.to };
  const to = appliances.find((name) => name !== primary);
  if (to === undefined) throw new RangeError(`the pair has no appliance beside ${primary}`);
  return { from: primary, to };
};

/** The sides of what is asked for: a fence concerns the quarantined appliance, whatever an earlier recovery left undone. */
export const directionOfKind = (
  kind: RecoveryKind,
  record: Pick<PairRecord, 'primary' | 'hold' | 'quarantined'>,
  appliances: readonly string[],
): Direction =>
  kind === 'fence' && record.quarantined
    ? { from: record.quarantined.appliance, to: record.primary }
    : directionOf(record, appliances);
