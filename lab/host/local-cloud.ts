// A stack, running: the emulated AWS filled from the synthesized template, its functions in workers, its state machines in the
// interpreter, its schedules, rules and alarms wired as declared. It knows no name of the product except through the template.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsCall, type Cloud, startCloud } from '../aws/cloud.ts';
import { alarmStateChangeEvent } from '../aws/cloudwatch/alarm.ts';
import type { LabClock } from '../lab-clock.ts';
import { authorization, type Denial } from './authorization.ts';
import { type DeadLetter, deliveries } from './delivery.ts';
import { type EventBus, eventBus } from './event-bus.ts';
import { type Execution, type Executions, executionsOf, statusChangeDetail } from './executions.ts';
import { functionsIn } from './function-definition.ts';
import { type ExternalFunction, type FunctionHost, functionHost } from './function-host.ts';
import type { LogLine } from './function-logs.ts';
import { policiesIn } from './iam-policies.ts';
import { startInterpreter } from './interpreter.ts';
import type { Json } from './json.ts';
import { textOf } from './json.ts';
import { type Permissions, permissions } from './permissions.ts';
import { type Scheduler, scheduler } from './scheduler.ts';
import { seededRandom } from './seeded-random.ts';
import { createResources, machineDefinition } from './stack-resources.ts';
import { schedulesIn } from './stack-schedules.ts';
import { targets } from './targets.ts';
import { taskCalls } from './task-calls.ts';
import { loadTemplate, type Template } from './template.ts';

/** What a real cloud may do to you at any time; each is a probability or a span of lab ms. All left out: polite. */
export interface Unkindness {
  /** A rule gives its target the same event twice. */
  readonly duplicateEvents?: number;
  /** A schedule starts twice. */
  readonly duplicateStarts?: number;
  /** How late a rule's target is given an event. */
  readonly eventLatencyMs?: readonly [number, number];
  /** How far into its minute a start falls at most; 60 s where left out. */
  readonly scheduleJitterMs?: number;
  /** How late alarms see a sample. */
  readonly metricDelayMs?: number;
}

export interface LocalCloudOptions {
  readonly assemblyDirectory: string;
  readonly stackName: string;
  readonly clock: LabClock;
  readonly seed: number;
  readonly region?: string;
  readonly accountId?: string;
  /** Changes the template before it is read. */
  readonly edit?: (template: Record<string, unknown>) => void;
  /** Functions of the world, by ARN. */
  readonly externalFunctions?: Readonly<Record<string, ExternalFunction>>;
  readonly unkind?: Unkindness;
  /** Route 53 changes stay PENDING that long (lab ms). */
  readonly insyncMs?: number;
  readonly extraEnvironment?: Record<string, string>;
  readonly onLine?: (line: LogLine) => void;
  readonly onCall?: (call: AwsCall) => void;
}

export interface LocalCloud extends AsyncDisposable {
  readonly template: Template;
  readonly cloud: Cloud;
  readonly functions: FunctionHost;
  readonly bus: EventBus;
  readonly scheduler: Scheduler;
  readonly denials: readonly Denial[];
  readonly deadLetters: readonly DeadLetter[];
  /** What the lab could not do as declared (an alarm action, a subscription), in words. */
  readonly faults: readonly string[];
  logs(functionName?: string): readonly LogLine[];
  /** All executions so far with their histories, oldest first. */
  executions(): readonly Execution[];
  /** Starts one as a person at the console does; of the only state machine unless told otherwise. */
  startExecution(input: Json, options?: { readonly machineArn?: string; readonly name?: string }): Promise<Execution>;
  stopExecution(executionArn: string, reason?: { readonly error?: string; readonly cause?: string }): void;
  /** Starts the world's time: alarms are evaluated and schedules kept from now on. */
  begin(): void;
}

const LAB_ACCOUNT = '000000000000';

