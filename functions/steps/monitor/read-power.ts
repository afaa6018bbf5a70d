// Read-power: every hour it reads the power of both appliances of each pair with the account that a fence needs, so
// that a broken fence is found before a disaster. It is called every minute, so that it makes up for a missed hour.

import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock, RemainingTime } from '../../contract/runtime/clock.ts';
import { failure } from '../../domain/failure/failure.ts';
import { describeCheck } from '../../domain/model/readiness-check.ts';
import { type ReadPowerOfTools, readPowerOf } from '../pairs/read-pair-power.ts';
import { type PairReading, type PairTools, pairsUnreadable, readPairs } from '../pairs/read-pairs.ts';

export interface ReadPowerTools extends PairTools, ReadPowerOfTools {
  readonly clock: Clock;
}

export interface ReadPowerResult {
  /** One sentence per check. */
  readonly evidence: readonly string[];
}

const HOUR_MS = 3_600_000;
/** Time left in the function when reading ends. */
const END_MARGIN_MS = 5_000;

const isDue = ({ record, nowMs }: PairReading): boolean => {
  const { powerReading, primary } = record;
  return powerReading?.primary !== primary || nowMs - Date.parse(powerReading.at) >= HOUR_MS;
};

const readPair = async (
  tools: ReadPowerTools,
  reading: PairReading,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const { settings, record } = reading;
  // Do not interfere with a recovery of the pair.
  if (record.lease || !isDue(reading)) return [];
  const at = new Date(tools.clock.nowMs()).toISOString();
  const { checks, into } = await readPowerOf(tools, { settings, record, at, signal });
  await tools.records.change(settings, (current) => ({ record: current.lease ? undefined : into(current) }));
  return checks.map((check) => `${settings.name}: ${describeCheck(check)}`);
};

/** Safe to run twice. @throws ReadPowerFailed, PairsUnreadable after all other pairs are read */
export const readPower =
  (tools: ReadPowerTools) =>
  async (_event: unknown, remainingMs: RemainingTime): Promise<ReadPowerResult> => {
    const signal = tools.clock.deadline(Math.max(1, remainingMs() - END_MARGIN_MS));
    const { pairs, unreadable } = await readPairs(tools);
    const answers = await Promise.allSettled(pairs.map((reading) => readPair(tools, reading, signal)));
    const failed = answers.flatMap((answer, index) =>
      answer.status === 'rejected' ? [`${pairs[index]?.settings.name}: ${describeFailure(answer.reason).message}`] : [],
    );
    if (failed.length > 0) throw failure('ReadPowerFailed', failed.join('; '));
    if (unreadable.length > 0) throw pairsUnreadable(unreadable);
    return { evidence: answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])) };
  };
