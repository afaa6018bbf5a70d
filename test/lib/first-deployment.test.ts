// What people hear of a first deployment, and of a watcher that dies later: the template's own alarms, fed with
// figures.
import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { ARMED_ALARMS, alarmNameOf } from '../../functions/contract/runtime/metrics.ts';
import { compositeDefinitionOf, definitionOf } from '../../packages/local-cloud/aws/cloudwatch/cloudwatch-shapes.ts';
import { cloudWatchState } from '../../packages/local-cloud/aws/cloudwatch/cloudwatch-state.ts';
import { virtualClock } from '../../packages/local-cloud/test/aws/virtual-clock.ts';
import { inWords } from './statements.ts';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized('twinbox.yaml'));
});

const WELL = { Heartbeat: 6, BackupAgeMinutes: 10, StandbyUnfit: 0 } as const;
const BAD = { Heartbeat: 6, BackupAgeMinutes: 525_600, StandbyUnfit: 1 } as const;
type Figures = Readonly<Record<keyof typeof WELL, number>>;

/**
 * Minutes in which these figures come, or none. @returns the alarms that notified people of their beginning, in order.
 */
const loudIn = (
  ...spans: readonly (readonly [minutes: number, figures?: Figures | undefined])[]
): readonly string[] => {
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
    if (to === 'ALARM' && actions.length > 0) loud.push(alarm.definition.name);
  });
  state.startEvaluation();
  for (const [minutes, figures] of spans)
    for (let minute = 0; minute < minutes; minute += 1) {
      for (const [metricName, value] of Object.entries<number>(figures ?? {}))
        state.putMetric({ namespace: 'Twinbox/support', metricName, dimensions: { Pair: 'support' }, value });
      clock.advance(60_000);
    }
  return loud;
};
const all = ARMED_ALARMS.map((name) => alarmNameOf('support', name)).toSorted();

test.each([0, 1, 2, 5, 60])('first figures after %i minutes, and all is well: nobody is alarmed', (minutes) => {
  expect(loudIn([minutes], [30, WELL])).toEqual([]);
});

test('silence before the first figures alarms nobody, however long it lasts', () => {
  expect(loudIn([120])).toEqual([]);
});

test('silence after them raises each alarm once', () => {
  expect(loudIn([5], [10, WELL], [60]).toSorted()).toEqual(all);
});

test('one that goes silent twice raises each alarm twice', () => {
  expect(loudIn([5], [10, WELL], [20], [10, WELL], [20])).toHaveLength(6);
});

test('bad figures from the first one on are told of within minutes: they are no silence', () => {
  expect(loudIn([5], [8, BAD]).toSorted()).toEqual([
    alarmNameOf('support', 'BackupStale'),
    alarmNameOf('support', 'StandbyUnfit'),
  ]);
});
