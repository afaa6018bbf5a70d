// Compares a recovery's own report with the world: whether and where users were moved, what was restored, and what was
// powered off.
import type { SeenExecution, WorldView } from '../view/world-view.ts';
import { byProduct, claimsOf, movesOf } from '../view/zone-log.ts';
import { poweredAt } from './history/appliance-history.ts';
import { bringsWord } from './history/side-effects.ts';

/** The part of a report that can be compared with the world. */
export interface SeenReport {
  readonly recoveryId?: string;
  readonly outcome?: string;
  readonly usersMoved?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly fence?: { readonly outcome: string };
  readonly recoveryPoint?: { readonly sha256: string };
}

/** Targets to which that recovery moved names, identified by the claims written with the moves. */
const targetsOf = (view: WorldView, recoveryId: string | undefined): readonly string[] => {
  const claims = byProduct(claimsOf(view)).filter(({ recovery }) => recovery === recoveryId);
  return byProduct(movesOf(view))
    .filter((move) => claims.some(({ atMs, principal }) => atMs === move.atMs && principal === move.principal))
    .map(({ target }) => target);
};

const wasOff = (view: WorldView, name: string | undefined, fromMs: number, toMs: number): boolean => {
  const events = view.appliances[name ?? '']?.events ?? [];
  return (
    !poweredAt(events, fromMs) ||
    events.some(({ kind, atMs }) => kind === 'powered-off' && atMs >= fromMs && atMs <= toMs)
  );
};

const restoredLast = (view: WorldView, name: string | undefined, atMs: number): string | undefined =>
  view.appliances[name ?? '']?.events.findLast((event) => event.kind === 'restored' && event.atMs <= atMs)?.detail;

/** Every false statement of the report, each as the end of a sentence that starts with the report's key. */
export const reportFaults = (view: WorldView, execution: SeenExecution, report: SeenReport): readonly string[] => {
  const { outcome, usersMoved = false, from, to, fence, recoveryPoint } = report;
  const endMs = execution.stopMs ?? view.nowMs;
  const targets = targetsOf(view, report.recoveryId);
  const faults: string[] = [];
  if (usersMoved && targets.length === 0) faults.push('says that users were moved, but the zone was not changed');
  if (!usersMoved && targets.length > 0) faults.push('says that users were not moved, but the zone was changed');
  if (usersMoved && targets.some((target) => target !== to))
    faults.push(`says that users were moved to ${to}, but the zone points at ${targets.join(', ')}`);
  if (outcome === 'moved' && !usersMoved) faults.push('has the outcome moved, but says that users were not moved');
  if (outcome === 'halted' && execution.status === 'SUCCEEDED') faults.push('says halted, but the execution succeeded');
  if (
    ['fenced', 'kept'].includes(fence?.outcome ?? '') &&
    !bringsWord(execution) &&
    !wasOff(view, from, execution.startMs, endMs)
  )
    faults.push(`says that ${from} is fenced, but it had power all the time`);
  if (outcome === 'rehearsed' && usersMoved) faults.push('has the outcome rehearsed, but says that users were moved');
  if (
    (outcome === 'moved' || outcome === 'rehearsed') &&
    recoveryPoint &&
    restoredLast(view, to, endMs) !== recoveryPoint.sha256
  )
    faults.push(`says that ${to} carries ${recoveryPoint.sha256.slice(0, 8)}, but that is not what was restored there`);
  return faults;
};