const alarmActions = (lab: { readonly cloud: Cloud; readonly act: ReturnType<typeof targets>; readonly faults: string[] }) =>
  lab.cloud.cloudwatch.onAlarmTransition((transition) => {
    const { alarm, to, from, reason } = transition;
    for (const action of transition.actions) {
      try {
        const message = { AlarmName: alarm.definition.name, NewStateValue: to, OldStateValue: from, NewStateReason: reason };
        lab.act.fromAlarm(alarm.arn, action, `${to}: "${alarm.definition.name}"`, JSON.stringify(message));
      } catch (error) {
        lab.faults.push(`alarm ${alarm.definition.name}: ${String(error)}`);
      }
    }
  });

const subscribedFunctions = (lab: {
  readonly cloud: Cloud;
  readonly act: ReturnType<typeof targets>;
  readonly faults: string[];
}) =>
  lab.cloud.sns.onMessage((published) => {
    const { topicArn, messageId, message, subject, atMs } = published;
    for (const { protocol, endpoint } of lab.cloud.sns.topic(topicArn)?.subscriptions ?? []) {
      if (protocol !== 'lambda') continue;
      const body = { Type: 'Notification', MessageId: messageId, TopicArn: topicArn, Subject: subject ?? null, Message: message };
      lab.act
        .fromTopic(endpoint, topicArn, { ...body, Timestamp: new Date(atMs).toISOString() })
        .catch((error: unknown) => lab.faults.push(`subscription of ${endpoint}: ${String(error)}`));
    }
  });

