// Histories of a pair, for properties: who served when, what was captured, what was restored. The truth that the record
// and the manifests only hint at.

import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import type { RestoredBackup } from '../../functions/domain/record/pair-record.ts';
import { fc } from '../properties.ts';

export type PairEvent = 'capture' | 'suspect capture' | 'restore standby' | 'move' | 'stand down';

export interface PairHistory {
  readonly primary: string;
  readonly standby: string;
  readonly epoch: number;
  readonly restoredBackup: Readonly<Record<string, RestoredBackup>>;
  readonly manifests: readonly BackupManifest[];
  /** When the standby last was the primary, in ms; undefined where it never was. */
  readonly standbyServedUntilMs: number | undefined;
  /** Since when the primary has been the primary, in ms. */
  readonly reignSinceMs: number;
}

const START_MS = Date.UTC(2026, 10, 1);

/** A manifest captured at `atMs`. */
export const manifestAt = (atMs: number, appliance: string, epoch: number, suspect?: string): BackupManifest => ({
  backupId: `${atMs}`,
  pair: 'support',
  appliance,
  epoch,
  capturedAt: new Date(atMs).toISOString(),
  key: `backups/support/${atMs}.nsb`,
  versionId: 'v1',
  bytes: 10,
  sha256: '0'.repeat(64),
  product: 'RS',
  version: '25.1.2',
  build: '81234',
  applianceId: 'f'.repeat(32),
  credentialsOf: appliance,
  notIncluded: [],
  ...(suspect !== undefined && { suspect }),
});

/**
 * Plays the events, a minute apart. A move without a restore since the standby last served does not happen: the
 * workflow has no such way.
 */
export const playHistory = (events: readonly PairEvent[]): PairHistory => {
  let [primary, standby] = ['london', 'dublin'];
  let epoch = 0;
  let reignSinceMs = START_MS;
  const servedUntilMs = new Map<string, number>();
  const restoredBackup: Record<string, RestoredBackup> = {};
  const manifests: BackupManifest[] = [];
  events.forEach((event, index) => {
    const nowMs = START_MS + (index + 1) * 60_000;
    if (event === 'capture') manifests.push(manifestAt(nowMs, primary, epoch));
    if (event === 'suspect capture') manifests.push(manifestAt(nowMs, primary, epoch, 'far smaller than the last one'));
    if (event === 'stand down') epoch += 1;
    if (event === 'restore standby') restoredBackup[standby] = { backupId: 'some', at: new Date(nowMs).toISOString() };
    if (event === 'move') {
      epoch += 1;
      const restoredMs = Date.parse(restoredBackup[standby]?.at ?? '');
      if (!(restoredMs > (servedUntilMs.get(standby) ?? 0))) return;
      servedUntilMs.set(primary, nowMs);
      [primary, standby] = [standby, primary];
      reignSinceMs = nowMs;
    }
  });
  return {
    primary,
    standby,
    epoch,
    restoredBackup,
    manifests,
    standbyServedUntilMs: servedUntilMs.get(standby),
    reignSinceMs,
  };
};

export const histories: fc.Arbitrary<PairHistory> = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constant<PairEvent>('capture'), weight: 3 },
      { arbitrary: fc.constant<PairEvent>('restore standby'), weight: 3 },
      { arbitrary: fc.constant<PairEvent>('move'), weight: 3 },
      { arbitrary: fc.constantFrom<PairEvent>('suspect capture', 'stand down'), weight: 1 },
    ),
    { maxLength: 14 },
  )
  .map(playHistory);
