// Invariant 4: which backups may be restored.
import type { ApplianceEvent, SimulatedAppliance } from '../../appliance/appliance.ts';
import { backupsOf, type LyingBackup } from '../view/vault-view.ts';
import type { Invariant, SeenExecution, WorldView } from '../view/world-view.ts';
import { isDistrusted, type NamedPoint, namedPoint } from './history/persons-choice.ts';
import { pointedWithin, pointingsOf } from './history/pointing.ts';
import { isDrill, operationOf, ranAt, trusts } from './history/side-effects.ts';

/** The recovery that was restoring at that moment. */
const recoveryAt = (view: WorldView, begunMs: number): SeenExecution | undefined =>
  view.executions.findLast(
    (execution) =>
      ranAt(execution, begunMs) &&
      operationOf(execution) === undefined &&
      execution.output?.includes('"outcome":"ended"') !== true,
  );

const idOf = ({ manifestKey }: LyingBackup): string =>
  manifestKey.slice(manifestKey.lastIndexOf('/') + 1, -'.json'.length);

/**
 * A suspect backup may be restored after an operator named it with a reason. A drill may restore one whose end alone is
 * unproven.
 */
const isVouchedFor = (view: WorldView, backup: LyingBackup, begunMs: number): boolean => {
  const { suspectOf = '', sha256 } = backup;
  const backupId = idOf(backup);
  if (view.executions.some((one) => one.startMs <= begunMs && one.status === 'SUCCEEDED' && trusts(one, backupId)))
    return true;
  if (!/^end not proven[^;]*$/.test(suspectOf)) return false;
  const wasDrilled = Object.values(view.appliances).some(({ events }) =>
    events.some(({ kind, detail, atMs }) => kind === 'restored' && detail === sha256 && atMs < begunMs),
  );
  return wasDrilled || view.executions.some((one) => isDrill(one) && ranAt(one, begunMs));
};

/** One restore to an appliance. */
interface Restore {
  readonly appliance: SimulatedAppliance;
  readonly used: LyingBackup;
  readonly begunMs: number;
  readonly named: NamedPoint | undefined;
  /** When the recovery chose its restore point. Later captures do not count against it. */
  readonly choiceMs: number;
}

/** A backup that people distrusted before its upload began, or another one than a person named. */
const personsFindings = (view: WorldView, { appliance, used, begunMs, named }: Restore): readonly string[] => {
  const { name, events } = appliance;
  const backup = { backupId: idOf(used), capturedAtMs: used.capturedAtMs };
  const signedInMs = events.findLast(({ kind, atMs }) => kind === 'signed-in' && atMs <= begunMs)?.atMs ?? begunMs;
  const wasSaid = ({ stopMs }: SeenExecution): boolean => stopMs !== undefined && stopMs < signedInMs;
  const isOther = named?.id !== undefined && named.id !== backup.backupId;
  const isLate = named?.beforeMs !== undefined && used.capturedAtMs >= named.beforeMs;
  return [
    ...(isDistrusted(view, backup, wasSaid) ? [`${name} got ${used.manifestKey}, which people distrust`] : []),
    ...(isOther || isLate ? [`${name} got ${used.manifestKey}, but a person named another restore point`] : []),
  ];
};

/** A backup that was newer and good when the recovery chose. */
const newerAndGood = (
  view: WorldView,
  backups: readonly LyingBackup[],
  { appliance, used, begunMs, named, choiceMs }: Restore,
): readonly string[] => {
  if (named?.id !== undefined) return [];
  const refused = appliance.events.filter(
    ({ kind, atMs }) => kind === 'restore-refused' && choiceMs <= atMs && atMs <= begunMs,
  );
  const newest = backups.findLast(
    (backup) =>
      backup.manifestAtMs < choiceMs &&
      !backup.suspect &&
      !view.damagedByScenario.has(backup.key) &&
      backup.appliance !== appliance.name &&
      backup.capturedAtMs < (named?.beforeMs ?? Number.POSITIVE_INFINITY) &&
      !isDistrusted(view, { ...backup, backupId: idOf(backup) }, ({ startMs }) => startMs <= begunMs) &&
      // The appliance itself refused this file.
      !refused.some(({ detail }) => detail === backup.sha256),
  );
  return newest && newest.sha256 !== used.sha256 && newest.capturedAtMs > used.capturedAtMs
    ? [`${appliance.name} got ${used.manifestKey}, but ${newest.manifestKey} was newer and good`]
    : [];
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
  const recovery = recoveryAt(view, begunMs);
  const named = recovery && namedPoint(recovery);
  const restore = { appliance, used, begunMs, named, choiceMs: recovery?.startMs ?? begunMs };
  const findings: string[] = [];
  if (used.manifestAtMs > begunMs) findings.push(`${appliance.name} got ${used.key} before it was complete`);
  if (used.suspect && named?.id !== idOf(used) && !isVouchedFor(view, used, begunMs))
    findings.push(`${appliance.name} got ${used.manifestKey}, which is suspect`);
  if (used.appliance === appliance.name) findings.push(`${appliance.name} was restored over with a capture of its own`);
  findings.push(...personsFindings(view, restore), ...newerAndGood(view, backups, restore));
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
    'Twinbox restores only the newest eligible backup, or the one that a person named with a reason, complete and with a matching hash. It never restores over an appliance that was primary after the newest capture.',
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
