// Invariants 4 and 7: which backups may be restored, and which must never be lost.
import type { ApplianceEvent, SimulatedAppliance } from '../../appliance/appliance.ts';
import { backupsOf, type LyingBackup } from '../view/vault-view.ts';
import type { Invariant, WorldView } from '../view/world-view.ts';
import { pointedWithin, pointingsOf } from './history/pointing.ts';
import { isDrill, operationOf, ranAt, trusts } from './history/side-effects.ts';

/** When the recovery chose its restore point. Later captures do not count against it. */
const chosenAtMs = (view: WorldView, begunMs: number): number =>
  view.executions.findLast(
    (execution) =>
      ranAt(execution, begunMs) &&
      operationOf(execution) === undefined &&
      execution.output?.includes('"outcome":"ended"') !== true,
  )?.startMs ?? begunMs;

/**
 * A suspect backup may be restored after an operator named it with a reason. A drill may restore one whose end alone is
 * unproven.
 */
const isVouchedFor = (
  view: WorldView,
  { manifestKey, suspectOf = '', sha256 }: LyingBackup,
  begunMs: number,
): boolean => {
  const backupId = manifestKey.slice(manifestKey.lastIndexOf('/') + 1, -'.json'.length);
  if (view.executions.some((one) => one.startMs <= begunMs && one.status === 'SUCCEEDED' && trusts(one, backupId)))
    return true;
  if (!/^end not proven[^;]*$/.test(suspectOf)) return false;
  const wasDrilled = Object.values(view.appliances).some(({ events }) =>
    events.some(({ kind, detail, atMs }) => kind === 'restored' && detail === sha256 && atMs < begunMs),
  );
  return wasDrilled || view.executions.some((one) => isDrill(one) && ranAt(one, begunMs));
};

const restoreFindings = (
  view: WorldView,
  backups: readonly LyingBackup[],
  appliance: SimulatedAppliance,
  restored: ApplianceEvent,
): readonly string[] => {
  const begunMs =
    appliance.events.findLast(({ kind, atMs }) => kind === 'restore-begun' && atMs <= restored.atMs)?.atMs ??
    restored.atMs;
  const used = backups.find(({ sha256 }) => sha256 === restored.detail);
  if (!used) return [`${appliance.name} was restored from bytes that no manifest describes`];
  const findings: string[] = [];
  if (used.manifestAtMs > begunMs) findings.push(`${appliance.name} got ${used.key} before it was complete`);
  if (used.suspect && !isVouchedFor(view, used, begunMs))
    findings.push(`${appliance.name} got ${used.manifestKey}, which is suspect`);
  if (used.appliance === appliance.name) findings.push(`${appliance.name} was restored over with a capture of its own`);
  const choiceMs = chosenAtMs(view, begunMs);
  const refused = appliance.events.filter(
    ({ kind, atMs }) => kind === 'restore-refused' && choiceMs <= atMs && atMs <= begunMs,
  );
  const newest = backups.findLast(
    ({ manifestAtMs, suspect, key, appliance: capturedFrom, sha256 }) =>
      manifestAtMs < choiceMs &&
      !suspect &&
      !view.damagedByScenario.has(key) &&
      capturedFrom !== appliance.name &&
      // The appliance itself refused this file.
      !refused.some(({ detail }) => detail === sha256),
  );
  if (newest && newest.sha256 !== used.sha256 && newest.capturedAtMs > used.capturedAtMs)
    findings.push(`${appliance.name} got ${used.manifestKey}, but ${newest.manifestKey} was newer and good`);
  if (pointedWithin(view, appliance.name, { fromMs: used.capturedAtMs, toMs: begunMs }))
    findings.push(`${appliance.name} was restored over although it had been the primary since ${used.manifestKey}`);
  return findings;
};

