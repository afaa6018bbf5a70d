// Turns an appliance's events into spans of time: when it had power and when it was down.
import type { ApplianceEvent } from '../../../appliance/appliance.ts';

/** Lab ms since 1970; `toMs` is Infinity while it lasts. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whether the appliance had power at that moment. */
export const poweredAt = (events: readonly ApplianceEvent[], atMs: number): boolean =>
  events.findLast(({ kind, atMs: at }) => at <= atMs && (kind === 'powered-off' || kind === 'powered-on'))?.kind !==
  'powered-off';

interface Condition {
  readonly power: boolean;
  readonly dead: boolean;
  readonly booting: boolean;
}

const after = (was: Condition, { kind }: ApplianceEvent): Condition => {
  switch (kind) {
    case 'died':
      return { ...was, dead: true };
    case 'revived':
      return { ...was, dead: false };
    case 'powered-off':
      return { ...was, power: false, booting: false };
    case 'powered-on':
      // A process that had died starts again with the machine.
      return { power: true, dead: false, booting: true };
    case 'booted':
      return { ...was, booting: false };
    default:
      return was;
  }
};

/** When the appliance was down: dead, without power, or booting. The outage that a restore causes does not count. */
export const downSpans = (events: readonly ApplianceEvent[]): readonly Span[] => {
  const spans: Span[] = [];
  let condition: Condition = { power: true, dead: false, booting: false };
  let sinceMs: number | undefined;
  for (const event of events) {
    condition = after(condition, event);
    const down = !condition.power || condition.dead || condition.booting;
    if (down) sinceMs ??= event.atMs;
    else if (sinceMs !== undefined) {
      spans.push({ fromMs: sinceMs, toMs: event.atMs });
      sinceMs = undefined;
    }
  }
  return sinceMs === undefined ? spans : [...spans, { fromMs: sinceMs, toMs: Number.POSITIVE_INFINITY }];
};

export const downAt = (events: readonly ApplianceEvent[], atMs: number): boolean =>
  downSpans(events).some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);

/** The part that two spans share, if any. */
export const overlap = (one: Span, other: Span): Span | undefined => {
  const shared = { fromMs: Math.max(one.fromMs, other.fromMs), toMs: Math.min(one.toMs, other.toMs) };
  return shared.fromMs < shared.toMs ? shared : undefined;
};
