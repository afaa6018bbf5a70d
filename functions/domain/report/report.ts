// The report of one recovery, built from Begin's answer, the results of the states, and the journal. It is evidence:
// every figure is Twinbox's own measurement, and the report says so. Pure.

import type { PassedOver } from '../backup/skipped-backups.ts';
import type { FailureDescription } from '../failure/failure.ts';
import type { Fingerprint } from '../identity/fingerprint.ts';
import type { BackupManifest } from '../model/backup-manifest.ts';
import type { JournalLine } from '../model/journal-line.ts';
import type { NamedRestorePoint } from '../model/named-restore-point.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Check } from '../model/readiness-check.ts';
import type { Automation, FenceConfirmed, Recovery } from '../model/recovery.ts';
import type { TimelineRow } from '../model/timeline-row.ts';
import type { Hold, Proof, Quarantine, RecoveryOutcome } from '../record/pair-record.ts';
import type { RestoreLoss } from '../record/restore-loss.ts';
import type { Objectives } from '../recovery/objectives.ts';
import { type StageTimes, secondsBetween, stageTimesOf } from './stage-times.ts';
import { byProgress, timelineOf } from './timeline-rows.ts';

export interface ReportFacts {
  /** What is known of the recovery. One that was closed out from its lease does not know who requested it. */
  readonly recovery: Pick<Recovery, 'recoveryId' | 'pair' | 'kind' | 'dryRun' | 'epoch' | 'from' | 'to' | 'startedAt'> &
    Partial<Recovery>;
  readonly outcome: RecoveryOutcome;
  /** Oldest first. */
  readonly journal: readonly JournalLine[];
  /** ISO time. */
  readonly endedAt: string;
  readonly ttlSeconds: number;
  /** TTL of the replaced DNS record, where it is known: caches keep the old answer for this long. */
  readonly oldTtlSeconds?: number;
  /** The objectives of the settings, shown beside the achieved figures. */
  readonly objectives: Objectives;
  /** ISO time at which the outage began, where there is one; it may be earlier than this execution. */
  readonly outageSince?: string;
  readonly restorePoint?: BackupManifest;
  readonly passedOver?: readonly PassedOver[];
  /** What the restore loses. */
  readonly loss?: RestoreLoss;
  /** Of a dry run: which needs of a failover were checked, and which were not. */
  readonly checks?: readonly Check[];
  readonly fence?: { readonly outcome: Outcome; readonly confirmedBy?: string };
  readonly failure?: FailureDescription;
  readonly hold?: Hold;
  /** The appliance that is kept as it is, because users were moved away from it. */
  readonly quarantined?: Quarantine;
  /** The newest restore that was checked, of this recovery or of an earlier one. */
  readonly lastProof?: Proof;
}

/** One set of answers on the users' path, as read by AwaitTraffic or Verify. */
export interface AnswerSeen {
  /** ISO time. */
  readonly at: string;
  readonly state: string;
  readonly attempt: number;
  readonly message: readonly string[];
}

export interface Report
  extends Omit<ReportFacts, 'journal' | 'recovery' | 'ttlSeconds' | 'restorePoint' | 'passedOver'> {
  readonly recoveryId: string;
  readonly pair: string;
  readonly kind: string;
  readonly trigger: string;
  /** Execution ARN, where it is known. */
  readonly execution?: string;
  readonly automation?: Automation;
  /** An operator's statement that the old primary cannot serve. */
  readonly fenceConfirmed?: FenceConfirmed;
  /** The restore point that a person named. */
  readonly named?: NamedRestorePoint;
  readonly dryRun: boolean;
  readonly epoch: number;
  readonly from: string;
  readonly to: string;
  readonly startedAt: string;
  readonly elapsedSeconds: number;
  /** Seconds from the first probe that found the outage to the end of this recovery. */
  readonly outageSeconds?: number;
  /** True once the DNS records point at `to`. */
  readonly usersMoved: boolean;
  readonly timeline: readonly TimelineRow[];
  readonly stageTimes: StageTimes;
  readonly recoveryPoint?: {
    readonly backupId: string;
    readonly capturedAt: string;
    readonly sha256: string;
    readonly product: string;
    readonly version: string;
    readonly build: string;
    readonly bytes: number;
    /** Appliance it was captured from. */
    readonly appliance: string;
    /** Where it is stored in the backup store. */
    readonly key: string;
    readonly versionId: string;
    /**
     * Seconds from the capture to the outage, or else to the start of the recovery: changes made in this time are lost.
     */
    readonly ageSeconds: number;
    /** What that appliance held then, as far as it reported it. */
    readonly fingerprint?: Fingerprint;
  };
  readonly passedOver: readonly PassedOver[];
  readonly answersSeen: readonly AnswerSeen[];
  /** What no backup includes. */
  readonly notInBackup: readonly string[];
  /** ISO time until which caches may hold the old address. */
  readonly oldCachesUntil?: string;
}