/** Starts everything but the world's time; see `begin`. */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const { clock, region = 'eu-central-1', accountId = LAB_ACCOUNT, unkind = {} } = options;
  const { assemblyDirectory, stackName, edit } = options;
  const template = loadTemplate({ assemblyDirectory, stackName, region, accountId, ...(edit === undefined ? {} : { edit }) });
  const definitions = functionsIn(template);
  const random = seededRandom(options.seed);
  const authority = authorization(policiesIn(template), { region, accountId });
  const conscience: Permissions = permissions({ clock, authorization: authority });
  const faults: string[] = [];
  await using stack = new AsyncDisposableStack();

  const bodiesDirectory = await mkdtemp(join(tmpdir(), 'lab-bodies-'));
  stack.defer(() => rm(bodiesDirectory, { recursive: true, force: true }));
  const roleOf = new Map(definitions.map(({ name, roleArn }) => [name, roleArn]));
  const cloud = stack.use(
    await startCloud({
      clock,
      region,
      accountId,
      bodiesDirectory,
      authorize: ({ principal, ...question }) =>
        conscience.ask(principal, { ...question, principal: roleOf.get(principal) ?? principal }),
      ...(options.insyncMs === undefined ? {} : { insyncMs: options.insyncMs }),
      ...(options.onCall === undefined ? {} : { onCall: options.onCall }),
    }),
  );
  createResources(template, cloud);
  cloud.cloudwatch.ingestionDelayMs = unkind.metricDelayMs ?? cloud.cloudwatch.ingestionDelayMs;

  const lambdaMetric = (metricName: string, functionName: string, value: number): void =>
    cloud.cloudwatch.putMetric({ namespace: 'AWS/Lambda', metricName, dimensions: { FunctionName: functionName }, value });
  const functions = stack.use(
    functionHost({
      clock,
      region,
      functions: definitions,
      awsUrl: cloud.url,
      registerPrincipal: (accessKeyId, functionName) => cloud.registerPrincipal(accessKeyId, functionName),
      ...(options.extraEnvironment === undefined ? {} : { extraEnvironment: options.extraEnvironment }),
      ...(options.onLine === undefined ? {} : { onLine: options.onLine }),
      onMetric: ({ namespace, name, dimensions, values, atMs, storageResolutionSeconds }) => {
        for (const value of values)
          cloud.cloudwatch.putMetric({
            namespace,
            metricName: name,
            dimensions,
            value,
            atMs,
            storageResolutionSeconds: storageResolutionSeconds === 1 ? 1 : 60,
          });
      },
      onInvocation: ({ functionName, startedMs, endedMs, fault }) => {
        lambdaMetric('Invocations', functionName, 1);
        lambdaMetric('Errors', functionName, fault === undefined ? 0 : 1);
        lambdaMetric('Duration', functionName, endedMs - startedMs);
      },
    }),
  );
  for (const [arn, handler] of Object.entries(options.externalFunctions ?? {})) functions.addExternalFunction(arn, handler);
  cloud.lambda.invoke = async (named, payload, given) => {
    const result = await functions.invoke(named, payload, given);
    if (result === undefined) return undefined;
    const { executedVersion, fault } = result;
    return { payload: result.payload, executedVersion, ...(fault === undefined ? {} : { functionError: 'Unhandled' as const }) };
  };

  const act = targets({ cloud, host: functions, permissions: conscience, accountId });
  const posts = stack.use(deliveries({ clock, random: random.fork('deliveries') }));
  const bus = eventBus({
    clock,
    region,
    accountId,
    random: random.fork('bus'),
    rules: template.byType('AWS::Events::Rule'),
    deliveries: posts,
    send: (parcel) => act.fromRule(parcel),
    duplicates: unkind.duplicateEvents ?? 0,
    ...(unkind.eventLatencyMs === undefined ? {} : { latencyMs: unkind.eventLatencyMs }),
  });
  stack.use(
    cloud.cloudwatch.onAlarmTransition((transition) => bus.put(alarmStateChangeEvent(transition, { region, accountId }))),
  );
  stack.use(alarmActions({ cloud, act, faults }));
  stack.use(subscribedFunctions({ cloud, act, faults }));

  const interpreter = stack.use(await startInterpreter({ clock, seed: options.seed }));
  const machines = template.byType('AWS::StepFunctions::StateMachine').map((machine) => ({
    arn: machine.arn,
    name: machine.name,
    roleArn: textOf(machine.properties.RoleArn, `the role of ${machine.logicalId}`),
    definition: machineDefinition(machine),
  }));
  const executions: Executions = executionsOf({
    clock,
    region,
    interpreter,
    machines,
    callTask: taskCalls({ cloud, host: functions, permissions: conscience, region, accountId }),
    onStatus: (execution) =>
      bus.put({
        source: 'aws.states',
        'detail-type': 'Step Functions Execution Status Change',
        resources: [execution.executionArn],
        detail: statusChangeDetail(execution),
      }),
    onMetric: ({ name, value, stateMachineArn }) =>
      cloud.cloudwatch.putMetric({
        namespace: 'AWS/States',
        metricName: name,
        dimensions: { StateMachineArn: stateMachineArn },
        value,
      }),
  });
  cloud.states.engine = executions;
  // CloudFormation would refuse to create what may not take on its role.
  for (const { name, roleArn, arn } of definitions) conscience.demandRole(name, 'lambda.amazonaws.com', roleArn, arn);
  for (const { name, roleArn, arn } of machines) conscience.demandRole(name, 'states.amazonaws.com', roleArn, arn);

  const schedules = stack.use(
    scheduler({
      clock,
      random: random.fork('scheduler'),
      schedules: schedulesIn({ template, targets: act, bus, deliveries: posts }),
      duplicates: unkind.duplicateStarts ?? 0,
      ...(unkind.scheduleJitterMs === undefined ? {} : { jitterMs: unkind.scheduleJitterMs }),
    }),
  );

  const all = stack.move();
  return {
    template,
    cloud,
    functions,
    bus,
    scheduler: schedules,
    denials: conscience.denials,
    deadLetters: posts.deadLetters,
    faults,
    logs: (functionName) => functions.logs(functionName),
    executions: () => executions.all,
    async startExecution(input, { machineArn = machines[0]?.arn ?? '', name = randomUUID() } = {}) {
      const { executionArn } = await cloud.states.start(machineArn, name, JSON.stringify(input));
      const execution = executions.describe(executionArn);
      if (execution === undefined) throw new Error(`${executionArn} did not start`);
      return execution;
    },
    stopExecution: (executionArn, reason = {}) => executions.stop(executionArn, reason),
    begin() {
      cloud.cloudwatch.startEvaluation();
      schedules.start();
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
};
