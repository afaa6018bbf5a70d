// The pair record as it lies in the store: its form, and a short trail of who wrote it last.
import * as z from 'zod/mini';
import { NamedError } from '../contract/named-error.ts';
import type { PairRecord } from '../domain/pair-record.ts';
import { STORED_POWER } from './stored-power.ts';

const time = z.iso.datetime({ offset: true });
const kind = z.enum(['failover', 'drill', 'fence']);

const Hold = z.looseObject({
  reason: z.string(),
  message: z.string(),
  hint: z.exactOptional(z.string()),
  phase: z.string(),
  done: z.array(z.string()),
  left: z.array(z.string()),
  goOnWith: z.record(z.string(), z.unknown()),
  recoveryId: z.string(),
  epoch: z.int(),
  from: z.string(),
  to: z.string(),
  since: time,
  lapsesAt: z.exactOptional(time),
});

const Lease = z.looseObject({
  owner: z.string(),
  epoch: z.int(),
  notAfter: time,
  recoveryId: z.string(),
  kind,
  dryRun: z.boolean(),
  from: z.exactOptional(z.string()),
  to: z.exactOptional(z.string()),
  awaitedBy: z.exactOptional(z.string()),
  preemptedBy: z.exactOptional(z.string()),
});

const GivenAccounts = z.looseObject({ credentialsOf: z.string(), secretVersionId: z.exactOptional(z.string()) });

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/, '64 hex characters'));
const Trusted = z.looseObject({
  backupId: z.string().check(z.minLength(1)),
  sha256,
  of: z.enum(['person', 'drill']),
  by: z.string(),
  reason: z.string(),
  at: time,
});

// Loose: a key of a newer version survives our write, so that a deployment may be rolled back.
const StoredRecord = z.looseObject({
  pair: z.string(),
  revision: z.int().check(z.minimum(1)),
  nonce: z.string().check(z.minLength(1)),
  epoch: z.int().check(z.minimum(0)),
  primary: z.string(),
  carries: z.record(z.string(), z.looseObject({ backupId: z.string(), at: time, given: z.exactOptional(GivenAccounts) })),
  credentialsOf: z.record(z.string(), z.string()),
  secretVersionOf: z.exactOptional(z.record(z.string(), z.string().check(z.minLength(1)))),
  refusedLogins: z.exactOptional(
    z.record(z.string(), z.looseObject({ secret: z.string(), versionId: z.string(), hints: z.exactOptional(z.string()) })),
  ),
  ...STORED_POWER,
  quietUntil: z.exactOptional(time),
  lease: z.exactOptional(Lease),
  hold: z.exactOptional(Hold),
  pause: z.exactOptional(
    z.looseObject({ reason: z.string(), since: z.exactOptional(time), until: time, toldAt: z.exactOptional(time) }),
  ),
  outage: z.exactOptional(z.looseObject({ appliance: z.string(), since: time, recoveryId: z.string() })),
  reserved: z.exactOptional(z.looseObject({ recoveryId: z.string(), until: time })),
  dryRuns: z.exactOptional(z.array(time)),
  quarantined: z.exactOptional(
    z.looseObject({
      appliance: z.string(),
      recoveryId: z.string(),
      since: time,
      because: z.string(),
      toldAt: z.exactOptional(time),
      fencedAgainAt: z.exactOptional(time),
    }),
  ),
  blockTold: z.exactOptional(z.looseObject({ block: z.string(), outageSince: time, at: time })),
  lastRecovery: z.exactOptional(
    z.looseObject({
      recoveryId: z.string(),
      kind,
      outcome: z.enum(['moved', 'stood-down', 'dry-run', 'would-have-acted', 'fenced', 'halted', 'rehearsed', 'preempted']),
      epoch: z.int(),
      endedAt: time,
    }),
  ),
  lastProof: z.exactOptional(
    z.looseObject({
      backupId: z.string(),
      sha256: z.string(),
      at: time,
      appliance: z.string(),
      recoveryId: z.string(),
      how: z.array(z.string()),
    }),
  ),
  trusted: z.exactOptional(z.array(Trusted)),
  backupsTold: z.exactOptional(
    z.looseObject({ suspicions: z.array(z.string()), at: z.exactOptional(time), sameBytes: z.exactOptional(sha256) }),
  ),
  /** Nonces of the last writes, newest last: finds our own write under later ones. */
  trail: z.array(z.string()),
});

/** A record and the nonces of its last writers, newest last. */
export interface RecordWithTrail {
  readonly record: PairRecord;
  readonly trail: readonly string[];
}

const TRAIL_LENGTH = 10;

const unreadable = (key: string, why: string, cause?: unknown): NamedError =>
  new NamedError(
    'RecordUnreadable',
    `the record ${key} cannot be read: ${why}`,
    'Nothing is started while it is so. Look at the object in the record bucket; its earlier versions are kept there, and the last readable one can be copied over it.',
    cause,
  );

/** @throws RecordUnreadable */
export const parseRecord = (key: string, pair: string, text: string): RecordWithTrail => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unreadable(key, 'it is no JSON', error);
  }
  const parsed = StoredRecord.safeParse(json);
  if (!parsed.success) {
    throw unreadable(key, parsed.error.issues.map((issue) => `${issue.path.join('.') || 'it'}: ${issue.message}`).join('; '));
  }
  const { trail, ...record } = parsed.data;
  if (record.pair !== pair) throw unreadable(key, `it is the record of ${record.pair}`);
  return { record, trail };
};

/** The text to store for `record`, which follows on `trail`. */
export const storedText = (record: PairRecord, trail: readonly string[]): string =>
  JSON.stringify({ ...record, trail: [...trail, record.nonce].slice(-TRAIL_LENGTH) }, undefined, 2);
