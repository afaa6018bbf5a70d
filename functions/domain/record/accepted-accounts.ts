// Whose accounts an appliance accepts: after a restore those of the appliance that the backup came from. Pure.
import type { PairRecord } from './pair-record.ts';

/** The name of the appliance whose accounts this one accepts; its own where the record says nothing. */
export const accountsOf = ({ credentialsOf }: Pick<PairRecord, 'credentialsOf'>, appliance: string): string =>
  credentialsOf[appliance] ?? appliance;
