// Invariant 6: who is left alone, and who is not forgotten. A pair that is observed or paused, users who are being served, and an
// outage that stands.
import type { Invariant, WorldView } from '../view/world-view.ts';
import { byProduct, movesOf } from '../view/zone-log.ts';
import { downSpans, overlap, type Span } from './history/appliance-history.ts';
import { pointingsOf } from './history/pointing.ts';
import { pausesOf, revisionsOf } from './history/record-history.ts';
import { operationOf, sideEffectsOf, wordGivenAt } from './history/side-effects.ts';

const whileObserving = (view: WorldView): readonly string[] =>
  view.pair.policy.automation === 'observe' ? sideEffectsOf(view).map(({ message }) => `${message} while observing`) : [];

/** A function may outlive its execution by as long as this. */
const AFTERMATH_MS = 60_000;

/** Whether a recovery that had begun before the pause still went on, or its last function did. */
const begunBefore = (view: WorldView, pause: Span, atMs: number): boolean =>
  view.executions.some(
    (execution) =>
      operationOf(execution) === undefined &&
      execution.startMs <= pause.fromMs &&
      (execution.stopMs ?? Number.POSITIVE_INFINITY) >= pause.fromMs &&
      atMs <= (execution.stopMs ?? Number.POSITIVE_INFINITY) + AFTERMATH_MS,
  );

const whilePaused = async (view: WorldView): Promise<readonly string[]> => {
  const pauses = pausesOf(await revisionsOf(view));
  return sideEffectsOf(view)
    .filter(({ atMs }) => pauses.some((pause) => pause.fromMs < atMs && atMs < pause.toMs && !begunBefore(view, pause, atMs)))
    .map(({ message }) => `${message} while the pair was paused`);
};

/** Between the reconfirmation and the fence a primary may come back unseen for as long as this. */
const RECONFIRM_MS = 20_000;

/** A probe outside that an appliance answered although it was about to be treated as dead: the outage was shorter than the policy asks. */
const servedBefore = (view: WorldView, target: string, atMs: number): boolean =>
  view.clientProbes.some(
    ({ ok, appliance, atMs: begunMs, doneAtMs }) =>
      ok && appliance === target && begunMs >= atMs - view.pair.policy.actAfterSeconds * 1000 && doneAtMs <= atMs - RECONFIRM_MS,
  );

/** Nobody who serves users is switched off or left, whatever a watcher believed or failed to see. */
const withoutOutage = (view: WorldView): readonly string[] => {
  const off = Object.entries(view.power).flatMap(([appliance, { commands }]) =>
    commands
      .filter(({ resetType }) => resetType !== 'On')
      .map(({ atMs }) => ({ appliance, atMs, message: `${appliance} was switched off` })),
  );
  const left = byProduct(movesOf(view)).flatMap(({ atMs, name, target }) =>
    Object.keys(view.appliances)
      .filter((appliance) => appliance !== target)
      .map((appliance) => ({ appliance, atMs, message: `${name} was moved away from ${appliance}` })),
  );
  return [...off, ...left]
    .filter(({ appliance, atMs }) => servedBefore(view, appliance, atMs) && !wordGivenAt(view, atMs))
    .map(({ message }) => `${message} although it had served users until then`);
};

/** How long an outage may stand before somebody was notified or a recovery ran. */
const FORGOTTEN_MS = 15 * 60_000;

const forgotten = (view: WorldView): readonly string[] =>
  pointingsOf(view).flatMap((pointing) =>
    downSpans(view.appliances[pointing.target]?.events ?? []).flatMap((down) => {
      const outage = overlap(overlap(pointing, down) ?? { fromMs: 0, toMs: 0 }, { fromMs: 0, toMs: view.nowMs });
      if (!outage || outage.toMs - outage.fromMs <= FORGOTTEN_MS) return [];
      const { fromMs } = outage;
      const toMs = fromMs + FORGOTTEN_MS;
      const notified = view.cloud.sns.messages.some(
        ({ atMs, subject, message }) => atMs >= fromMs && atMs <= toMs && `${subject} ${message}`.includes(view.pair.name),
      );
      const ran = view.executions.some(
        (execution) =>
          operationOf(execution) === undefined &&
          execution.startMs <= toMs &&
          (execution.stopMs ?? Number.POSITIVE_INFINITY) >= fromMs,
      );
      const minutes = Math.floor((outage.toMs - fromMs) / 60_000);
      return notified || ran ? [] : [`${pointing.target} was dead for ${minutes} min, nobody was notified and no recovery ran`];
    }),
  );

export const leftAloneNotForgotten: Invariant = {
  number: 6,
  message:
    'A paused or observing pair is never touched. A blind or dead watcher never causes a failover. A standing outage is never forgotten.',
  check: async (view) => [...whileObserving(view), ...(await whilePaused(view)), ...withoutOutage(view), ...forgotten(view)],
};
