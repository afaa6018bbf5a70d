// Metrics and alarms: samples come in from functions and services, alarms are evaluated on lab time, listeners hear
// transitions.
import type { LabClock } from '../../base/clock.ts';
import { AwsError } from '../aws-error.ts';
import type { Account } from '../service.ts';
import {
  type Alarm,
  type AlarmDefinition,
  type AlarmTransition,
  type AnyAlarm,
  actionsFor,
  checkAlarm,
} from './alarm.ts';
import { type AlarmStateValue, evaluateAlarm, evaluationRange } from './alarm-evaluation.ts';
import { type CompositeAlarms, compositeAlarms } from './composite-alarms.ts';
import { type Dimensions, type MetricId, type MetricSample, metricStore, type Statistic } from './metric-store.ts';
import { type MuteRules, muteRules } from './mute-rules.ts';

export interface MetricInput {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Dimensions;
  readonly value: number;
  /** Left out: now (lab time, ms since 1970). */
  readonly atMs?: number;
  /** Left out: 60. Embedded metrics and AWS/... metrics are 60 unless they say otherwise. */
  readonly storageResolutionSeconds?: 1 | 60;
  readonly statistics?: {
    readonly minimum: number;
    readonly maximum: number;
    readonly sum: number;
    readonly count: number;
  };
  readonly principal?: string;
}

export interface CloudWatchState extends Disposable {
  putMetric(input: MetricInput): void;
  samples(id?: Partial<MetricId>): readonly MetricSample[];
  statistic(id: MetricId, statistic: Statistic, startMs: number, periodSeconds: number): number | undefined;
  /** A new alarm stands on INSUFFICIENT_DATA; a changed one keeps its state until the next evaluation. */
  putAlarm(definition: AlarmDefinition): Alarm;
  alarm(name: string): Alarm | undefined;
  /** Those on a metric. */
  readonly alarms: ReadonlyMap<string, Alarm>;
  readonly composites: CompositeAlarms;
  /** Of either kind. */
  removeAlarm(name: string): void;
  readonly mutes: MuteRules;
  setAlarmState(name: string, value: AlarmStateValue, reason: string, reasonData?: string): void;
  /** Heard on transitions only, never again for a state that stays. */
  onAlarmTransition(listener: (transition: AlarmTransition) => void): Disposable;
  /** Evaluates on lab time from now on: every 10 s alarms with periods under a minute, every 60 s the others. */
  startEvaluation(): Disposable;
  /** One evaluation of all alarms, or of the short-period ones only. */
  evaluate(which?: 'all' | 'short'): void;
  /** Lab ms before alarms see a sample that was put now; may be changed while running. */
  ingestionDelayMs: number;
}

const TICK_MS = 10_000;
// Assumed: CloudWatch evaluates a moment after the period has ended, so that what was put in its last instant counts.
const EVALUATION_LAG_MS = 500;

