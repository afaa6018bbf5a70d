// Invariants 4 and 7: what may be restored, and what must never be lost.
import { backupsOf, type LyingBackup } from '../vault-story.ts';
import type { Invariant, WorldView } from '../world-view.ts';

const newestBefore = (backups: readonly LyingBackup[], atMs: number, damaged: ReadonlySet<string>): LyingBackup | undefined =>
  backups.filter((backup) => backup.capturedAtMs < atMs && !backup.suspect && !damaged.has(backup.key)).at(-1);

/** When the run that restored had to choose: what was captured later cannot be held against it. */
const chosenAtMs = (view: WorldView, restoredAtMs: number): number =>
  view.executions.filter(({ startMs }) => startMs <= restoredAtMs).at(-1)?.startMs ?? restoredAtMs;

export const onlyGoodRestores: Invariant = {
  number: 4,
  says: 'Only a complete backup whose hash matches is ever restored, and it is the newest eligible. No box that has been primary since the newest capture is ever restored over.',
  check: async (view) => {
    const backups = await backupsOf(view);
    return Object.values(view.boxes).flatMap((box) =>
      box.events
        .filter(({ kind }) => kind === 'restored')
        .flatMap(({ atMs, detail }) => {
          const used = backups.find(({ sha256 }) => sha256 === detail);
          if (!used) return [`${box.name} was restored from bytes that no manifest describes`];
          const findings: string[] = [];
          const newest = newestBefore(backups, chosenAtMs(view, atMs), view.damagedByStory);
          if (newest && newest.sha256 !== used.sha256)
            findings.push(`${box.name} got ${used.manifestKey}, but ${newest.manifestKey} was newer and good`);
          if (used.appliance === box.name) findings.push(`${box.name} was restored over with its own newest capture`);
          return findings;
        }),
    );
  },
};

export const capturesStay: Invariant = {
  number: 7,
  says: 'A completed capture is never lost or altered within its retention.',
  check: async (view) => {
    const altered = (await backupsOf(view)).filter(
      (backup) => backup.actualSha256 !== backup.sha256 && !view.damagedByStory.has(backup.key),
    );
    const deleted = [...view.cloud.s3.buckets.values()].flatMap((bucket) =>
      [...bucket.objects.values()].flat().filter((version) => version.deleteMarker && version.key.startsWith('backups/')),
    );
    return [
      ...altered.map(({ key }) => `${key} no longer has the hash in its manifest`),
      ...deleted.map(({ key }) => `${key} has a delete marker`),
    ];
  },
};
