// Pair records in memory, with the races that S3 knows: another writer may be first, a write may come too late, and an
// answer may be lost.

import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { failure } from '../../functions/domain/failure/failure.ts';
import { newPairRecord, type PairRecord } from '../../functions/domain/record/pair-record.ts';
import type { PairRecords } from '../../functions/store/record/pair-records.ts';
import type { ScenarioClock } from './scenario-clock.ts';

type Work = () => Promise<unknown>;

export interface InMemoryRecords extends PairRecords {
  /** The record as it stands. */
  now(settings: PairSettings): PairRecord;
  put(settings: PairSettings, change: (record: PairRecord) => PairRecord): void;
  /** The next write waits until `work` is done. */
  beforeNextWrite(work: Work): void;
  /** The next write works, then `meanwhile` is done, but the writer never gets the answer. */
  loseNextAnswer(meanwhile?: Work): void;
  /** From now on every write comes too late. */
  refuseWrites(): void;
}

const MAX_TRIES = 8;

export const inMemoryRecords = (clock: ScenarioClock): InMemoryRecords => {
  const kept = new Map<string, string>();
  const laid = new Set<string>();
  const races: { readonly before: Work[]; readonly after: Work[]; isRefused: boolean } = {
    before: [],
    after: [],
    isRefused: false,
  };
  const now = (settings: PairSettings): PairRecord => {
    const text = kept.get(settings.name);
    const appliances = settings.appliances.map(({ name }) => name);
    return text === undefined
      ? newPairRecord(settings.name, settings.preferred, appliances)
      : (JSON.parse(text) as PairRecord);
  };
  const lay = (next: PairRecord): void => {
    kept.set(next.pair, JSON.stringify(next));
    laid.add(next.nonce);
  };
  const nextOf = ({ pair, revision }: PairRecord, changed: PairRecord): PairRecord => ({
    ...changed,
    pair,
    revision: revision + 1,
    nonce: crypto.randomUUID(),
  });
  /** @returns false where the answer is that another was first. */
  const write = async (settings: PairSettings, found: PairRecord, next: PairRecord): Promise<boolean> => {
    await races.before.shift()?.();
    if (races.isRefused || now(settings).nonce !== found.nonce) return false;
    lay(next);
    const meanwhile = races.after.shift();
    await meanwhile?.();
    return meanwhile === undefined;
  };
  return {
    now,
    put: (settings, change) => lay(nextOf(now(settings), change(now(settings)))),
    beforeNextWrite: (work) => void races.before.push(work),
    loseNextAnswer: (meanwhile = async () => undefined) => void races.after.push(meanwhile),
    refuseWrites: () => {
      races.isRefused = true;
    },
    read: async (settings) => ({ record: now(settings), nowMs: clock.nowMs() }),
    change: async (settings, change) => {
      const ours = new Map<string, ReturnType<typeof change>>();
      for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
        const found = now(settings);
        const [done] = [...ours].flatMap(([nonce, decision]) => (laid.has(nonce) ? [decision] : []));
        if (done) return { ...done, record: found, nowMs: clock.nowMs() };
        const decision = change(now(settings), clock.nowMs());
        if (!decision.record) return { ...decision, record: found, nowMs: clock.nowMs() };
        const next = nextOf(found, decision.record);
        ours.set(next.nonce, decision);
        if (await write(settings, found, next))
          return { ...decision, record: JSON.parse(JSON.stringify(next)) as PairRecord, nowMs: clock.nowMs() };
      }
      throw failure('PairRecordContended', `the record of ${settings.name} was changed by others`, 'Start again.');
    },
  };
};
