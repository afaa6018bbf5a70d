// The pair record as stored: its schema, and the nonces of its last writers.
import * as z from 'zod/mini';
import { parseJson } from '../../contract/json/parse-json.ts';
import { RECORD_NAMES, toStored } from '../../contract/stored/stored-names.ts';
import { type Failure, failure } from '../../domain/failure/failure.ts';
import { RECOVERY_OUTCOMES } from '../../domain/model/outcome.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import { applianceName, epochForm, recoveryIdForm, sha256, time } from '../form/stored-forms.ts';
import { timeFaults } from '../form/stored-times.ts';
import { Answer, Confirmation, Hold, kind, Lease, Question } from './stored-lease.ts';
import { STORED_POWER } from './stored-power.ts';

const GivenAccounts = z.looseObject({ credentialsOf: applianceName, secretVersionId: z.exactOptional(z.string()) });

const Trusted = z.looseObject({
  backupId: z.string().check(z.minLength(1)),
  sha256,
  of: z.enum(['person', 'drill']),
  by: z.string(),
  reason: z.string(),
  at: time,
});

const Distrusted = z.looseObject({
  backupId: z.string().check(z.minLength(1)),
  by: z.string(),
  reason: z.string(),
  at: time,
});

const Window = z.looseObject({
  from: time,
  to: time,
  by: z.string(),
  reason: z.string(),
  at: time,
  except: z.exactOptional(z.array(z.string())),
});

/** More writes than can ever happen. */
const MOST_REVISION = 1_000_000_000_000;

// Loose: keys of a newer version survive our write, so that a deployment can be rolled back.
const StoredRecord = z.looseObject({
  pair: z.string(),
  revision: z.int().check(z.minimum(1), z.maximum(MOST_REVISION)),
  nonce: z.string().check(z.minLength(1)),
  epoch: epochForm,
  zoneUnread: z.exactOptional(z.boolean()),
  primary: applianceName,
  restoredBackup: z.record(
    applianceName,
    z.looseObject({ backupId: z.string(), at: time, given: z.exactOptional(GivenAccounts) }),
  ),
  credentialsOf: z.record(applianceName, applianceName),
  secretVersionOf: z.exactOptional(z.record(applianceName, z.string().check(z.minLength(1)))),
  refusedLogins: z.exactOptional(
    z.record(
      applianceName,
      z.looseObject({ secret: z.string(), versionId: z.string(), hints: z.exactOptional(z.string()) }),
    ),
  ),
  ...STORED_POWER,
  leaseBlockedUntil: z.exactOptional(time),
  lease: z.exactOptional(Lease),
  hold: z.exactOptional(Hold),
  question: z.exactOptional(Question),
  answer: z.exactOptional(Answer),
  confirmed: z.exactOptional(z.array(Confirmation).check(z.maxLength(20))),
  pause: z.exactOptional(
    z.looseObject({ reason: z.string(), since: z.exactOptional(time), until: time, notifiedAt: z.exactOptional(time) }),
  ),
  resumedAt: z.exactOptional(time),
  outage: z.exactOptional(z.looseObject({ appliance: z.string(), since: time, recoveryId: z.string() })),
  reserved: z.exactOptional(z.looseObject({ recoveryId: z.string(), until: time })),
  dryRuns: z.exactOptional(z.array(time)),
  quarantined: z.exactOptional(
    z.looseObject({
      appliance: applianceName,
      recoveryId: recoveryIdForm,
      since: time,
      reason: z.string(),
      notifiedAt: z.exactOptional(time),
      fencedAgainAt: z.exactOptional(time),
    }),
  ),
  blockNotified: z.exactOptional(z.looseObject({ block: z.string(), outageSince: time, at: time })),
  neverReported: z.exactOptional(z.looseObject({ alarms: z.array(z.string()), notifiedAt: time })),
  replaced: z.exactOptional(
    z.looseObject({
      recoveryId: recoveryIdForm,
      at: time,
      to: applianceName,
      ttlSeconds: z.int().check(z.minimum(0), z.maximum(2_147_483_647)),
    }),
  ),
  lastRecovery: z.exactOptional(
    z.looseObject({
      recoveryId: recoveryIdForm,
      kind,
      outcome: z.enum(RECOVERY_OUTCOMES),
      epoch: epochForm,
      endedAt: time,
    }),
  ),
  lastProof: z.exactOptional(
    z.looseObject({
      backupId: z.string(),
      sha256,
      at: time,
      appliance: applianceName,
      recoveryId: recoveryIdForm,
      how: z.array(z.string()),
    }),
  ),
  trusted: z.exactOptional(z.array(Trusted)),
  distrusted: z.exactOptional(z.array(Distrusted)),
  distrustWindows: z.exactOptional(z.array(Window)),
  backupsNotified: z.exactOptional(
    z.looseObject({ suspicions: z.array(z.string()), at: z.exactOptional(time), sameBytes: z.exactOptional(sha256) }),
  ),
  notices: z.exactOptional(
    z.record(
      z.string().check(z.maxLength(80)),
      z.looseObject({
        at: time,
        notified: z.int().check(z.minimum(0)),
        held: z.int().check(z.minimum(0)),
        recoveryId: z.exactOptional(recoveryIdForm),
      }),
    ),
  ),
  /** Nonces of the last writes, newest last: finds our own write under later ones. */
  recentNonces: z.array(z.string()),
});

/** A record and the nonces of its last writers, newest last. */
export interface RecordWithNonces {
  readonly record: PairRecord;
  readonly recentNonces: readonly string[];
}

const RECENT_NONCES = 10;

const unreadable = (key: string, why: string, cause?: unknown): Failure =>
  failure('PairRecordUnreadable', `the record ${key} cannot be read: ${why}`, undefined, cause);

/** The pair that the record must belong to, and when it was read. */
export interface RecordReader {
  readonly pair: string;
  readonly appliances: readonly string[];
  readonly nowMs: number;
}

/** Checks beyond the schema: the parts agree with each other, with the settings and with the time. */
const disagreements = (record: PairRecord, { pair, appliances, nowMs }: RecordReader): readonly string[] => {
  const { primary, epoch, lease, hold, lastRecovery } = record;
  const later = Object.entries({ lease, hold, lastRecovery }).filter(
    ([, one]) => one !== undefined && one.epoch > epoch,
  );
  return [
    ...(record.pair === pair ? [] : [`it is the record of ${record.pair}`]),
    ...(appliances.includes(primary) ? [] : [`primary: ${primary} is not one of ${appliances.join(', ')}`]),
    ...later.map(([name, one]) => `${name}.epoch: ${one?.epoch} is higher than the epoch of the record, ${epoch}`),
    ...timeFaults(toStored(RECORD_NAMES, record), nowMs),
  ];
};

/** @throws PairRecordUnreadable */
export const parseRecord = (key: string, text: string, reader: RecordReader): RecordWithNonces => {
  const { value, faults } = parseJson(StoredRecord, text, RECORD_NAMES);
  if (!value) throw unreadable(key, faults);
  const { recentNonces, ...record } = value;
  const wrong = disagreements(record, reader);
  if (wrong.length > 0) throw unreadable(key, wrong.join('; '));
  return { record, recentNonces };
};

/** The text to store for `record`, the successor of the writes in `recentNonces`. */
export const storedText = (record: PairRecord, recentNonces: readonly string[]): string =>
  JSON.stringify(
    toStored(RECORD_NAMES, { ...record, recentNonces: [...recentNonces, record.nonce].slice(-RECENT_NONCES) }),
    undefined,
    2,
  );
