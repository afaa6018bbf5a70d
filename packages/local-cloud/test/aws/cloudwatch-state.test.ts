// Metrics and alarms on lab time: when alarms are looked at, what they see, whom they tell.
import type { AlarmDefinition, AlarmTransition } from '../../aws/cloudwatch/alarm.ts';
import { alarmStateChangeEvent } from '../../aws/cloudwatch/alarm.ts';
import { cloudWatchState } from '../../aws/cloudwatch/cloudwatch-state.ts';
import { virtualClock } from './virtual-clock.ts';

const account = { region: 'eu-central-1', accountId: '111122223333' };
const primaryDown: AlarmDefinition = {
  ...{ name: 'PrimaryDown', namespace: 'Rounds', metricName: 'PrimaryDown', dimensions: { Pair: 'support' } },
  ...{ statistic: 'Minimum', periodSeconds: 10, evaluationPeriods: 3, threshold: 1 },
  ...{ comparison: 'GreaterThanOrEqualToThreshold', missingData: 'notBreaching', alarmActions: ['arn:topic'] },
};

const start = (definition = primaryDown, startMs?: number) => {
  const clock = virtualClock(startMs);
  const state = cloudWatchState({ ...account, nowMs: () => clock.nowMs() }, clock);
  const heard: AlarmTransition[] = [];
  state.onAlarmTransition((transition) => heard.push(transition));
  state.putAlarm(definition);
  state.startEvaluation();
  const put = (value: number) =>
    state.putMetric({ ...definition, dimensions: { Pair: 'support' }, value, storageResolutionSeconds: 1 });
  const rounds = (values: readonly number[]) => {
    for (const value of values) {
      put(value);
      clock.advance(10_000);
    }
  };
  return { clock, state, heard, put, rounds };
};
const steps = (heard: readonly AlarmTransition[]) => heard.map(({ from, to }) => `${from} to ${to}`);

test('three dead rounds raise the alarm right after the third period has ended, and once', () => {
  const { clock, heard, rounds } = start();
  rounds([0, 0, 0, 1, 1, 1]);
  expect(steps(heard)).toEqual(['INSUFFICIENT_DATA to OK']);
  const beforeMs = clock.nowMs();
  rounds([1, 1]);
  expect(steps(heard)).toEqual(['INSUFFICIENT_DATA to OK', 'OK to ALARM']);
  expect((heard[1]?.atMs ?? 0) - beforeMs).toBeLessThanOrEqual(500);
  expect(heard[1]?.actions).toEqual(['arn:topic']);
});

test('a period in which one probe was good is a good period for a minimum', () => {
  const { clock, heard, put, rounds } = start();
  rounds([1, 1]);
  put(1);
  put(0);
  clock.advance(20_000);
  expect(steps(heard)).not.toContain('OK to ALARM');
});

test('the alarm goes back to OK when the stream has been silent for the whole evaluation range', () => {
  const { clock, heard, rounds } = start();
  rounds([1, 1, 1]);
  clock.advance(10_000);
  expect(steps(heard).at(-1)).toBe('OK to ALARM');
  clock.advance(60_000);
  expect(steps(heard).at(-1)).toBe('ALARM to OK');
});

test('alarms with periods of a minute are looked at once a minute', () => {
  const { clock, state, heard } = start(
    { ...primaryDown, periodSeconds: 60, evaluationPeriods: 1, missingData: 'breaching' },
    Date.UTC(2026, 0, 1, 0, 0, 5),
  );
  clock.advance(55_000);
  expect(heard).toEqual([]);
  clock.advance(2000);
  expect(steps(heard)).toEqual(['INSUFFICIENT_DATA to ALARM']);
  expect(state.alarm('PrimaryDown')?.standing.value).toBe('ALARM');
});

test('a metric that arrives late is not seen before it has arrived', () => {
  const { clock, state, heard, put } = start({ ...primaryDown, evaluationPeriods: 1 });
  state.ingestionDelayMs = 15_000;
  put(1);
  clock.advance(11_000);
  expect(steps(heard)).toEqual(['INSUFFICIENT_DATA to OK']);
  clock.advance(10_000);
  expect(steps(heard).at(-1)).toBe('OK to ALARM');
});

test('a disposed evaluation looks at nothing any more', () => {
  const { clock, state, heard } = start();
  state[Symbol.dispose]();
  clock.advance(600_000);
  expect(heard).toEqual([]);
});

test('the event of a transition has the shape that event rules match on', () => {
  const { heard, rounds } = start();
  rounds([1, 1, 1, 1]);
  const transition = heard.find(({ to }) => to === 'ALARM');
  if (transition === undefined) throw new Error('no alarm');
  expect(alarmStateChangeEvent(transition, account)).toMatchObject({
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    resources: ['arn:aws:cloudwatch:eu-central-1:111122223333:alarm:PrimaryDown'],
    detail: {
      alarmName: 'PrimaryDown',
      state: { value: 'ALARM', timestamp: expect.stringMatching(/\+0000$/) },
      previousState: { value: 'OK' },
      configuration: {
        metrics: [{ metricStat: { metric: { name: 'PrimaryDown', dimensions: { Pair: 'support' } }, period: 10 } }],
      },
    },
  });
});

