// Windows of capture times that an operator distrusts, and how they are taken back. Pure.
import type { DistrustWindow } from '../record/trusted-backup.ts';
import { describeDistrust, MOST_TRUSTED, type Trusting } from './trust.ts';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
/** As long as a pause: nobody excludes the backups of years to come with one input. */
const MOST_AHEAD_MS = 7 * DAY_MS;
const MOST_WINDOWS = 50;

export interface WindowOrder {
  /** ISO times, with any offset. */
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly reason: string;
}

type Changed<R> = { readonly record: R; readonly window: DistrustWindow } | { readonly fault: string };

const wholeSecond = (iso: string): string =>
  new Date(Math.floor(Date.parse(iso) / SECOND_MS) * SECOND_MS).toISOString();

/** The record with that window distrusted, or why it cannot be. A repeated window replaces its earlier statement. */
export const distrustingWindow = <R extends Trusting>(record: R, order: WindowOrder, nowMs: number): Changed<R> => {
  const [from, to] = [wholeSecond(order.from), wholeSecond(order.to)];
  if (Date.parse(from) > Date.parse(to))
    return { fault: `from: expected a time before ${order.to}, found ${order.from}` };
  if (Date.parse(to) > nowMs + MOST_AHEAD_MS) {
    return { fault: `to: expected at most ${new Date(nowMs + MOST_AHEAD_MS).toISOString()}, found ${order.to}` };
  }
  const others = (record.distrustWindows ?? []).filter((one) => one.from !== from || one.to !== to);
  // Dropping the oldest would silently lift it.
  if (others.length >= MOST_WINDOWS)
    return { fault: `there are ${MOST_WINDOWS} distrusted windows already; trust one of them first` };
  const { by, reason } = order;
  const window = { from, to, by, reason, at: new Date(nowMs).toISOString() };
  return { record: { ...record, distrustWindows: [...others, window] }, window };
};

/** Takes back every window that lies within those times. */
export const trustingWindow = <R extends Trusting>(
  record: R,
  order: Pick<WindowOrder, 'from' | 'to'>,
): { readonly record: R; readonly lifted: readonly DistrustWindow[] } | { readonly fault: string } => {
  const [fromMs, toMs] = [Date.parse(wholeSecond(order.from)), Date.parse(wholeSecond(order.to))];
  const windows = record.distrustWindows ?? [];
  const isInside = ({ from, to }: DistrustWindow): boolean => fromMs <= Date.parse(from) && Date.parse(to) <= toMs;
  const lifted = windows.filter(isInside);
  if (lifted.length === 0) {
    const there = windows.map(({ from, to }) => `${from} to ${to}`).join(', ') || 'none';
    return { fault: `from, to: no distrusted window lies within these times; the windows are: ${there}` };
  }
  return { record: { ...record, distrustWindows: windows.filter((one) => !isInside(one)) }, lifted };
};

/** Why one more backup cannot be distrusted by its id: dropping the oldest would silently lift it. */
export const tooManyDistrusted = ({ distrusted = [] }: Trusting, backupId: string): string | undefined =>
  distrusted.length >= MOST_TRUSTED && !distrusted.some((one) => one.backupId === backupId)
    ? `backup: ${MOST_TRUSTED} backups are distrusted already; distrust a window with from and to instead`
    : undefined;

const MOST_SHOWN = 5;

/** The lines of the status: the newest windows, and how many more there are. */
export const describeWindows = ({ distrustWindows = [] }: Trusting): readonly string[] => [
  ...distrustWindows.slice(-MOST_SHOWN).map(describeDistrust),
  ...(distrustWindows.length > MOST_SHOWN
    ? [`${distrustWindows.length - MOST_SHOWN} more windows are distrusted`]
    : []),
];
