// How much an appliance holds, from the totals that its Configuration API sends with each page of a collection.
// Requests one page of five, the smallest allowed, and does not read its entries.
// Sources: the Configuration API 1.12 specification (pages, headers, statuses; `user`); the vendor's descriptions 1.10
// of both products (the other collections; only that of Privileged Remote Access has `api-account`). That a collection
// with its own permission is answered with 403 is an assumption for all but the Vault.

import type { Clock } from '../../contract/runtime/clock.ts';
import { failure, isFailure } from '../../domain/failure/failure.ts';
import type { Fingerprint } from '../../domain/identity/fingerprint.ts';
import type { ApplianceCalls } from './appliance-calls.ts';
import { refusalOf } from './appliance-failure.ts';
import { asksPatience } from './pace/throttling.ts';

/** Collections that change rarely. Jump Clients are left out, because they come and go by themselves. */
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

/** The total in that header; a proxy may repeat it. */
export const totalIn = (header: string | readonly string[] | undefined): number | undefined => {
  const [total, ...others] = String(header ?? '')
    .split(',')
    .map((one) => one.trim());
  return total !== undefined && /^\d{1,9}$/.test(total) && others.every((one) => one === total)
    ? Number(total)
    : undefined;
};

/** @returns undefined if the appliance refuses the collection. @throws ApplianceGarbled, and what `get` throws */
const totalOf = async (calls: ApplianceCalls, collection: string, signal: AbortSignal): Promise<number | undefined> => {
  const path = `${CONFIGURATION_API}${collection}?per_page=5&current_page=1`;
  const answer = await calls.get(path, signal);
  const { status, headers } = answer;
  // A throttled answer is not a refusal: without this number there is no fingerprint.
  if (asksPatience(answer)) throw refusalOf(calls.where, path, answer);
  // This API answers 401 to an unknown parameter; its answer to a dead token has another text.
  if ([401, 403, 404, 405, 422].includes(status)) return undefined;
  const total = totalIn(headers['x-bt-pagination-total']);
  if (status === 200 && total !== undefined) return total;
  throw failure('ApplianceGarbled', `${calls.where}: HTTP ${status} without a total`);
};

/** If one collection cannot be read there is no fingerprint: half of one would appear as a loss of data. */
export const configurationTotals = async (
  calls: ApplianceCalls,
  clock: Clock,
  signal: AbortSignal,
): Promise<Fingerprint> => {
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
