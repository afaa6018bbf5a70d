// The template's alarms in an emulated CloudWatch on virtual time: what they do when fed with data points.
import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { AlarmStates } from '../../functions/platform/alarm-states.ts';
import type { Metrics } from '../../functions/platform/metrics.ts';
import { type HoldAlarmsTools, holdAlarms } from '../../functions/steps/notify/hold-alarms.ts';
import { compositeDefinitionOf, definitionOf } from '../../packages/local-cloud/aws/cloudwatch/cloudwatch-shapes.ts';
import { cloudWatchState } from '../../packages/local-cloud/aws/cloudwatch/cloudwatch-state.ts';
import { virtualClock } from '../../packages/local-cloud/test/aws/virtual-clock.ts';
import { pairWith } from '../doubles/one-pair.ts';
import { inWords } from './statements.ts';
import { resourcesOf, type Template } from './synthesized.ts';

/** Data points by metric. */
export type Figures = Readonly<Record<string, number>>;

export interface FedAlarms {
  /** Publishes these, then lets the time pass. */
  feed(figures: Figures, seconds: 10 | 60): void;
  /** What reconcile does once a minute. */
  reconcile(): Promise<unknown>;
  /** Short names of the alarms that notified operators of their beginning, in order. */
  readonly loud: readonly string[];
  /** Short names of the alarms that went into ALARM, parts included, in order. */
  readonly alarmed: readonly string[];
}

/** Reconcile's part every minute: it holds the alarms of what comes and goes. */
const reconcileOf = (state: ReturnType<typeof cloudWatchState>, clock: { nowMs(): number }) => {
  const readAll: AlarmStates['readAll'] = async (names) =>
    new Map(
      names.flatMap((name) => {
        const standing = state.alarms.get(name)?.standing;
        return standing ? [[name, { state: standing.value, sinceMs: standing.sinceMs }] as const] : [];
      }),
    );
  const put: Metrics['put'] = async (pair, points) => {
    for (const { name: metricName, value } of points)
      state.putMetric({
        namespace: 'Twinbox/support',
        metricName,
        dimensions: { Pair: pair },
        value,
        storageResolutionSeconds: 1,
      });
  };
  const tools = { alarms: { readAll, read: async () => undefined }, metrics: { put }, clock } as unknown;
  return () => holdAlarms(tools as HoldAlarmsTools, { settings: pairWith() });
};

export const alarmsOfTemplate = (template: Template): FedAlarms => {
  const clock = virtualClock();
  const state = cloudWatchState(
    { region: 'eu-central-1', accountId: '111122223333', nowMs: () => clock.nowMs() },
    clock,
  );
  const names = new Map<string, string>();
  for (const [id, { Properties }] of resourcesOf(template, 'AWS::CloudWatch::Alarm')) {
    names.set(id, String(Properties.AlarmName));
    state.putAlarm(definitionOf(Properties as unknown as PutMetricAlarmInput));
  }
  for (const [, { Properties }] of resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm')) {
    const AlarmRule = inWords(Properties.AlarmRule).replaceAll(/<(\w+)\.Arn>/g, (_, id: string) => names.get(id) ?? id);
    const actions = { AlarmActions: ['people'], OKActions: ['people'] };
    state.composites.put(
      compositeDefinitionOf({ ...(Properties as unknown as PutCompositeAlarmInput), ...actions, AlarmRule }),
    );
  }
  const [loud, alarmed]: [string[], string[]] = [[], []];
  state.onAlarmTransition(({ alarm, to, actions }) => {
    if (to !== 'ALARM') return;
    const name = alarm.definition.name.replace('Twinbox-support-', '');
    alarmed.push(name);
    if (actions.length > 0) loud.push(name);
  });
  state.startEvaluation();
  return {
    loud,
    alarmed,
    reconcile: reconcileOf(state, clock),
    feed: (figures, seconds) => {
      for (const [metricName, value] of Object.entries(figures))
        state.putMetric({
          ...{ namespace: 'Twinbox/support', metricName, dimensions: { Pair: 'support' }, value },
          ...(seconds === 10 && { storageResolutionSeconds: 1 as const }),
        });
      clock.advance(seconds * 1000);
    },
  };
};
