// Invariants 1 and 3: where DNS may point, and which commands may take effect.
import { isDeepStrictEqual } from 'node:util';
import type { SimulatedAppliance } from '../../appliance/appliance.ts';
import type { Invariant, WorldView } from '../view/world-view.ts';
import { byProduct, claimsOf, movesOf, type ZoneMove, zoneLogOf } from '../view/zone-log.ts';
import { downAt, poweredAt } from './history/appliance-history.ts';
import { revisionsOf } from './history/record-history.ts';

const RESTORE_EVENTS = ['restore-begun', 'restore-interrupted', 'restored'];

/**
 * The target is probed last by Reconfirm; then the old primary is fenced. A death in between can be known to nobody
 * before the move, and Verify finds it.
 */
const UNSEEN_MS = 60_000;

const justDied = ({ events }: SimulatedAppliance, atMs: number): boolean =>
  events.some(({ kind, atMs: at }) => kind === 'died' && at <= atMs && atMs - at < UNSEEN_MS);

const unfitTarget = (view: WorldView, move: ZoneMove): string | undefined => {
  const where = `${move.name} was moved to ${move.target}`;
  const appliance = view.appliances[move.target];
  if (!appliance) return `${where}, which is not an appliance of the pair`;
  if (!poweredAt(appliance.events, move.atMs)) return `${where} while that appliance was powered off`;
  if (downAt(appliance.events, move.atMs) && !justDied(appliance, move.atMs))
    return `${where} while that appliance was dead`;
  const restore = appliance.events.findLast(({ atMs, kind }) => atMs <= move.atMs && RESTORE_EVENTS.includes(kind));
  if (!restore) return `${where}, which was never restored`;
  if (restore.kind !== 'restored') return `${where}, whose last restore did not complete`;
  const leftAt = byProduct(movesOf(view)).findLast(
    (earlier) => earlier.name === move.name && earlier.atMs < move.atMs && earlier.target !== move.target,
  );
  return leftAt && restore.atMs < leftAt.atMs
    ? `${where}, which was not restored after users were moved away from it`
    : undefined;
};

/** Changes after which a service name had no address in the zone. */
const emptied = (view: WorldView): readonly string[] =>
  zoneLogOf(view).flatMap(({ principal, records }, index, log) =>
    view.pair.service.names
      .filter((name) => {
        const has = (list: typeof records): boolean => list.some((one) => one.type === 'A' && one.name === `${name}.`);
        return index > 0 && has(log[index - 1]?.records ?? []) && !has(records);
      })
      .map((name) => `${principal} removed the last address of ${name} from the zone`),
  );

export const nameResolves: Invariant = {
  number: 1,
  message:
    'The service name always resolves, and is never moved to an appliance that is fenced, was not restored, or failed its check.',
  check: (view) => {
    const empty = view.dnsAnswers.filter(
      ({ name, type, values, refused }) =>
        type === 'A' && view.pair.service.names.includes(name) && values.length === 0 && refused === undefined,
    );
    const unfit = byProduct(movesOf(view)).flatMap((move) => unfitTarget(view, move) ?? []);
    return [...empty.map(({ server, name }) => `${server} had no address for ${name}`), ...emptied(view), ...unfit];
  },
};

/** Every change of the zone has an epoch, no epoch follows a newer one, and no two recoveries share one. */
const zoneEpochs = (view: WorldView): readonly string[] => {
  const claims = byProduct(claimsOf(view));
  const unnumbered = byProduct(movesOf(view))
    .filter((move) => !claims.some(({ atMs, principal }) => atMs === move.atMs && principal === move.principal))
    .map((move) => `${move.name} was moved to ${move.target} without a claim and therefore without an epoch`);
  // A scenario may let the world write a newer claim, in place of a recovery that the scenario leaves out.
  const everyones = claimsOf(view);
  const old = claims.flatMap((claim) => {
    if (Number.isNaN(claim.epoch)) return [`the claim "${claim.text}" has no epoch`];
    const before = everyones.slice(
      0,
      everyones.findIndex((one) => isDeepStrictEqual(one, claim)),
    );
    const newer = before.find(({ name, epoch }) => name === claim.name && epoch > claim.epoch);
    if (newer) return [`epoch ${claim.epoch} wrote at ${claim.name} after epoch ${newer.epoch}`];
    const twin = byProduct(before).find(({ epoch, recovery }) => epoch === claim.epoch && recovery !== claim.recovery);
    return twin ? [`epoch ${claim.epoch} was used by ${twin.recovery} and by ${claim.recovery}`] : [];
  });
  return [...unnumbered, ...old];
};

export const epochsGrow: Invariant = {
  number: 3,
  message: 'No command with an old epoch takes effect after a command with a newer one.',
  check: async (view) => {
    const revisions = await revisionsOf(view);
    const fallen = revisions.flatMap(({ epoch }, index) => {
      const before = revisions[index - 1]?.epoch ?? epoch;
      return before > epoch ? [`the record was written under epoch ${epoch} after epoch ${before}`] : [];
    });
    return [...zoneEpochs(view), ...fallen];
  },
};
