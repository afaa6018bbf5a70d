// Reads the power of both appliances of a pair, and which machine each controller controls. It commands nothing. The
// result goes into the pair record: the inspector reports it and Fence compares with it.

import type { ApplianceProbe } from '../../appliance/appliance.ts';
import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import { type PairSettings, tlsNameOf } from '../../contract/settings/pair-settings.ts';
import type { Check } from '../../domain/model/readiness-check.ts';
import { isOwnAnswer } from '../../domain/power/contradiction.ts';
import { checkPower, type MethodRead } from '../../domain/power/power-checks.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import type { RefusedPower } from '../../domain/record/recorded-power.ts';
import type { PowersToRead, PowerToRead } from '../../power/powers-to-read.ts';
import { PROBE_TIMEOUT_MS } from './probe-timeout.ts';

export interface ReadPowerOfTools {
  readonly powersToRead: PowersToRead;
  readonly probe: ApplianceProbe;
  readonly clock: Clock;
}

export interface PowerRead {
  readonly checks: readonly Check[];
  /** Adds the result to the record. */
  readonly into: (record: PairRecord) => PairRecord;
}

const READ_TIMEOUT_MS = 8_000;
const MOST_REFUSED = 20;

interface OneRead extends MethodRead {
  /** The version of the secret that was refused in this reading. */
  readonly refusedNow?: RefusedPower;
}

const readOne = async (
  clock: Clock,
  appliance: string,
  { method, power, reason, presented }: PowerToRead,
  answers: Promise<boolean>,
  signal: AbortSignal,
): Promise<OneRead> => {
  if (!power)
    return { appliance, method, serves: false, outcome: { is: 'not-read', reason: reason ?? 'it cannot be read' } };
  const limit = clock.deadline(READ_TIMEOUT_MS, signal);
  const [read] = await Promise.allSettled([power.probe(limit)]);
  await power.close?.();
  const serves = await answers;
  if (read.status === 'fulfilled') return { appliance, method, serves, outcome: { is: 'read', ...read.value } };
  const { name, message, hint } = describeFailure(read.reason);
  const refusedNow = name === 'PowerRefused' ? presented() : undefined;
  const outcome = { is: 'failed', name, message, fix: hint } as const;
  return { appliance, method, serves, outcome, ...(refusedNow && { refusedNow }) };
};

const withRefused = (record: PairRecord, reads: readonly OneRead[]): Pick<PairRecord, 'refusedPower'> => {
  const refusedPower: Record<string, readonly RefusedPower[]> = { ...record.refusedPower };
  for (const { appliance, refusedNow } of reads) {
    if (refusedNow) refusedPower[appliance] = [...(refusedPower[appliance] ?? []), refusedNow].slice(-MOST_REFUSED);
  }
  return Object.keys(refusedPower).length > 0 ? { refusedPower } : {};
};

/** Never throws: what cannot be read is part of the result. @param at ISO time */
export const readPowerOf = async (
  { powersToRead, probe, clock }: ReadPowerOfTools,
  { settings, record, at, signal }: { settings: PairSettings; record: PairRecord; at: string; signal: AbortSignal },
): Promise<PowerRead> => {
  const reads = await Promise.all(
    settings.appliances.flatMap((appliance) => {
      const answers = probe.probe(appliance, tlsNameOf(settings), PROBE_TIMEOUT_MS).then(isOwnAnswer);
      const refused = record.refusedPower?.[appliance.name] ?? [];
      return powersToRead(settings, appliance.name, refused, record.epoch).map((one) =>
        readOne(clock, appliance.name, one, answers, signal),
      );
    }),
  );
  const { primary } = record;
  const { checks } = checkPower(reads, { primary, noted: record.powerTargets, at });
  return {
    checks,
    into: (current) => ({
      ...current,
      ...withRefused(current, reads),
      powerTargets: checkPower(reads, { primary, noted: current.powerTargets, at }).noted,
      powerReading: { at, primary, checks },
    }),
  };
};
