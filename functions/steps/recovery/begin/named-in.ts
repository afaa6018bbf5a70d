// The restore point that the input names.
import { wrongInput } from '../../../contract/workflow/verbs/parse-input.ts';
import type { StartInput } from '../../../contract/workflow/verbs/verbs.ts';
import type { NamedRestorePoint } from '../../../domain/model/named-restore-point.ts';

/**
 * A time in the future would restore the newest backup, which is not what its author expects.
 * @throws WrongInput
 */
export const namedIn = (asked: StartInput, nowMs: number): NamedRestorePoint | undefined => {
  if (asked.kind !== 'failover' && asked.kind !== 'drill') return undefined;
  const { restorePoint, by, reason } = asked;
  if (!restorePoint || by === undefined || reason === undefined) return undefined;
  const { id, before } = restorePoint;
  if (id !== undefined) return { id, by, reason };
  if (before === undefined) return undefined;
  if (Date.parse(before) > nowMs) {
    const now = new Date(nowMs).toISOString();
    throw wrongInput([`restorePoint.before: expected a time in the past, before ${now}, found ${before}`]);
  }
  return { before, by, reason };
};
