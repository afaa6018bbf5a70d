// The hold that a halted recovery leaves: reason, what is done, what is left, and the input to continue. Pure.

import type { FailureDescription } from '../failure/failure.ts';
import type { JournalLine } from '../model/journal-line.ts';
import { type NamedRestorePoint, namedInput } from '../model/named-restore-point.ts';
import type { FenceConfirmed, Recovery } from '../model/recovery.ts';
import type { Hold, PairRecord } from '../record/pair-record.ts';

/** A state and its description in the phase table. */
export interface StateOfLine {
  readonly state: string;
  readonly message: string;
}

export interface HoldFacts {
  readonly recovery: Pick<Recovery, 'recoveryId' | 'pair' | 'kind' | 'epoch' | 'from' | 'to'> & {
    readonly fenceConfirmed?: FenceConfirmed;
    readonly named?: NamedRestorePoint;
  };
  readonly failure: FailureDescription;
  /** Oldest first. */
  readonly journal: readonly JournalLine[];
  /** The states of a complete recovery, in their order. */
  readonly mainLine: readonly StateOfLine[];
  /** The hold in the record before this one. */
  readonly earlier: PairRecord['hold'];
  /** The record at the halt, for `continue`. */
  readonly record?: Pick<PairRecord, 'primary' | 'restoredBackup'>;
  readonly nowMs: number;
}

/**
 * A recovery that halts before Fence has changed nothing for users, so its hold blocks automatic starts only this long.
 */
const LAPSE_MS = 5 * 60_000;

/** A denial blocks automatic starts for longer, and an outage without an answer until a person continues. */
const DENIED_MS = 4 * 3_600_000;

const lapseMsOf = ({ name }: FailureDescription): number | undefined => {
  if (name === 'NotApproved') return undefined;
  return name === 'Denied' ? DENIED_MS : LAPSE_MS;
};

/** Whether the recovery reached the state from which users may be affected, or may have: part of it cannot be read. */
const reachedFence = (journal: readonly JournalLine[]): boolean =>
  journal.some(({ state, outcome }) => state === 'Fence' || state === 'ShutDown' || outcome === 'JournalUnreadable');

/** The state in which it ended: the last that began. */
const lastPhaseOf = (journal: readonly JournalLine[]): string =>
  journal.filter(({ event }) => event !== 'closed').at(-1)?.state ?? 'Begin';

const isDone = (line: JournalLine): boolean => line.event === 'outcome' && line.outcome !== 'again';

const resumeInput = ({ recovery, failure }: HoldFacts): Readonly<Record<string, unknown>> => {
  const { pair, kind, from, fenceConfirmed, named } = recovery;
  const asked = { by: 'your name', how: `how you know that ${from} cannot serve` };
  const word = failure.name === 'FenceUnconfirmed' ? asked : fenceConfirmed;
  return {
    pair,
    // Only a switchover that shut the primary down leaves a hold, and then there is an outage to end.
    kind: kind === 'switchover' ? 'failover' : kind,
    ...(word && { fenceConfirmed: word }),
    ...(named && namedInput(named)),
  };
};

/**
 * @returns the hold. One from before Fence lapses, unless it replaces a hold that does not, or a person named the
 * restore point: an automatic start would restore another one.
 */
export const holdOf = (facts: HoldFacts): Hold => {
  const { recovery, failure, journal, mainLine, earlier, record, nowMs } = facts;
  const finished = new Map(journal.filter(isDone).map((line) => [line.state, line]));
  const stays =
    reachedFence(journal) || recovery.named !== undefined || (earlier !== undefined && earlier.lapsesAt === undefined);
  const lapseMs = stays ? undefined : lapseMsOf(failure);
  return {
    reason: failure.name,
    message: failure.message,
    hint: failure.hint,
    phase: lastPhaseOf(journal),
    done: mainLine.flatMap(({ state }) => {
      const line = finished.get(state);
      return line ? [`${state}: ${line.outcome}${line.evidence?.[0] ? ` (${line.evidence[0]})` : ''}`] : [];
    }),
    left: mainLine.filter(({ state }) => !finished.has(state)).map(({ state, message }) => `${state}: ${message}`),
    resumeInput: resumeInput(facts),
    recoveryId: recovery.recoveryId,
    epoch: recovery.epoch,
    from: recovery.from,
    to: recovery.to,
    ...(record && { primary: record.primary, carried: record.restoredBackup[recovery.to]?.backupId ?? 'none' }),
    since: new Date(nowMs).toISOString(),
    ...(lapseMs !== undefined && { lapsesAt: new Date(nowMs + lapseMs).toISOString() }),
  };
};
