// How much an appliance holds, by the totals that its Configuration API sends with each page of a collection. One page of five a
// collection is asked for, since no smaller one is allowed; what stands on it is not read.
// Sources: the Configuration API 1.12 specification (pages, headers, statuses; `user`); the vendor's descriptions 1.10 of both products
// (the other collections; `api-account` stands in that of Privileged Remote Access alone). That a collection which needs a permission
// of its own is answered with 403 is assumed for all but the vault.

import type { Clock } from '../../contract/runtime/clock.ts';
import { failure, isFailure } from '../../domain/failure/failure.ts';
import type { Fingerprint } from '../../domain/identity/fingerprint.ts';
import type { ApplianceCalls } from './appliance-calls.ts';
import { refusalOf } from './appliance-failure.ts';
import { asksPatience } from './pace/throttling.ts';

/** What changes rarely and stands for the rest. Jump Clients are left out: they come and go by themselves. */
const COLLECTIONS = [
  'user',
  'group-policy',
  'jump-group',
  'jumpoint',
  'vault/account',
  'security-provider',
  'team',
  'api-account',
] as const;

const CONFIGURATION_API = '/api/config/v1/';

const TIMEOUT_MS = 10_000;

/** @returns undefined where the appliance refuses the collection. @throws ApplianceGarbled, and what `get` throws */
const totalOf = async (calls: ApplianceCalls, collection: string, signal: AbortSignal): Promise<number | undefined> => {
  const path = `${CONFIGURATION_API}${collection}?per_page=5&current_page=1`;
  const answer = await calls.get(path, signal);
  const { status, headers } = answer;
  // Refused for now is not refused: without this number there is no fingerprint.
  if (asksPatience(answer)) throw refusalOf(calls.where, path, answer);
  // 401 is what this API says of a parameter that it does not know: a dead token has a text of its own.
  if ([401, 403, 404, 405, 422].includes(status)) return undefined;
  const total = headers['x-bt-pagination-total'];
  if (status === 200 && typeof total === 'string' && /^\d{1,9}$/.test(total)) return Number(total);
  throw failure('ApplianceGarbled', `${calls.where}: HTTP ${status} without a total`);
};

/** Nothing hangs on it alone: where one collection cannot be asked there is no fingerprint, half of one would look like a loss. */
export const configurationTotals = async (calls: ApplianceCalls, clock: Clock, signal: AbortSignal): Promise<Fingerprint> => {
  const limit = clock.deadline(TIMEOUT_MS, signal);
  try {
    const totals = await Promise.all(COLLECTIONS.map((collection) => totalOf(calls, collection, limit)));
    return Object.fromEntries(
      COLLECTIONS.flatMap((collection, index) => {
        const total = totals[index];
        return total === undefined ? [] : [[collection, total]];
      }),
    );
  } catch (error) {
    if (isFailure(error) || limit.aborted) return {};
    throw error;
  }
};
