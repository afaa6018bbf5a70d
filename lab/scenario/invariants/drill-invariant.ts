// Invariant 10: what a drill must never do, and what a proof requires. An execution counts as a drill if its input asks
// for one and it held the lease. A drill that was refused did nothing.
import { keysUnder, textOf } from '../view/vault-view.ts';
import type { Invariant, SeenExecution, WorldView } from '../view/world-view.ts';
import { byProduct, zoneLogOf } from '../view/zone-log.ts';
import type { Span } from './history/appliance-history.ts';
import { pointedWithin } from './history/pointing.ts';
import { revisionsOf } from './history/record-history.ts';
import { isDrill } from './history/side-effects.ts';

/** Events of an appliance that somebody works on. A capture does not count. */
const WORK = ['restore-begun', 'restore-refused', 'signed-in', 'sign-in-refused'];

const drillsOf = async (view: WorldView): Promise<readonly SeenExecution[]> => {
  const owners = new Set((await revisionsOf(view)).map(({ lease }) => lease?.owner));
  return view.executions.filter((execution) => isDrill(execution) && owners.has(execution.executionArn));
};

const touchedDuring = (view: WorldView, { fromMs, toMs }: Span): readonly string[] => {
  const within = ({ atMs }: { readonly atMs: number }): boolean => fromMs <= atMs && atMs <= toMs;
  const commands = Object.entries(view.power).flatMap(([name, power]) =>
    power.commands.filter(within).map(({ resetType }) => `${name} got ${resetType} during a drill`),
  );
  const changes = byProduct(zoneLogOf(view)).filter(within);
  const worked = Object.values(view.appliances).flatMap(({ name, events }) =>
    events
      .filter((event) => within(event) && WORK.includes(event.kind))
      .filter(({ atMs }) => pointedWithin(view, name, { fromMs: atMs, toMs: atMs + 1 }))
      .map(({ kind }) => `${name} had the event ${kind} during a drill, while DNS pointed at it`),
  );
  return [...commands, ...changes.map(({ principal }) => `${principal} changed the zone during a drill`), ...worked];
};

interface SeenProof {
  readonly appliance: string;
  readonly sha256: string;
  readonly at: string;
}

/** Proofs of restores that never finished at the appliance. */
const emptyProofs = async (view: WorldView): Promise<readonly string[]> => {
  const findings: string[] = [];
  for (const where of keysUnder(view, `proofs/${view.pair.name}/`)) {
    const { appliance, sha256, at } = JSON.parse(await textOf(view, where)) as SeenProof;
    const restored = view.appliances[appliance]?.events.some(
      ({ kind, detail, atMs }) => kind === 'restored' && detail === sha256 && atMs <= Date.parse(at),
    );
    if (!restored) findings.push(`${where.key} describes a restore that ${appliance} had not completed`);
  }
  return findings;
};

export const drillsTouchNobody: Invariant = {
  number: 10,
  message:
    'A drill sends no power command, changes no DNS record and does not touch the serving appliance. Every proof matches a completed restore.',
  check: async (view) => {
    const drills = await drillsOf(view);
    const touched = drills.flatMap(({ startMs, stopMs }) =>
      touchedDuring(view, { fromMs: startMs, toMs: stopMs ?? Number.POSITIVE_INFINITY }),
    );
    return [...touched, ...(await emptyProofs(view))];
  },
};
