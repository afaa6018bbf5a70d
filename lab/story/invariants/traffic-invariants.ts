// Invariants 1 to 3: where users can be sent, who can serve, and whose commands count.
import type { BoxEvent } from '../../appliance/appliance.ts';
import type { Invariant, WorldView } from '../world-view.ts';
import { byProduct, claimsOf, movesOf, type ZoneMove } from '../zone-story.ts';

/** Whether the box had power at that moment, by its own events. */
const poweredAt = (events: readonly BoxEvent[], atMs: number): boolean => {
  const last = events
    .filter((event) => event.atMs <= atMs && (event.kind === 'powered-off' || event.kind === 'powered-on'))
    .at(-1);
  return last?.kind !== 'powered-off';
};

const unfitTarget = (view: WorldView, move: ZoneMove): string | undefined => {
  const box = view.boxes[move.target];
  if (!box) return `${move.name} was moved to ${move.target}, which is no box of the pair`;
  if (!poweredAt(box.events, move.atMs)) return `${move.name} was moved to ${move.target} while that box was switched off`;
  const restored = box.events.filter((event) => event.atMs <= move.atMs && event.kind === 'restored').at(-1);
  if (!restored) return `${move.name} was moved to ${move.target}, which had never been restored`;
  return undefined;
};

export const nameResolves: Invariant = {
  number: 1,
  says: 'The service name always resolves, and is never moved to a box that is fenced, unrestored or failed its check.',
  check: (view) => {
    const empty = view.dnsAnswers.filter(
      ({ name, type, values }) => type === 'A' && view.pair.service.names.includes(name) && values.length === 0,
    );
    const unfit = byProduct(movesOf(view)).flatMap((move) => unfitTarget(view, move) ?? []);
    return [...empty.map(({ server, name }) => `${server} had no address for ${name}`), ...unfit];
  },
};

const toldOfUnconfirmedFence = (view: WorldView): boolean =>
  view.pair.policy.onUnconfirmedFence === 'proceed' &&
  view.cloud.sns.messages.some(({ message }) => /unconfirmed|not confirmed/i.test(message));

/** A person gave their word, in the console's input, that the old box cannot serve. */
const confirmedByPerson = (view: WorldView): boolean => view.executions.some(({ input }) => input.includes('fenceConfirmed'));

export const oneServes: Invariant = {
  number: 2,
  says: 'No two boxes can serve after a switch, unless policy or a person allowed it, and then people are told.',
  check: (view) => {
    if (toldOfUnconfirmedFence(view) || confirmedByPerson(view)) return [];
    return byProduct(movesOf(view)).flatMap((move) =>
      Object.values(view.boxes)
        .filter((other) => other.name !== move.target && poweredAt(other.events, move.atMs))
        .map((other) => `${move.name} moved to ${move.target} while ${other.name} had power`),
    );
  },
};

export const epochsGrow: Invariant = {
  number: 3,
  says: 'No command with an old epoch takes effect after a newer one has.',
  check: (view) => {
    const claims = byProduct(claimsOf(view));
    return claims.flatMap((claim, index) => {
      const newer = claims.slice(0, index).find((earlier) => earlier.name === claim.name && earlier.epoch > claim.epoch);
      if (Number.isNaN(claim.epoch)) return [`the claim "${claim.text}" names no epoch`];
      return newer ? [`epoch ${claim.epoch} wrote at ${claim.name} after epoch ${newer.epoch}`] : [];
    });
  },
};
