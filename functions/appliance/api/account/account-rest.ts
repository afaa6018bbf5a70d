// Which account may be presented to an appliance now. A recovery may always present its account. Captures and
// inspections do not present a refused one, and share refusals through the store. If the store is unavailable, each
// machine remembers its own.
import type { Clock } from '../../../contract/runtime/clock.ts';
import type { LatestValues } from '../../../contract/runtime/latest-value.ts';
import {
  type RefusedAccount,
  restingRefusal,
  withoutRefusal,
  withRefusal,
} from '../../../domain/record/refused-account.ts';
import type { TokenQuestion } from './token-question.ts';

export interface AccountRest {
  /** The refusal because of which this version is not presented now. */
  resting(question: TokenQuestion, versionId: string): Promise<RefusedAccount | undefined>;
  refused(question: TokenQuestion, versionId: string): Promise<void>;
  accepted(question: TokenQuestion, versionId: string): Promise<void>;
}

/** For a recovery: it always has one attempt, whatever refusals others got. */
export const noRest: AccountRest = {
  resting: async () => undefined,
  refused: async () => undefined,
  accepted: async () => undefined,
};

const accountOf = ({ address, port, secretName: secret }: TokenQuestion, versionId: string) => ({
  at: `${address}:${port}`,
  secret,
  versionId,
});

export const sharedRest = (store: LatestValues<readonly RefusedAccount[]>, clock: Clock): AccountRest => {
  /** The last known refusals of each pair: they hold even if the store fails. */
  const own = new Map<string, readonly RefusedAccount[]>();
  const known = async (pair: string): Promise<readonly RefusedAccount[]> => {
    const mine = own.get(pair) ?? [];
    const [read] = await Promise.allSettled([store.read(pair)]);
    if (read.status === 'rejected') return mine;
    return mine.reduceRight((all, one) => {
      const isNewer = !all.some(
        (other) => other.at === one.at && other.versionId === one.versionId && other.since >= one.since,
      );
      return isNewer ? withRefusal(all, one) : all;
    }, read.value ?? []);
  };
  const keep = async (pair: string, refused: readonly RefusedAccount[]): Promise<void> => {
    own.set(pair, refused);
    // If the write is lost, another function presents the account once more.
    await Promise.allSettled([store.write(pair, refused)]);
  };
  return {
    resting: async (question, versionId) =>
      restingRefusal(await known(question.pair), accountOf(question, versionId), clock.nowMs()),
    refused: async (question, versionId) => {
      const since = new Date(clock.nowMs()).toISOString();
      await keep(question.pair, withRefusal(await known(question.pair), { ...accountOf(question, versionId), since }));
    },
    accepted: async (question, versionId) => {
      const rest = withoutRefusal(await known(question.pair), accountOf(question, versionId));
      if (rest) await keep(question.pair, rest);
    },
  };
};