/** Captured from an appliance that users had already been sent away from. */
const strayCaptures = (view: WorldView, backups: readonly LyingBackup[]): readonly string[] =>
  backups
    .filter((backup) => {
      const then = pointingsOf(view).filter(
        ({ fromMs, toMs }) => fromMs <= backup.capturedAtMs && backup.capturedAtMs < toMs,
      );
      return then.length > 0 && then.every(({ target }) => target in view.appliances && target !== backup.appliance);
    })
    .map(
      ({ manifestKey, appliance }) => `${manifestKey} was captured from ${appliance} while users were sent elsewhere`,
    );

export const onlyGoodRestores: Invariant = {
  number: 4,
  message:
    'Twinbox restores only the newest eligible backup, complete and with a matching hash. It never restores over an appliance that was primary after the newest capture.',
  check: async (view) => {
    const backups = await backupsOf(view);
    const restores = Object.values(view.appliances).flatMap((appliance) =>
      appliance.events
        .filter(({ kind }) => kind === 'restored')
        .flatMap((event) => restoreFindings(view, backups, appliance, event)),
    );
    return [...restores, ...strayCaptures(view, backups)];
  },
};

const DAY_MS = 86_400_000;
const NEVER_EXPIRE = 10;

interface WrittenManifest {
  readonly key: string;
  /** The bucket keeps everything until then; for ever if it has no retention. */
  readonly keptUntilMs: number;
}

/** Manifests that S3 accepted, oldest first, from the calls that wrote them. Their keys contain their time. */
const writtenManifests = (view: WorldView): readonly WrittenManifest[] =>
  view.cloud.calls
    .flatMap(({ operation, status, input, atMs }) => {
      if (operation !== 'PutObject' || status !== 200 || typeof input !== 'object' || input === null) return [];
      const { Bucket, Key } = input as { readonly Bucket?: unknown; readonly Key?: unknown };
      if (typeof Key !== 'string' || !/^backups\/.*\.json$/.test(Key)) return [];
      const days = view.cloud.s3.bucket(String(Bucket))?.defaultRetention?.days ?? Number.POSITIVE_INFINITY;
      return [{ key: Key, keptUntilMs: atMs + days * DAY_MS }];
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));

/** Manifests that are in no bucket any more although they are within retention or among the newest ten. */
const vanished = (view: WorldView): readonly string[] => {
  const lies = (key: string): boolean =>
    [...view.cloud.s3.buckets.values()].some(({ objects }) => objects.get(key)?.length);
  const written = writtenManifests(view);
  return written.flatMap(({ key, keptUntilMs }, index) => {
    if (lies(key)) return [];
    if (view.nowMs < keptUntilMs) return [`${key} was written and is gone`];
    const newer = written.slice(index + 1).filter((one) => lies(one.key)).length;
    return newer < NEVER_EXPIRE ? [`${key} is gone, though fewer than ${NEVER_EXPIRE} newer ones exist`] : [];
  });
};

export const capturesStay: Invariant = {
  number: 7,
  message: 'A completed capture is never lost or altered within its retention. The newest ten never expire.',
  check: async (view) => {
    const backups = await backupsOf(view);
    const gone = backups.filter(({ actualSha256 }) => actualSha256 === undefined);
    const altered = backups.filter(
      ({ actualSha256, sha256, key }) =>
        actualSha256 !== undefined && actualSha256 !== sha256 && !view.damagedByScenario.has(key),
    );
    const versions = [...view.cloud.s3.buckets.values()]
      .flatMap((bucket) => [...bucket.objects.values()].flat())
      .filter(({ key }) => key.startsWith('backups/'));
    const manifests = versions.filter(({ key, deleteMarker }) => key.endsWith('.json') && !deleteMarker);
    const rewritten = manifests.filter(
      ({ key }, index) => !view.damagedByScenario.has(key) && manifests.findIndex((first) => first.key === key) < index,
    );
    return [
      ...gone.map(({ key }) => `${key} is gone, although its manifest exists`),
      ...altered.map(({ key }) => `${key} no longer has the hash in its manifest`),
      ...versions.filter(({ deleteMarker }) => deleteMarker).map(({ key }) => `${key} has a delete marker`),
      ...rewritten.map(({ key }) => `${key} was written more than once`),
      ...vanished(view),
    ];
  },
};
