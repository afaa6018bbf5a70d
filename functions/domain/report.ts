// The report of one recovery, made of what Begin fixed, what the states found, and the journal. It is evidence: every figure
// in it is the product's own, and says so. Pure.
import type { BackupManifest } from './backup-manifest.ts';
import type { Hold, Quarantine, RecoveryOutcome } from './pair-record.ts';
import type { Recovery } from './recovery.ts';
import type { PassedOver } from './restore-point.ts';

/** One line of the journal, as far as the report needs it. */
export interface JournalLine {
  /** ISO time. */
  readonly at: string;
  readonly state: string;
  readonly attempt: number;
  readonly event: 'intent' | 'outcome' | 'error' | 'closed';
  readonly outcome?: string;
  readonly evidence?: readonly string[];
}

export interface ReportFacts {
  /** What is known of it; one that was closed out from its lease does not know by whom it was asked for. */
  readonly recovery: Pick<Recovery, 'recoveryId' | 'pair' | 'kind' | 'dryRun' | 'epoch' | 'from' | 'to' | 'startedAt'> &
    Partial<Recovery>;
  readonly outcome: RecoveryOutcome;
  /** Oldest first. */
  readonly journal: readonly JournalLine[];
  /** ISO time. */
  readonly endedAt: string;
  readonly ttlSeconds: number;
  readonly restorePoint?: BackupManifest;
  readonly passedOver?: readonly PassedOver[];
  readonly fence?: { readonly outcome: string; readonly confirmedBy?: string };
  readonly failure?: { readonly name: string; readonly message: string; readonly hint?: string };
  readonly hold?: Hold;
  /** The box that is kept as it is since users were moved away from it. */
  readonly quarantined?: Quarantine;
}

export interface TimelineRow {
  readonly state: string;
  readonly attempts: number;
  /** ISO times of the first intent and the last line. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly elapsedSeconds: number;
  readonly outcome: string;
  readonly evidence: readonly string[];
}

/** Seconds of each leg, by our own journal: from the first state's start to the last one's end. */
export type Legs = Partial<
  Record<'confirm' | 'prepare' | 'restore' | 'check' | 'decide' | 'fence' | 'move' | 'propagate' | 'verify', number>
>;

export interface Report extends Omit<ReportFacts, 'journal' | 'recovery' | 'ttlSeconds' | 'restorePoint' | 'passedOver'> {
  readonly recoveryId: string;
  readonly pair: string;
  readonly kind: string;
  readonly trigger: string;
  readonly dryRun: boolean;
  readonly epoch: number;
  readonly from: string;
  readonly to: string;
  readonly startedAt: string;
  readonly elapsedSeconds: number;
  /** True once users point at `to`. */
  readonly usersMoved: boolean;
  readonly timeline: readonly TimelineRow[];
  readonly legs: Legs;
  readonly recoveryPoint?: {
    readonly backupId: string;
    readonly capturedAt: string;
    readonly sha256: string;
    readonly version: string;
    /** Seconds from the capture to the start of the recovery: what was changed in them is lost. */
    readonly ageSeconds: number;
  };
  readonly passedOver: readonly PassedOver[];
  /** What no backup holds. */
  readonly notInBackup: readonly string[];
  /** ISO time until which caches may hold the old address. */
  readonly oldCachesUntil?: string;
}

const LEGS: Readonly<Record<keyof Legs, readonly string[]>> = {
  confirm: ['Confirm'],
  prepare: ['Prepare'],
  restore: ['UploadBackup', 'AwaitRestore'],
  check: ['CheckStandby'],
  decide: ['AwaitDecision', 'LastLook'],
  fence: ['ClaimTraffic', 'Fence', 'Promote'],
  move: ['MoveTraffic'],
  propagate: ['AwaitTraffic'],
  verify: ['Verify'],
};

const secondsBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 100) / 10;

/** Within one millisecond the store sorts by name, which would put an error before its intent. */
const byProgress = (one: JournalLine, other: JournalLine): number =>
  Date.parse(one.at) - Date.parse(other.at) ||
  one.attempt - other.attempt ||
  Number(one.event !== 'intent') - Number(other.event !== 'intent');

/** One row a state, in the order in which they began. */
export const timelineOf = (journal: readonly JournalLine[]): readonly TimelineRow[] => {
  const states = [...new Set(journal.filter(({ event }) => event !== 'closed').map(({ state }) => state))];
  return states.flatMap((state) => {
    const lines = journal.filter((line) => line.state === state && line.event !== 'closed').toSorted(byProgress);
    const first = lines[0];
    const last = lines.at(-1);
    if (!first || !last) return [];
    const outcome = last.event === 'error' ? 'error' : (last.outcome ?? 'unfinished');
    return [
      {
        state,
        attempts: Math.max(...lines.map(({ attempt }) => attempt)),
        startedAt: first.at,
        endedAt: last.at,
        elapsedSeconds: secondsBetween(first.at, last.at),
        outcome,
        evidence: last.evidence ?? [],
      },
    ];
  });
};

const legsOf = (timeline: readonly TimelineRow[]): Legs => {
  const legs: Legs = {};
  for (const leg of Object.keys(LEGS) as (keyof Legs)[]) {
    const rows = timeline.filter(({ state }) => LEGS[leg].includes(state));
    const first = rows[0];
    const last = rows.at(-1);
    if (first && last) legs[leg] = secondsBetween(first.startedAt, last.endedAt);
  }
  return legs;
};

const later = (iso: string, seconds: number): string => new Date(Date.parse(iso) + seconds * 1000).toISOString();

/** When the last authoritative server gave the new address, or the record was written where that was never seen. */
const movedAt = (timeline: readonly TimelineRow[]): string | undefined => {
  const at = (state: string, outcome: string) => timeline.find((row) => row.state === state && row.outcome === outcome)?.endedAt;
  return at('AwaitTraffic', 'settled') ?? at('MoveTraffic', 'moved');
};

export const buildReport = (facts: ReportFacts): Report => {
  const { recovery, journal, ttlSeconds, restorePoint, passedOver, ...rest } = facts;
  const timeline = timelineOf(journal);
  const moved = movedAt(timeline);
  return {
    recoveryId: recovery.recoveryId,
    pair: recovery.pair,
    kind: recovery.kind,
    trigger: recovery.trigger ?? 'unknown',
    dryRun: recovery.dryRun,
    epoch: recovery.epoch,
    from: recovery.from,
    to: recovery.to,
    startedAt: recovery.startedAt,
    elapsedSeconds: secondsBetween(recovery.startedAt, facts.endedAt),
    ...rest,
    usersMoved: moved !== undefined,
    timeline,
    legs: legsOf(timeline),
    ...(restorePoint && {
      recoveryPoint: {
        backupId: restorePoint.backupId,
        capturedAt: restorePoint.capturedAt,
        sha256: restorePoint.sha256,
        version: restorePoint.version,
        ageSeconds: secondsBetween(restorePoint.capturedAt, recovery.startedAt),
      },
    }),
    passedOver: passedOver ?? [],
    notInBackup: restorePoint?.notIncluded ?? [],
    ...(moved === undefined ? {} : { oldCachesUntil: later(moved, ttlSeconds) }),
  };
};
