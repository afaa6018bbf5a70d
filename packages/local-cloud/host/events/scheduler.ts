// Starts what the template schedules: EventBridge Scheduler schedules and rules with a schedule. Each start falls
// somewhere in its minute, by seed, so two starts of a minutely schedule are 1 to 119 s apart. Source: "EventBridge
// Scheduler ... invokes within one minute" (60 s precision) in the Scheduler user guide.

import { randomUUID } from 'node:crypto';
import type { LabClock } from '../../base/clock.ts';
import type { SeededRandom } from '../../base/seeded-random.ts';
import { type NextDue, nextDue } from './schedule-expression.ts';

export interface ScheduleDeclaration {
  readonly name: string;
  readonly arn: string;
  readonly expression: string;
  readonly timezone?: string;
  readonly enabled: boolean;
  /** A Scheduler schedule starts at once, a rule's first after one period. */
  readonly startsAtOnce: boolean;
  /** Does the start; must never reject. */
  readonly run: (start: ScheduleStart) => Promise<void>;
}

export interface ScheduleStart {
  readonly scheduledMs: number;
  readonly executionId: string;
}

/** One start, for reports. Times are lab ms since 1970. */
export interface ScheduleRecord {
  readonly name: string;
  readonly scheduledMs: number;
  readonly startedMs: number;
}

export interface Scheduler extends Disposable {
  /** Begins to keep time. Nothing is scheduled before. */
  start(): void;
  /** Starts nothing more; running targets continue. */
  stop(): void;
  /** Starts one schedule now, enabled or not, and waits until its target has taken it. */
  fire(name: string): Promise<void>;
  readonly schedules: readonly ScheduleDeclaration[];
  readonly records: readonly ScheduleRecord[];
}

export interface SchedulerOptions {
  readonly clock: LabClock;
  readonly random: SeededRandom;
  readonly schedules: readonly ScheduleDeclaration[];
  /** How far into its minute a start falls at most, lab ms. Default 60 s. */
  readonly jitterMs?: number;
  /** Probability that a start happens twice. Source: "at least once" in the Scheduler user guide. */
  readonly duplicates?: number;
}

export const scheduler = (options: SchedulerOptions): Scheduler => {
  const { clock, random, schedules } = options;
  const records: ScheduleRecord[] = [];
  const timers = new Map<string, Disposable>();
  const late = new Set<Disposable>();

  const run = async (schedule: ScheduleDeclaration, scheduledMs: number): Promise<void> => {
    records.push({ name: schedule.name, scheduledMs, startedMs: clock.nowMs() });
    await schedule.run({ scheduledMs, executionId: randomUUID() });
  };
  const runLater = (schedule: ScheduleDeclaration, dueMs: number): void => {
    const timer = clock.after(dueMs - clock.nowMs() + random.between(0, options.jitterMs ?? 60_000), () => {
      late.delete(timer);
      void run(schedule, dueMs);
    });
    late.add(timer);
  };
  const arm = (schedule: ScheduleDeclaration, due: NextDue, afterMs: number): void => {
    const dueMs = due(afterMs);
    if (dueMs === undefined) return;
    const timer = clock.after(dueMs - clock.nowMs(), () => {
      const times = random.chance(options.duplicates ?? 0) ? 2 : 1;
      for (let nth = 0; nth < times; nth += 1) runLater(schedule, dueMs);
      arm(schedule, due, dueMs);
    });
    timers.set(schedule.name, timer);
  };
  const stop = (): void => {
    for (const timer of [...timers.values(), ...late]) timer[Symbol.dispose]();
    timers.clear();
    late.clear();
  };
  // Read once now, so that an expression that is not known is an error at the start of the lab.
  for (const { expression, timezone } of schedules) nextDue(expression, 0, timezone);

  return {
    schedules,
    records,
    start() {
      stop();
      const originMs = clock.nowMs();
      for (const schedule of schedules.filter(({ enabled }) => enabled))
        arm(
          schedule,
          nextDue(schedule.expression, originMs, schedule.timezone),
          schedule.startsAtOnce ? originMs - 1 : originMs,
        );
    },
    stop,
    async fire(name) {
      const schedule = schedules.find((one) => one.name === name);
      if (schedule === undefined) throw new Error(`no schedule ${name}`);
      await run(schedule, clock.nowMs());
    },
    [Symbol.dispose]: stop,
  };
};
