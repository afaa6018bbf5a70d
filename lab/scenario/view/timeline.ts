// The scenario's timeline, from what the world saw: when the appliance died, when the alarm stood, what the appliances went through, what the
// zone and its servers said, when the client outside was served again. The product's own report is printed beside it, never used.
import type { WorldView } from './world-view.ts';
import { byProduct, claimsOf, movesOf } from './zone-log.ts';

/** One leg of a recovery. Lab seconds. */
export interface Stage {
  readonly name: string;
  readonly seconds: number;
  /** Who saw its end. */
  readonly seenBy: string;
}

/** The instants of one recovery, lab ms since 1970; undefined where it did not come to that. */
export interface Instants {
  readonly died: number;
  readonly alarmed?: number | undefined;
  readonly restoreBegun?: number | undefined;
  readonly restored?: number | undefined;
  readonly claimed?: number | undefined;
  readonly fenced?: number | undefined;
  readonly moved?: number | undefined;
  readonly propagated?: number | undefined;
  readonly served?: number | undefined;
}

const after = <T extends { readonly atMs: number }>(
  list: readonly T[],
  fromMs: number,
  fits: (one: T) => boolean,
): number | undefined => list.find((one) => one.atMs >= fromMs && fits(one))?.atMs;

/**
 * Reads the instants of the recovery that followed the death of `from`.
 * @param server the name server that the client outside asks: what another one said is only known when somebody asked it.
 */
export const instantsOf = (
  view: WorldView,
  from: string,
  diedMs: number,
  alarmedMs: number | undefined,
  server: string,
): Instants => {
  const [to] = Object.values(view.appliances).filter(({ name }) => name !== from);
  const toEvents = to?.events ?? [];
  const moved = after(byProduct(movesOf(view)), diedMs, ({ target }) => target === to?.name);
  const restoreBegun = after(toEvents, diedMs, ({ kind }) => kind === 'restore-begun');
  return {
    died: diedMs,
    alarmed: alarmedMs,
    restoreBegun,
    restored: restoreBegun === undefined ? undefined : after(toEvents, restoreBegun, ({ kind }) => kind === 'restored'),
    claimed: after(byProduct(claimsOf(view)), diedMs, () => true),
    fenced: after(view.appliances[from]?.events ?? [], diedMs, ({ kind }) => kind === 'powered-off'),
    moved,
    propagated:
      moved === undefined
        ? undefined
        : after(view.dnsAnswers, moved, (one) => one.server === server && one.values.includes(to?.address ?? '')),
    served: view.clientProbes.find((probe) => probe.atMs >= diedMs && probe.ok && probe.appliance === to?.name)?.doneAtMs,
  };
};

/** The legs between the instants, in the order of a recovery; a leg whose end was never seen is left out. */
export const stageTimesOf = (at: Instants): readonly Stage[] => {
  const marks: readonly (readonly [string, number | undefined, string])[] = [
    ['detect', at.alarmed, 'the alarm'],
    ['confirm', at.restoreBegun, 'the standby, which was given a backup'],
    ['restore', at.restored, 'the standby, back with the configuration'],
    ['check', at.claimed, 'the zone, which was claimed'],
    ['fence', at.fenced, 'the old primary, which lost power'],
    ['move', at.moved, 'the zone, whose A record changed'],
    ['propagate', at.propagated, 'the name server that the client outside asks'],
    ['verify', at.served, 'the client outside, served by the other appliance'],
  ];
  let fromMs = at.died;
  const stageTimes: Stage[] = [];
  for (const [name, atMs, seenBy] of marks) {
    if (atMs === undefined) continue;
    stageTimes.push({ name, seconds: (atMs - fromMs) / 1000, seenBy });
    fromMs = atMs;
  }
  return stageTimes;
};
