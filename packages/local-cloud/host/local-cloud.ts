// Stacks, running: the emulated AWS filled from the synthesized templates, their functions in workers, their state
// machines in the interpreter, its schedules, rules and alarms wired as declared. It knows no name of the product
// except through the template.

import { randomUUID } from 'node:crypto';
import { startCloud } from '../aws/cloud.ts';
import { alarmStateChangeEvent } from '../aws/cloudwatch/alarm.ts';
import { seededRandom } from '../base/seeded-random.ts';
import { deliveries } from './events/delivery.ts';
import { deployedEvent } from './events/deployed-event.ts';
import { eventBus } from './events/event-bus.ts';
import { permissions } from './events/permissions.ts';
import { alarmActions, subscribedFunctions } from './events/reactions.ts';
import { scheduler } from './events/scheduler.ts';
import { targets } from './events/targets.ts';
import { functionsIn } from './functions/function-definition.ts';
import { authorization } from './iam/authorization.ts';
import { policiesIn } from './iam/iam-policies.ts';
import type { LocalCloud, LocalCloudOptions } from './local-cloud-api.ts';
import { stackFunctions } from './stack-functions.ts';
import { machinesIn, stackMachines } from './stack-machines.ts';
import { schedulesIn } from './stack-schedules.ts';
import { taskCalls } from './states/task-calls.ts';
import { sideBySide } from './template/side-by-side.ts';
import { createResources, deployed } from './template/stack-resources.ts';
import { loadTemplate } from './template/template.ts';

export { type Engine, threads } from './engine.ts';
export type { Chaos, LocalCloud, LocalCloudOptions } from './local-cloud-api.ts';

const LAB_ACCOUNT = '000000000000';

/**
 * Starts everything but the world's time; see `begin`.
 * @example
 * using clock = freeClock();
 * const options = { assemblyDirectory: 'cdk.out', stackNames: ['Small'], engine: threads(clock), seed: 1 };
 * await using cloud = await startLocalCloud(options);
 * cloud.begin();
 */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const { engine, region = 'eu-central-1', accountId = LAB_ACCOUNT, chaos = {} } = options;
  const { clock } = engine;
  const { assemblyDirectory, stackNames, edit } = options;
  const templates = stackNames.map((stackName) =>
    loadTemplate({ assemblyDirectory, stackName, region, accountId, edit: (raw) => edit?.(raw, stackName) }),
  );
  const template = sideBySide(templates);
  const definitions = functionsIn(template);
  const random = seededRandom(options.seed);
  const authority = authorization(policiesIn(template), { region, accountId });
  const chaosRandom = permissions({ clock, authorization: authority });
  const faults: string[] = [];
  await using stack = new AsyncDisposableStack();

  const roleOf = new Map(definitions.map(({ name, roleArn }) => [name, roleArn]));
  const cloud = stack.use(
    await startCloud({
      clock,
      region,
      accountId,
      ...(await engine.openAws(stack)),
      authorize: ({ principal, ...question }) =>
        chaosRandom.ask(principal, { ...question, principal: roleOf.get(principal) ?? principal }),
      ...(options.insyncMs === undefined ? {} : { insyncMs: options.insyncMs }),
      ...(options.onCall === undefined ? {} : { onCall: options.onCall }),
    }),
  );
  createResources(template, cloud);
  for (const one of templates) cloud.cloudformation.deploy(deployed(one));
  cloud.cloudwatch.ingestionDelayMs = chaos.metricDelayMs ?? cloud.cloudwatch.ingestionDelayMs;

  const functions = stack.use(stackFunctions({ cloud, definitions, options, region }));
  for (const [arn, handler] of Object.entries(options.externalFunctions ?? {}))
    functions.addExternalFunction(arn, handler);
  const act = targets({ cloud, host: functions, permissions: chaosRandom, accountId });
  const posts = stack.use(deliveries({ clock, random: random.fork('deliveries') }));
  const bus = eventBus({
    clock,
    region,
    accountId,
    random: random.fork('bus'),
    rules: template.byType('AWS::Events::Rule'),
    deliveries: posts,
    send: (parcel) => act.fromRule(parcel),
    duplicates: chaos.duplicateEvents ?? 0,
    ...(chaos.eventLatencyMs === undefined ? {} : { latencyMs: chaos.eventLatencyMs }),
  });
  stack.use(
    cloud.cloudwatch.onAlarmTransition((transition) =>
      bus.put(alarmStateChangeEvent(transition, { region, accountId })),
    ),
  );
  stack.use(alarmActions({ cloud, act, faults }));
  stack.use(subscribedFunctions({ cloud, act, faults }));

  const interpreter = stack.use(await engine.startInterpreter(options.seed));
  const machines = machinesIn(template);
  const executions = stackMachines({
    clock,
    region,
    interpreter,
    machines,
    cloud,
    bus,
    callTask: taskCalls({ cloud, host: functions, permissions: chaosRandom, region, accountId }),
  });
  // CloudFormation would refuse to create what may not take on its role.
  for (const { name, roleArn, arn } of definitions) chaosRandom.demandRole(name, 'lambda.amazonaws.com', roleArn, arn);
  for (const { name, roleArn, arn } of machines) chaosRandom.demandRole(name, 'states.amazonaws.com', roleArn, arn);

  const schedules = stack.use(
    scheduler({
      clock,
      random: random.fork('scheduler'),
      schedules: schedulesIn({ template, targets: act, bus, deliveries: posts }),
      duplicates: chaos.duplicateStarts ?? 0,
      ...(chaos.scheduleJitterMs === undefined ? {} : { jitterMs: chaos.scheduleJitterMs }),
    }),
  );

  const all = stack.move();
  return {
    templates,
    cloud,
    functions,
    bus,
    scheduler: schedules,
    denials: chaosRandom.denials,
    get granted() {
      return chaosRandom.granted;
    },
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
      for (const one of stackNames) bus.put(deployedEvent(one, { region, accountId }));
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
};
