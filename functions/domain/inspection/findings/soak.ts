// Soak: after an upgrade of the primary the standby stays on the old software on purpose, until the new one has proven itself. How
// long they have differed is told by the manifests, each of which holds what the primary ran at its time. Pure.

import { maybeSameSoftware } from '../../identity/software.ts';
import type { BackupManifest } from '../../model/backup-manifest.ts';

/** What an appliance runs, as far as a backup of it cares. */
export type Software = Pick<BackupManifest, 'product' | 'version' | 'build'>;

type Captured = Software & Pick<BackupManifest, 'appliance' | 'capturedAt'>;

const DAY_MS = 86_400_000;

export const isSame = (one: Software, other: Software): boolean => maybeSameSoftware(one, other);

/**
 * Since when the primary has run more than the standby does, by its last capture from before: undefined where that one ran
 * something else than the standby, or where there is none.
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

/** @returns ISO time until which a difference that began then is on purpose; undefined where it is not, or not any more. */
export const soakUntil = (sinceMs: number | undefined, soakDays: number, nowMs: number): string | undefined => {
  if (sinceMs === undefined) return undefined;
  const untilMs = sinceMs + soakDays * DAY_MS;
  return nowMs < untilMs ? new Date(untilMs).toISOString() : undefined;
};
