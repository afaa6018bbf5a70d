// Invariant 6: Twinbox does not touch an observed or paused pair, does not interrupt users who are served, and does not
// ignore an outage that continues.
import type { Invariant, SeenExecution, WorldView } from '../view/world-view.ts';
import { byProduct, movesOf } from '../view/zone-log.ts';
import { downSpans, overlap, type Span } from './history/appliance-history.ts';
import { pointingsOf } from './history/pointing.ts';
import { pausesOf, revisionsOf } from './history/record-history.ts';
import { isPlannedMove, operationOf, ranAt, sideEffectsOf, wordGivenAt } from './history/side-effects.ts';

const whileObserving = (view: WorldView): readonly string[] =>
  view.pair.policy.automation === 'observe'
    ? sideEffectsOf(view).map(({ message }) => `${message} while observing`)
    : [];

/** How long a function may outlive its execution. */
const AFTERMATH_MS = 60_000;

/** Whether a recovery that began before the pause, or its last function, was still running. */
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
    .filter(({ atMs }) =>
      pauses.some((pause) => pause.fromMs < atMs && atMs < pause.toMs && !begunBefore(view, pause, atMs)),
    )
    .map(({ message }) => `${message} while the pair was paused`);
};

/** How long a primary may be back unseen between the reconfirmation and the fence. */
const RECONFIRM_MS = 20_000;

/**
 * An external probe that the appliance answered shortly before it was treated as dead: the outage was shorter than the
 * policy requires.
 */
const servedBefore = (view: WorldView, target: string, atMs: number): boolean =>
  view.clientProbes.some(
    ({ ok, appliance, atMs: begunMs, doneAtMs }) =>
      ok &&
      appliance === target &&
      begunMs >= atMs - view.pair.policy.actAfterSeconds * 1000 &&
      doneAtMs <= atMs - RECONFIRM_MS,
  );

/** Its last function may still run: a stopped execution does not stop it. */
const hasJustEnded = ({ stopMs }: SeenExecution, atMs: number): boolean =>
  stopMs !== undefined && stopMs <= atMs && atMs - stopMs <= AFTERMATH_MS;

/** An appliance that serves users is never powered off or abandoned, whatever the watcher saw. */
const withoutOutage = (view: WorldView): readonly string[] => {
  const off = Object.entries(view.power).flatMap(([appliance, { commands }]) =>
    commands
      .filter(({ resetType }) => resetType !== 'On')
      .map(({ atMs, resetType }) => ({
        ...{ appliance, atMs, message: `${appliance} was powered off` },
        // A planned move asks, and never cuts.
        mayBePlanned: resetType === 'GracefulShutdown',
      })),
  );
  const left = byProduct(movesOf(view)).flatMap(({ atMs, name, target }) =>
    Object.keys(view.appliances)
      .filter((appliance) => appliance !== target)
      .map((appliance) => ({
        ...{ appliance, atMs, message: `${name} was moved away from ${appliance}` },
        mayBePlanned: true,
      })),
  );
  const planned = view.executions.filter(isPlannedMove);
  return [...off, ...left]
    .filter(
      ({ atMs, mayBePlanned }) => !(mayBePlanned && planned.some((one) => ranAt(one, atMs) || hasJustEnded(one, atMs))),
    )
    .filter(({ appliance, atMs }) => servedBefore(view, appliance, atMs) && !wordGivenAt(view, atMs))
    .map(({ message }) => `${message} although it served users until then`);
};

/** How long an outage may last without a notification or a recovery. */
const FORGOTTEN_MS = 15 * 60_000;

const forgotten = (view: WorldView): readonly string[] =>
  pointingsOf(view).flatMap((pointing) =>
    downSpans(view.appliances[pointing.target]?.events ?? []).flatMap((down) => {
      const outage = overlap(overlap(pointing, down) ?? { fromMs: 0, toMs: 0 }, { fromMs: 0, toMs: view.nowMs });
      if (!outage || outage.toMs - outage.fromMs <= FORGOTTEN_MS) return [];
      const { fromMs } = outage;
      const toMs = fromMs + FORGOTTEN_MS;
      const notified = view.cloud.sns.messages.some(
        ({ atMs, subject, message }) =>
          atMs >= fromMs && atMs <= toMs && `${subject} ${message}`.includes(view.pair.name),
      );
      const ran = view.executions.some(
        (execution) =>
          operationOf(execution) === undefined &&
          execution.startMs <= toMs &&
          (execution.stopMs ?? Number.POSITIVE_INFINITY) >= fromMs,
      );
      const minutes = Math.floor((outage.toMs - fromMs) / 60_000);
      return notified || ran
        ? []
        : [`${pointing.target} was dead for ${minutes} min without a notification or a recovery`];
    }),
  );

export const leftAloneNotForgotten: Invariant = {
  number: 6,
  message:
    'Twinbox never touches a paused or observed pair. A blind or dead watcher never causes a failover. No outage goes without a notification or a recovery.',
  check: async (view) => [
    ...whileObserving(view),
    ...(await whilePaused(view)),
    ...withoutOutage(view),
    ...forgotten(view),
  ],
};
