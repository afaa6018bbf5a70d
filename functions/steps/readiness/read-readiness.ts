// Judges readiness now from what is stored: the last inspection and the last hourly checks. It asks no appliance.
import type { LatestValues } from '../../contract/runtime/latest-value.ts';
import { type PairSettings, peerOf } from '../../contract/settings/pair-settings.ts';
import { readinessTerms } from '../../contract/settings/readiness-terms.ts';
import type { Inspection } from '../../domain/inspection/inspection.ts';
import { describeReadiness, type Readiness, readinessOf } from '../../domain/readiness/readiness.ts';
import type { ReadinessFacts, SlowChecks } from '../../domain/readiness/readiness-facts.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';

export interface ReadReadinessTools {
  readonly inspections: Pick<LatestValues<Inspection>, 'read'>;
  readonly slowChecks: Pick<LatestValues<SlowChecks>, 'read'>;
}

/** What is known already; the rest is read. */
interface Known extends Pick<ReadinessFacts, 'nowMs' | 'fresh' | 'recoveryId'> {
  readonly settings: PairSettings;
  readonly record: PairRecord;
  readonly inspection?: Inspection;
  readonly slow?: SlowChecks;
}

export interface ReadinessRead extends Readiness {
  /** The verdict in one line, with the age of what it is based on. */
  readonly line: string;
}

const orNothing = async <T>(read: Promise<T | undefined>): Promise<T | undefined> => {
  const [answer] = await Promise.allSettled([read]);
  return answer.status === 'fulfilled' ? answer.value : undefined;
};

/** Never throws: what cannot be read is not checked. */
export const readReadiness = async (
  { inspections, slowChecks }: ReadReadinessTools,
  { settings, ...known }: Known,
): Promise<ReadinessRead> => {
  const { name: pair } = settings;
  const [inspection, slow] = await Promise.all([
    known.inspection ?? orNothing(inspections.read(pair)),
    known.slow ?? orNothing(slowChecks.read(pair)),
  ]);
  const standby = peerOf(settings, known.record.primary).name;
  const facts = { ...known, terms: readinessTerms(settings), standby, inspection, slow };
  const readiness = readinessOf(facts);
  return { ...readiness, line: describeReadiness(readiness, facts) };
};
