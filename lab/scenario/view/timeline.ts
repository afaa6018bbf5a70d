// The scenario's timeline, measured in the world: the appliance's death, the alarm, the events of the appliances, the
// zone and its name servers, and the first good answer to the external client. It never uses the product's own report.
import type { WorldView } from './world-view.ts';
import { byProduct, claimsOf, movesOf } from './zone-log.ts';

/** One stage of a recovery. Lab seconds. */
export interface Stage {
  readonly name: string;
  readonly seconds: number;
  /** What marks its end. */
  readonly seenBy: string;
}

/** The instants of one recovery, lab ms since 1970; undefined where the recovery did not get that far. */
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
 * @param server the name server that the external client queries: answers of other servers are only known when they
 * were queried.
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
    served: view.clientProbes.find((probe) => probe.atMs >= diedMs && probe.ok && probe.appliance === to?.name)
      ?.doneAtMs,
  };
};

/** The stages between the instants, in the order of a recovery. A stage whose end was not seen is left out. */
export const stageTimesOf = (at: Instants): readonly Stage[] => {
  const marks: readonly (readonly [string, number | undefined, string])[] = [
    ['detect', at.alarmed, 'the alarm PrimaryDown is in ALARM'],
    ['confirm', at.restoreBegun, 'the standby receives a backup'],
    ['restore', at.restored, 'the standby is back with the restored configuration'],
    ['check', at.claimed, 'Twinbox writes its claim into the DNS zone'],
    ['fence', at.fenced, 'the old primary loses power'],
    ['move', at.moved, 'the A record in the DNS zone changes'],
    ['propagate', at.propagated, 'the name server that the external client queries answers with the new address'],
    ['verify', at.served, 'the other appliance serves the external client'],
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
