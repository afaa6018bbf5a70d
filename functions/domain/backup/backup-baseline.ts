// The reference for a new backup: the best of the last days, not only the previous one, so that a slow decline is
// noticed. An operator who trusts a smaller one sets a new reference: older backups no longer count. Pure.

import type { Fingerprint } from '../identity/fingerprint.ts';
import type { BackupManifest } from '../model/backup-manifest.ts';
import { type Trusting, trustOf } from '../trust/trust.ts';
import type { Baseline } from './backup-verdict.ts';

const DAY_MS = 86_400_000;

export interface BaselineSearch {
  /** Takes the next good manifest, newest first. @returns false once no older one can matter. */
  take(manifest: BackupManifest): boolean;
  /** Undefined if none was good. */
  baseline(): Baseline | undefined;
}

const highest = (one: Fingerprint | undefined, other: Fingerprint | undefined): Fingerprint | undefined => {
  if (!one || !other) return one ?? other;
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => [name, Math.max(one[name] ?? 0, other[name] ?? 0)]));
};

const better = (best: Baseline | undefined, { bytes, fingerprint, content }: BackupManifest): Baseline => {
  const totals = highest(best?.fingerprint, fingerprint);
  return {
    bytes: Math.max(best?.bytes ?? 0, bytes),
    ...(totals && { fingerprint: totals }),
    ...((best?.hasText || content === 'text') && { hasText: true }),
  };
};

/** @param atMs when the new one was captured. If none is younger than `days`, the newest good one is the reference. */
export const baselineSearch = (record: Trusting, atMs: number, days: number): BaselineSearch => {
  const sinceMs = atMs - days * DAY_MS;
  let best: Baseline | undefined;
  return {
    take: (manifest) => {
      const isOld = Date.parse(manifest.capturedAt) < sinceMs;
      if (isOld && best) return false;
      best = better(best, manifest);
      return !isOld && trustOf(record, manifest)?.of !== 'person';
    },
    baseline: () => best,
  };
};
