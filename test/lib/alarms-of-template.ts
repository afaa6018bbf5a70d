// The template's alarms in an emulated CloudWatch on virtual time: what they do when fed with data points.
import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { compositeDefinitionOf, definitionOf } from '../../packages/local-cloud/aws/cloudwatch/cloudwatch-shapes.ts';
import { cloudWatchState } from '../../packages/local-cloud/aws/cloudwatch/cloudwatch-state.ts';
import { virtualClock } from '../../packages/local-cloud/test/aws/virtual-clock.ts';
import { inWords } from './statements.ts';
import { resourcesOf, type Template } from './synthesized.ts';

/** Data points by metric. */
export type Figures = Readonly<Record<string, number>>;

export interface FedAlarms {
  /** Publishes these, then lets the time pass. */
  feed(figures: Figures, seconds: 10 | 60): void;
  /** Short names of the alarms that notified operators of their beginning, in order. */
  readonly loud: readonly string[];
}

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
  const loud: string[] = [];
  state.onAlarmTransition(({ alarm, to, actions }) => {
    if (to === 'ALARM' && actions.length > 0) loud.push(alarm.definition.name.replace('Twinbox-support-', ''));
  });
  state.startEvaluation();
  return {
    loud,
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