/** All answers, oldest first: the first wrong answers are evidence, and so are the last right ones. */
const answersSeenIn = (journal: readonly JournalLine[]): readonly AnswerSeen[] =>
  journal
    .filter(
      ({ state, event }) =>
        (state === 'AwaitTraffic' || state === 'Verify') && (event === 'outcome' || event === 'error'),
    )
    .toSorted(byProgress)
    .map(({ at, state, attempt, evidence }) => ({ at, state, attempt, message: evidence ?? [] }));

const later = (iso: string, seconds: number): string => new Date(Date.parse(iso) + seconds * 1000).toISOString();

/** When AwaitTraffic settled, or else when the DNS record was written. */
const movedAt = (timeline: readonly TimelineRow[]): string | undefined => {
  const at = (state: string, outcome: Outcome) =>
    timeline.find((row) => row.state === state && row.outcome === outcome)?.endedAt;
  return at('AwaitTraffic', 'settled') ?? at('MoveTraffic', 'moved');
};

export const buildReport = (facts: ReportFacts): Report => {
  const { recovery, journal, ttlSeconds, restorePoint, passedOver, ...rest } = facts;
  const timeline = timelineOf(journal);
  const moved = movedAt(timeline);
  const { outageSince, endedAt } = facts;
  return {
    recoveryId: recovery.recoveryId,
    pair: recovery.pair,
    kind: recovery.kind,
    trigger: recovery.trigger ?? 'unknown',
    ...(recovery.owner !== undefined && { execution: recovery.owner }),
    ...(recovery.automation !== undefined && { automation: recovery.automation }),
    ...(recovery.fenceConfirmed !== undefined && { fenceConfirmed: recovery.fenceConfirmed }),
    ...(recovery.named !== undefined && { named: recovery.named }),
    dryRun: recovery.dryRun,
    epoch: recovery.epoch,
    from: recovery.from,
    to: recovery.to,
    startedAt: recovery.startedAt,
    elapsedSeconds: secondsBetween(recovery.startedAt, endedAt),
    ...(outageSince !== undefined && { outageSeconds: secondsBetween(outageSince, endedAt) }),
    ...rest,
    usersMoved: moved !== undefined,
    timeline,
    stageTimes: stageTimesOf(timeline),
    ...(restorePoint && {
      recoveryPoint: {
        backupId: restorePoint.backupId,
        capturedAt: restorePoint.capturedAt,
        sha256: restorePoint.sha256,
        product: restorePoint.product,
        version: restorePoint.version,
        build: restorePoint.build,
        bytes: restorePoint.bytes,
        appliance: restorePoint.appliance,
        key: restorePoint.key,
        versionId: restorePoint.versionId,
        ageSeconds: Math.max(0, secondsBetween(restorePoint.capturedAt, outageSince ?? recovery.startedAt)),
        ...(restorePoint.fingerprint && { fingerprint: restorePoint.fingerprint }),
      },
    }),
    passedOver: passedOver ?? [],
    answersSeen: answersSeenIn(journal),
    notInBackup: restorePoint?.notIncluded ?? [],
    ...(moved === undefined ? {} : { oldCachesUntil: later(moved, facts.oldTtlSeconds ?? ttlSeconds) }),
  };
};
