// Updates the pair record when an appliance accepts another version of a secret than recorded.

import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { accountsOf } from '../../domain/record/accepted-accounts.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';

/** The record with the account that the appliance accepted. */
export const accepting = (
  record: PairRecord,
  appliance: string,
  credentialsOf: string,
  secretVersionId: string | undefined,
): PairRecord => {
  const { [appliance]: _old, ...versions } = record.secretVersionOf ?? {};
  return {
    ...record,
    credentialsOf: { ...record.credentialsOf, [appliance]: credentialsOf },
    secretVersionOf: secretVersionId === undefined ? versions : { ...versions, [appliance]: secretVersionId },
  };
};

/** Writes nothing for an appliance that was never restored: it always uses the current version. */
export const followAccount = async (
  records: PairRecords,
  settings: PairSettings,
  appliance: string,
  secretVersionId: string | undefined,
): Promise<void> => {
  const isOther = ({ secretVersionOf, lease }: PairRecord): boolean =>
    lease === undefined && secretVersionOf?.[appliance] !== undefined && secretVersionOf[appliance] !== secretVersionId;
  const { record } = await records.read(settings);
  if (!isOther(record)) return;
  await records.change(settings, (now) => ({
    record: isOther(now) ? accepting(now, appliance, accountsOf(now, appliance), secretVersionId) : undefined,
  }));
};
