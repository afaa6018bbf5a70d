// Every revision of a pair record that the versioned bucket kept, with the time at which it was written. The checker
// uses it only for leases and pauses, never as evidence about the world.
import type { WorldView } from '../../view/world-view.ts';
import type { Span } from './appliance-history.ts';

/** The part of a revision that the invariants read. */
export interface Revision {
  /** Lab ms since 1970. */
  readonly atMs: number;
  readonly epoch: number;
  readonly lease?: { readonly owner: string };
  readonly pause?: { readonly until: string };
}

/** All revisions of the pair's record, oldest first, from whatever bucket holds them. */
export const revisionsOf = async (view: WorldView): Promise<readonly Revision[]> => {
  const key = `pairs/${view.pair.name}.json`;
  const revisions: Revision[] = [];
  for (const bucket of view.cloud.s3.buckets.keys()) {
    for (const { versionId, modifiedMs, deleteMarker } of view.cloud.s3.versionsOf(bucket, key)) {
      if (deleteMarker) continue;
      const text = (await view.cloud.s3.read(bucket, key, versionId)).toString('utf8');
      revisions.push({ ...(JSON.parse(text) as Omit<Revision, 'atMs'>), atMs: modifiedMs });
    }
  }
  return revisions.sort((one, other) => one.atMs - other.atMs);
};

/** When a pause was in force: from the write that set it to its end, or to the write that lifted it. */
export const pausesOf = (revisions: readonly Revision[]): readonly Span[] => {
  const spans: { fromMs: number; toMs: number }[] = [];
  let open: { fromMs: number; toMs: number } | undefined;
  for (const { atMs, pause } of revisions) {
    if (open && atMs < open.toMs) open.toMs = pause ? Date.parse(pause.until) : atMs;
    else open = undefined;
    if (!pause) open = undefined;
    else if (!open && Date.parse(pause.until) > atMs) {
      open = { fromMs: atMs, toMs: Date.parse(pause.until) };
      spans.push(open);
    }
  }
  return spans;
};
