// Soak: after an upgrade of the primary, the standby stays on the old software on purpose until the new one has proven
// itself. The manifests show how long the two have differed: each holds the primary's software at the time of the
// capture. Pure.

import { maybeSameSoftware } from '../../identity/software.ts';
import type { BackupManifest } from '../../model/backup-manifest.ts';

/** The software of an appliance, as far as it matters for a backup. */
export type Software = Pick<BackupManifest, 'product' | 'version' | 'build'>;

type Captured = Software & Pick<BackupManifest, 'appliance' | 'capturedAt'>;

const DAY_MS = 86_400_000;

export const isSame = (one: Software, other: Software): boolean => maybeSameSoftware(one, other);

/**
 * When the primary was upgraded, by its last capture before: undefined if that capture's software differs from the
 * standby's, or if there is no such capture.
 * @returns ms since 1970
 */
export const upgradedSinceMs = (
  manifests: readonly Captured[],
  primary: { readonly appliance: string; readonly runs: Software },
  standbyRuns: Software,
): number | undefined => {
  const before = manifests
    .filter((manifest) => manifest.appliance === primary.appliance && !isSame(manifest, primary.runs))
    .toSorted((one, other) => Date.parse(other.capturedAt) - Date.parse(one.capturedAt))[0];
  return before && isSame(before, standbyRuns) ? Date.parse(before.capturedAt) : undefined;
};

/** @returns ISO time until which a difference that began then is on purpose; undefined if it is not, or no longer. */
export const soakUntil = (sinceMs: number | undefined, soakDays: number, nowMs: number): string | undefined => {
  if (sinceMs === undefined) return undefined;
  const untilMs = sinceMs + soakDays * DAY_MS;
  return nowMs < untilMs ? new Date(untilMs).toISOString() : undefined;
};
