// Invariant 2: when both appliances can serve. Traffic moves in the DNS zone; what counts is whether the other
// appliance had power.
import type { SimulatedAppliance } from '../../appliance/appliance.ts';
import { keysUnder, textOf } from '../view/vault-view.ts';
import type { Invariant, WorldView } from '../view/world-view.ts';
import { byProduct, movesOf, type ZoneMove } from '../view/zone-log.ts';
import { downSpans, overlap, poweredAt } from './history/appliance-history.ts';
import { wordGivenAt } from './history/side-effects.ts';

/** How long an appliance that came back may run before an operator must have been notified. */
const NOTICE_MS = 10 * 60_000;

const UNCONFIRMED = /unconfirmed|not confirmed|nobody confirmed|not be confirmed/i;

/** What was not reported where policy allowed a move without a confirmed fence. */
const unreported = async (view: WorldView, move: ZoneMove): Promise<readonly string[]> => {
  const inMessage = view.cloud.sns.messages.some(({ atMs, message }) => atMs >= move.atMs && UNCONFIRMED.test(message));
  const reports = keysUnder(view, `reports/${view.pair.name}/`).filter(({ key }) => key.endsWith('.json'));
  const texts = await Promise.all(reports.map((where) => textOf(view, where)));
  return [
    ...(inMessage ? [] : ['no notification says that the fence was not confirmed']),
    ...(texts.some((text) => UNCONFIRMED.test(text)) ? [] : ['no report says that the fence was not confirmed']),
  ];
};

/** Whether somebody powered it on again after it had been powered off, too late for anyone to notice before the move. */
const poweredOnAgain = ({ events }: SimulatedAppliance, move: ZoneMove): boolean => {
  const on = events.findLast(({ kind, atMs }) => kind === 'powered-on' && atMs <= move.atMs);
  return on !== undefined && move.atMs - on.atMs <= NOTICE_MS;
};

/** An appliance that came back after users were moved away, without a notification or another power-off. */
const unnoticed = (view: WorldView, move: ZoneMove, other: SimulatedAppliance): readonly string[] => {
  const downs = downSpans(other.events);
  const sinceMs = move.atMs - NOTICE_MS;
  const back = downs.filter(({ toMs }) => toMs > sinceMs && toMs < view.nowMs).map(({ toMs }) => toMs);
  const leftAgainMs =
    movesOf(view).find((later) => later.atMs > move.atMs && later.name === move.name)?.atMs ?? view.nowMs;
  return back.flatMap((fromMs) => {
    const endMs = downs.find((down) => down.fromMs > fromMs)?.fromMs ?? view.nowMs;
    const both = overlap({ fromMs, toMs: endMs }, { fromMs: move.atMs, toMs: leftAgainMs });
    if (!both || both.toMs - both.fromMs <= NOTICE_MS) return [];
    const notified = view.cloud.sns.messages.some(
      ({ atMs, message }) => atMs >= fromMs && atMs <= fromMs + NOTICE_MS && message.includes(other.name),
    );
    return notified
      ? []
      : [`${other.name} came back after users were moved to ${move.target}, and no notification names it`];
  });
};

export const oneServes: Invariant = {
  number: 2,
  message:
    'After a move, two appliances can serve at the same time for 10 minutes at most, unless policy or an operator allowed it and operators were notified.',
  check: async (view) => {
    const findings: string[] = [];
    for (const move of byProduct(movesOf(view))) {
      for (const other of Object.values(view.appliances).filter(({ name }) => name !== move.target)) {
        findings.push(...unnoticed(view, move, other));
        if (!poweredAt(other.events, move.atMs) || wordGivenAt(view, move.atMs)) continue;
        if (poweredOnAgain(other, move)) continue;
        const both = `${move.name} moved to ${move.target} while ${other.name} had power`;
        if (view.pair.policy.onUnconfirmedFence !== 'proceed') findings.push(both);
        else findings.push(...(await unreported(view, move)).map((missing) => `${both}, and ${missing}`));
      }
    }
    return findings;
  },
};
