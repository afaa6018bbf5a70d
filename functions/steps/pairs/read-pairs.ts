// Reads the settings and records of pairs.
import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { type Failure, failure } from '../../domain/failure/failure.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import type { SettingsSource } from '../../platform/settings-source.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';

export interface PairTools {
  readonly settings: SettingsSource;
  readonly records: PairRecords;
}

export interface PairReading {
  readonly settings: PairSettings;
  readonly record: PairRecord;
  /** The store's time, in ms since 1970. */
  readonly nowMs: number;
}

export const readPair = async ({ settings: source, records }: PairTools, pair: string): Promise<PairReading> => {
  const settings = await source.read(pair);
  return { settings, ...(await records.read(settings)) };
};

/** Reads every pair; a pair that cannot be read is reported and does not affect the others. */
export const readPairs = async (
  tools: PairTools,
): Promise<{ readonly pairs: readonly PairReading[]; readonly unreadable: readonly string[] }> => {
  const names = tools.settings.pairs();
  const answers = await Promise.allSettled(names.map((pair) => readPair(tools, pair)));
  return {
    pairs: answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])),
    unreadable: answers.flatMap((answer, index) =>
      answer.status === 'rejected' ? [`${names[index]}: ${describeFailure(answer.reason).message}`] : [],
    ),
  };
};

/** The failure of a function that should have read all pairs. */
export const pairsUnreadable = (unreadable: readonly string[]): Failure =>
  failure('PairsUnreadable', `not every pair could be read: ${unreadable.join('; ')}`);

/** The appliances' names, in the order of the settings. */
export const namesOf = (settings: PairSettings): readonly string[] => settings.appliances.map(({ name }) => name);