test('an alarm that takes missing data for breaching stands before its first point, is OK with it, and stands again after silence', () => {
  const { clock, heard, put } = start({
    ...primaryDown,
    ...{ name: 'WatcherSilent', metricName: 'Heartbeat', statistic: 'Sum', periodSeconds: 60 },
    ...{ comparison: 'LessThanThreshold', missingData: 'breaching' },
  });
  const minutes = (count: number, isWatched: boolean) => {
    for (let minute = 0; minute < count; minute += 1) {
      if (isWatched) put(1);
      clock.advance(60_000);
    }
  };
  minutes(1, false);
  expect(steps(heard)).toEqual(['INSUFFICIENT_DATA to ALARM']);
  minutes(5, true);
  expect(steps(heard).at(-1)).toBe('ALARM to OK');
  const silentMs = clock.nowMs();
  // Real points of the wider evaluation range fill gaps first: the last one has to leave it.
  minutes(6, false);
  expect(steps(heard)).toEqual(['INSUFFICIENT_DATA to ALARM', 'ALARM to OK', 'OK to ALARM']);
  expect((heard.at(-1)?.atMs ?? 0) - silentMs).toBeLessThanOrEqual(300_500);
});

test('the event of a composite alarm has its rule, and rules on alarms hear it as they hear any other', () => {
  const { state, heard, rounds } = start();
  state.composites.put({ name: 'Whole', rule: 'ALARM("PrimaryDown") AND NOT FALSE', description: 'both' });
  rounds([1, 1, 1, 1]);
  expect(heard.filter(({ alarm }) => alarm.definition.name === 'Whole').map(({ to }) => to)).toEqual(['OK', 'ALARM']);
  const transition = heard.find(({ alarm, to }) => alarm.definition.name === 'Whole' && to === 'ALARM');
  if (transition === undefined) throw new Error('no alarm');
  expect(alarmStateChangeEvent(transition, account)).toMatchObject({
    'detail-type': 'CloudWatch Alarm State Change',
    resources: ['arn:aws:cloudwatch:eu-central-1:111122223333:alarm:Whole'],
    detail: {
      alarmName: 'Whole',
      state: { value: 'ALARM' },
      configuration: { description: 'both', alarmRule: 'ALARM("PrimaryDown") AND NOT FALSE' },
    },
  });
});

test('a function of rules that is not emulated is refused by its name', () => {
  const { state } = start();
  expect(() => state.composites.put({ name: 'Whole', rule: 'AT_LEAST(1, ALARM, (PrimaryDown))' })).toThrow(
    /AT_LEAST in the rule of a composite alarm is not emulated/,
  );
});

const LATCH: AlarmDefinition = {
  ...{ name: 'Armed', namespace: 'Rounds', metricName: 'Heartbeat', dimensions: { Pair: 'support' } },
  ...{ statistic: 'SampleCount', periodSeconds: 60, evaluationPeriods: 3, threshold: 1 },
  ...{ comparison: 'GreaterThanOrEqualToThreshold', missingData: 'ignore' },
};

test('a latch of three points never leaves ALARM again, and a composite alarm of it is quiet until it is set, and loud after it', () => {
  const { clock, state, heard } = start(LATCH);
  state.putAlarm({
    ...LATCH,
    ...{ name: 'Condition', statistic: 'Sum', comparison: 'LessThanThreshold', missingData: 'breaching' },
  });
  state.composites.put({ name: 'Silent', rule: 'ALARM("Condition") AND ALARM("Armed")' });
  const minutes = (values: readonly (number | undefined)[]) => {
    for (const value of values) {
      if (value !== undefined)
        state.putMetric({ ...LATCH, dimensions: { Pair: 'support' }, value, storageResolutionSeconds: 1 });
      clock.advance(60_000);
    }
  };
  const of = (name: string) => steps(heard.filter(({ alarm }) => alarm.definition.name === name));
  const gap = undefined;
  minutes([gap, gap, gap, gap]);
  expect([of('Armed'), of('Condition'), of('Silent')]).toEqual([
    [],
    ['INSUFFICIENT_DATA to ALARM'],
    ['INSUFFICIENT_DATA to OK'],
  ]);
  minutes([1, 1, 1, 1, 1]);
  expect([of('Armed'), of('Silent')]).toEqual([['INSUFFICIENT_DATA to ALARM'], ['INSUFFICIENT_DATA to OK']]);
  minutes([gap, gap, gap, gap, gap, gap, gap, gap]);
  expect(of('Silent')).toEqual(['INSUFFICIENT_DATA to OK', 'OK to ALARM']);
  minutes([1, 1, 1, 1]);
  expect(of('Armed')).toEqual(['INSUFFICIENT_DATA to ALARM']);
  expect(of('Silent')).toEqual(['INSUFFICIENT_DATA to OK', 'OK to ALARM', 'ALARM to OK']);
});
