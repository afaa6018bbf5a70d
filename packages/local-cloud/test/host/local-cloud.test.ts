// A whole small stack from its template: schedule, function, metric, alarm, rule, state machine, function, bucket.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freeClock } from '../../base/clock.ts';
import { threads } from '../../host/engine.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../host/local-cloud.ts';
import { type Assembly, writeAssembly } from './fixtures/assembly.ts';
import { smallFunctions, smallTemplate } from './fixtures/small-stack.ts';

const clock = freeClock();
let assembly: Assembly;

beforeAll(async () => {
  assembly = await writeAssembly('Small', smallTemplate(), smallFunctions);
});
afterAll(async () => {
  await assembly[Symbol.asyncDispose]();
  clock[Symbol.dispose]();
});

const start = (more: Partial<LocalCloudOptions> = {}): Promise<LocalCloud> =>
  startLocalCloud({
    assemblyDirectory: assembly.directory,
    stackNames: ['Small'],
    engine: threads(clock),
    seed: 7,
    ...more,
  });

const until = async (condition: () => boolean, labMs = 30_000): Promise<void> => {
  const deadlineMs = clock.nowMs() + labMs;
  while (!condition()) {
    if (clock.nowMs() > deadlineMs) throw new Error('it did not come true');
    await clock.sleep(100);
  }
};

type Resources = Record<string, { Properties: Record<string, unknown> }>;
const removing = (change: (resources: Resources) => void) => (template: Record<string, unknown>) =>
  change(template.Resources as Resources);

describe('a stack from its template', () => {
  test('a schedule runs the watcher, its metric raises the alarm, the rule starts the machine, its step writes with its own role', async () => {
    await using lab = await start({ chaos: { scheduleJitterMs: 1000 } });
    await lab.functions.warm();
    lab.begin();
    await until(() => lab.executions().some(({ status }) => status !== 'RUNNING'), 60_000);
    const [execution] = lab.executions();
    expect(lab.denials).toEqual([]);
    expect(lab.faults).toEqual([]);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', input: '{"kind":"failover","alarm":"Down-support"}' });
    expect(JSON.parse(execution?.output ?? '')).toEqual({ answer: { done: true, version: '1', pair: null } });
    expect(lab.cloud.s3.keys('small-vault')).toEqual(['step']);
    expect(lab.cloud.sns.messages.map(({ principal }) => principal)).toEqual(['cloudwatch.amazonaws.com']);
    expect(lab.logs('Small-Watch').map(({ line }) => line)).toContain('round');
    const ended = lab.bus.records.filter(({ event }) => event.source === 'aws.states');
    expect(ended).toHaveLength(2);
    expect(lab.cloud.ssm.parameter('/small/pair')?.value).toBe('{"pair":"support"}');
    expect(lab.cloud.cloudwatch.samples({ namespace: 'AWS/States', metricName: 'ExecutionsStarted' })).toHaveLength(1);
  });

  test('a step whose role lacks the statement is denied, and the denial is kept', async () => {
    await using lab = await start({
      edit: removing((resources) => {
        delete resources.StepRole?.Properties.Policies;
      }),
    });
    await lab.functions.warm();
    const execution = await (await lab.startExecution({ pair: 'support' })).ended;
    expect(execution.status).toBe('FAILED');
    expect(lab.denials).toMatchObject([
      { asker: 'Small-Step', action: 's3:PutObject', resource: 'arn:aws:s3:::small-vault/step' },
    ]);
    expect(lab.cloud.s3.keys('small-vault')).toEqual([]);
  });

  test('a machine whose role may not invoke the version fails with the access error', async () => {
    await using lab = await start({
      edit: removing((resources) => {
        delete resources.MachineRole?.Properties.Policies;
      }),
    });
    const execution = await (await lab.startExecution({})).ended;
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Lambda.AWSLambdaException' });
    expect(lab.denials).toMatchObject([{ action: 'lambda:InvokeFunction' }]);
  });

  test('a rule whose role may not start the machine leaves a dead letter and a denial', async () => {
    await using lab = await start({
      edit: removing((resources) => {
        delete resources.RuleRole?.Properties.Policies;
      }),
    });
    lab.cloud.cloudwatch.setAlarmState('Down-support', 'ALARM', 'by hand');
    await until(() => lab.deadLetters.length > 0);
    expect(lab.denials).toMatchObject([{ action: 'states:StartExecution' }]);
    expect(lab.executions()).toEqual([]);
  });

  test('a schedule whose role may not invoke its function leaves a denial, and the function does not run', async () => {
    await using lab = await start({
      edit: removing((resources) => {
        delete resources.ScheduleRole?.Properties.Policies;
      }),
    });
    await lab.scheduler.fire('Small-EveryMinute');
    expect(lab.denials).toMatchObject([{ action: 'lambda:InvokeFunction' }]);
    expect(lab.functions.invocations).toEqual([]);
  });

  test('a schedule that the template disables is not kept', async () => {
    await using lab = await start({
      edit: removing((resources) => {
        Object.assign(resources.EveryMinute?.Properties ?? {}, { State: 'DISABLED' });
      }),
    });
    expect(lab.scheduler.schedules).toMatchObject([{ name: 'Small-EveryMinute', enabled: false }]);
  });

  const composite = (AlarmRule: unknown) => ({
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: { AlarmName: 'Both-support', AlarmRule, AlarmActions: [{ Ref: 'Alerts' }] },
  });

  test('a composite alarm of the template follows the alarm that it asks, and notifies on its own', async () => {
    await using lab = await start({
      edit: removing((resources) => {
        const child = { 'Fn::GetAtt': ['DownAlarm', 'Arn'] };
        resources.Both = composite({ 'Fn::Join': ['', ['(ALARM("', child, '") AND NOT FALSE)']] });
        delete resources.DownAlarm?.Properties.AlarmActions;
      }),
    });
    lab.cloud.cloudwatch.setAlarmState('Down-support', 'ALARM', 'by hand');
    expect(lab.faults).toEqual([]);
    expect(lab.cloud.sns.messages.map(({ subject }) => subject)).toEqual(['ALARM: "Both-support"']);
    expect(lab.bus.records.map(({ event }) => event.resources)).toContainEqual([
      expect.stringMatching(/^arn:aws:cloudwatch:.*:alarm:Both-support$/),
    ]);
  });

  test('a composite alarm over another one, or over nobody, is refused at the start', async () => {
    const edit = removing((resources) => {
      resources.Both = composite('ALARM("nobody")');
    });
    await expect(start({ edit })).rejects.toThrow('[nobody] in the alarm rule do not exist');
    const nested = removing((resources) => {
      resources.Both = composite('ALARM("Down-support")');
      const over = composite('ALARM("Both-support")');
      resources.Over = { ...over, Properties: { ...over.Properties, AlarmName: 'Over' } };
    });
    await expect(start({ edit: nested })).rejects.toThrow(
      'a composite alarm over the composite alarm Both is not built here',
    );
  });

  test('a topic that does not admit CloudWatch gets no alarm', async () => {
    await using lab = await start({
      edit: removing((resources) => {
        delete resources.AlertsPolicy;
      }),
    });
    lab.cloud.cloudwatch.setAlarmState('Down-support', 'ALARM', 'by hand');
    expect(lab.cloud.sns.messages).toEqual([]);
    expect(lab.faults.join()).toContain('sns:Publish');
  });

  test('a function whose role no function may take on is refused at the start', async () => {
    const edit = removing((resources) => {
      delete resources.StepRole?.Properties.AssumeRolePolicyDocument;
    });
    await expect(start({ edit })).rejects.toThrow('may not assume');
  });
});
