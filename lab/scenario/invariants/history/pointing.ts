// Where DNS pointed at any moment, read from the zone's change log, including the world's own changes.
import type { WorldView } from '../../view/world-view.ts';
import { movesOf } from '../../view/zone-log.ts';
import type { Span } from './appliance-history.ts';

/** A time in which one name pointed at one target. */
export interface Pointing extends Span {
  readonly name: string;
  /** Appliance name, or the address if it belongs to neither appliance. */
  readonly target: string;
}

/** Every span in which a service name pointed at one target, by name and then by time. */
export const pointingsOf = (view: WorldView): readonly Pointing[] =>
  view.pair.service.names.flatMap((name) => {
    const moves = movesOf(view).filter((move) => move.name === name);
    return moves.map(({ atMs, target }, index) => ({
      name,
      target,
      fromMs: atMs,
      toMs: moves[index + 1]?.atMs ?? Number.POSITIVE_INFINITY,
    }));
  });

/** Whether a service name pointed at that appliance at any moment of the span. */
export const pointedWithin = (view: WorldView, appliance: string, { fromMs, toMs }: Span): boolean =>
  pointingsOf(view).some((one) => one.target === appliance && one.fromMs < toMs && one.toMs > fromMs);