export const cloudWatchState = (account: Account, clock: LabClock): CloudWatchState => {
  const store = metricStore();
  const alarms = new Map<string, Alarm>();
  const listeners = new Set<(transition: AlarmTransition) => void>();
  const mutes = muteRules(account);
  let timer: Disposable | undefined;

  const transit = (alarm: AnyAlarm, to: AlarmStateValue, reason: string, reasonData: string): void => {
    const previous = alarm.standing;
    if (previous.value === to) return;
    const atMs = clock.nowMs();
    alarm.standing = { value: to, reason, reasonData, sinceMs: atMs };
    const actions = mutes.isMuted(alarm.definition.name) ? [] : actionsFor(alarm, to);
    const transition = { alarm, from: previous.value, to, previous, atMs, reason, actions };
    for (const listener of listeners) listener(transition);
    // One by one, as alarms change: between two changes of one minute a composite alarm sees the one without the other.
    // Assumed.
    composites.follow(alarm.definition.name);
  };
  const composites = compositeAlarms({ account, metricState: (name) => alarms.get(name)?.standing.value, transit });

  const evaluateOne = (alarm: Alarm): void => {
    const { definition } = alarm;
    const { periodSeconds, evaluationPeriods, statistic, namespace, metricName, dimensions = {} } = definition;
    const nowMs = clock.nowMs();
    const periodMs = periodSeconds * 1000;
    const endMs = Math.floor(nowMs / periodMs) * periodMs;
    const id = { namespace, metricName, dimensions };
    const values = Array.from(
      { length: evaluationRange(evaluationPeriods) },
      (_, index, length = evaluationRange(evaluationPeriods)) =>
        store.statistic(id, statistic, endMs - (length - index) * periodMs, periodSeconds, nowMs),
    );
    const rule = {
      ...definition,
      datapointsToAlarm: definition.datapointsToAlarm ?? evaluationPeriods,
      missingData: definition.missingData ?? 'missing',
    };
    const { state, reason } = evaluateAlarm(values, rule, alarm.standing.value);
    const reasonData = {
      version: '1.0',
      statistic,
      period: periodSeconds,
      threshold: definition.threshold,
      recentDatapoints: values,
    };
    transit(alarm, state, reason, JSON.stringify(reasonData));
  };

  const evaluate = (which: 'all' | 'short' = 'all'): void => {
    for (const alarm of alarms.values()) if (which === 'all' || alarm.definition.periodSeconds < 60) evaluateOne(alarm);
    composites.settle();
  };

  const tick = (): void => {
    const nextMs = (Math.floor((clock.nowMs() - EVALUATION_LAG_MS) / TICK_MS) + 1) * TICK_MS;
    timer = clock.after(nextMs + EVALUATION_LAG_MS - clock.nowMs(), () => {
      evaluate(nextMs % 60_000 === 0 ? 'all' : 'short');
      tick();
    });
  };

  const state: CloudWatchState = {
    alarms,
    composites,
    mutes,
    ingestionDelayMs: 0,
    evaluate,
    samples: store.samples,
    statistic: (id, statistic, startMs, periodSeconds) =>
      store.statistic(id, statistic, startMs, periodSeconds, clock.nowMs()),
    putMetric(input) {
      const { namespace, metricName, dimensions = {}, value } = input;
      const { storageResolutionSeconds = 60, principal = 'world' } = input;
      const nowMs = clock.nowMs();
      const statistics = input.statistics ?? { minimum: value, maximum: value, sum: value, count: 1 };
      const visibleMs = nowMs + state.ingestionDelayMs;
      const atMs = input.atMs ?? nowMs;
      const sample = { ...statistics, atMs, storageResolutionSeconds, visibleMs, principal };
      store.add({ namespace, metricName, dimensions, ...sample });
    },
    putAlarm(definition) {
      checkAlarm(definition);
      if (composites.all.has(definition.name))
        throw new AwsError('ValidationError', `The alarm ${definition.name} exists already, and is a composite alarm`);
      const fresh = {
        value: 'INSUFFICIENT_DATA' as const,
        reason: 'Unchecked: Initial alarm creation',
        reasonData: '{}',
      };
      const standing = alarms.get(definition.name)?.standing ?? { ...fresh, sinceMs: clock.nowMs() };
      const arn = `arn:aws:cloudwatch:${account.region}:${account.accountId}:alarm:${definition.name}`;
      const alarm = { arn, definition, standing };
      alarms.set(definition.name, alarm);
      return alarm;
    },
    alarm: (name) => alarms.get(name),
    removeAlarm(name) {
      const parents = composites.parentsOf(name).filter((parent) => parent !== name);
      if (parents.length > 0)
        throw new AwsError(
          'ValidationError',
          `${name} cannot be deleted: the composite alarms [${parents.join(', ')}] depend on it`,
        );
      alarms.delete(name);
      composites.remove(name);
    },
    setAlarmState(name, value, reason, reasonData = '{}') {
      const alarm = alarms.get(name) ?? composites.all.get(name);
      if (alarm === undefined) throw new AwsError('ResourceNotFound', `Alarm ${name} does not exist`, 404);
      transit(alarm, value, reason, reasonData);
    },
    onAlarmTransition(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    startEvaluation() {
      if (timer === undefined) tick();
      return { [Symbol.dispose]: () => state[Symbol.dispose]() };
    },
    [Symbol.dispose]() {
      timer?.[Symbol.dispose]();
      timer = undefined;
    },
  };
  return state;
};
