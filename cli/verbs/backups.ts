// `twinbox backups list`: the stored backups as Twinbox judges them, the newest first.
import * as z from 'zod/mini';
import type { ListedBackup } from '../../functions/domain/model/listed-backup.ts';
import type { PairRecord } from '../../functions/domain/record/pair-record.ts';
import { distrustOf, trustOf } from '../../functions/domain/trust/trust.ts';
import { s3PairRecords } from '../../functions/store/record/s3-pair-records.ts';
import { s3Backups } from '../../functions/store/vault/s3-backups.ts';
import type { BackupReading } from '../../functions/store/vault/vault.ts';
import { agoText } from '../base/spans.ts';
import { table, tone } from '../base/style.ts';
import type { Answer, Session } from '../session.ts';

const BackupRow = z.object({
  backup: z.string(),
  capturedAt: z.string(),
  appliance: z.string(),
  state: z.enum(['good', 'trusted', 'suspect', 'distrusted', 'unreadable']),
  /** Why it is not simply good. */
  reason: z.optional(z.string()),
  bytes: z.optional(z.number()),
  version: z.optional(z.string()),
  sha256: z.optional(z.string()),
  /** Whether a drill or a recovery has restored it and checked the result. */
  proven: z.boolean(),
});

export const BackupsShape = z.object({ pair: z.string(), backups: z.array(BackupRow) });

type Row = z.infer<typeof BackupRow>;

const judged = (reading: BackupReading, listed: ListedBackup, record: PairRecord): Pick<Row, 'state' | 'reason'> => {
  const distrusted = distrustOf(record, listed);
  if (distrusted) return { state: 'distrusted', reason: `${distrusted.by}: ${distrusted.reason}` };
  if ('unreadable' in reading) return { state: 'unreadable', reason: reading.unreadable };
  if ('missing' in reading) return { state: 'unreadable', reason: reading.missing };
  const { suspect } = reading.manifest;
  if (suspect === undefined) return { state: 'good' };
  const trusted = trustOf(record, reading.manifest);
  return trusted
    ? { state: 'trusted', reason: `${trusted.by}: ${trusted.reason}` }
    : { state: 'suspect', reason: suspect };
};

const rowOf = (reading: BackupReading, listed: ListedBackup, record: PairRecord): Row => {
  const { backupId: backup, capturedAt, appliance } = listed;
  const figures =
    'manifest' in reading
      ? { bytes: reading.manifest.bytes, version: reading.manifest.version, sha256: reading.manifest.sha256 }
      : {};
  const proven = record.lastProof?.backupId === backup;
  return { backup, capturedAt, appliance, ...judged(reading, listed, record), ...figures, proven };
};

const STEP = 1_024;

/** @example sizeText(2_097_152) // '2.0 MiB' */
const sizeText = (bytes: number): string => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(STEP)));
  return power === 0 ? `${bytes} B` : `${(bytes / STEP ** power).toFixed(1)} ${units[power]}`;
};

const MOST_REASON = 60;
const cut = (text: string): string => (text.length > MOST_REASON ? `${text.slice(0, MOST_REASON - 1)}…` : text);

export const listBackups = async (session: Session, limit: number): Promise<Answer> => {
  const { clients, io } = session;
  const { pair, recordBucket: bucket, vaultBucket: vault } = await session.deployment();
  const settings = await session.settings();
  const { record, nowMs } = await s3PairRecords(clients.s3, bucket, io).read(settings);
  const store = s3Backups(clients.s3, { vault, record: bucket });
  const listed: ListedBackup[] = [];
  for await (const one of store.listed(pair)) {
    if (listed.length === limit) break;
    listed.push(one);
  }
  const backups = await Promise.all(listed.map(async (one) => rowOf(await store.read(pair, one), one, record)));
  const rows = backups.map(({ backup, capturedAt, appliance, state, reason, bytes, version, proven }) => [
    backup,
    agoText(capturedAt, nowMs),
    appliance,
    bytes === undefined ? '' : sizeText(bytes),
    version ?? '',
    tone(io, state === 'good' || state === 'trusted' ? 'good' : 'bad', `${state}${proven ? ', proven' : ''}`),
    cut(reason ?? ''),
  ]);
  const text =
    rows.length === 0
      ? [`${pair} has no backup yet.`]
      : table(io, ['BACKUP', 'CAPTURED', 'FROM', 'SIZE', 'VERSION', 'STATE', 'REASON'], rows);
  return { data: { pair, backups } satisfies z.infer<typeof BackupsShape>, text };
};
