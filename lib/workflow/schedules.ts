// The schedules: a watcher, an inspector, a reconciler and a reader of power every minute, captures, read-backs, checks
// of readiness, and once a week a ping of every function of the workflow. Late events are worthless, so none is replayed.
import { Duration } from 'aws-cdk-lib';
import { Role, type ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke, StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { PING } from '../../functions/contract/runtime/ping.ts';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { idOf, nameFor, type TwinboxFunction } from '../functions/twinbox-function.ts';
import { trusted } from '../iam/service-trust.ts';
import { acknowledgeWildcards } from '../iam/wildcards.ts';

const EVENT_AGE = Duration.seconds(60);

export interface SchedulesProps {
  readonly pair: PairSettings;
  readonly watch: TwinboxFunction;
  readonly inspect: TwinboxFunction;
  readonly reconcile: TwinboxFunction;
  readonly capture: TwinboxFunction;
  readonly readBack: TwinboxFunction;
  readonly stateMachine: IStateMachine;
  readonly readPower: TwinboxFunction;
  readonly checkReadiness: TwinboxFunction;
  readonly undelivered: IQueue;
}

export class Schedules extends Construct {
  private readonly pair: string;
  private readonly undelivered: IQueue;

  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    const { name, backup } = props.pair;
    this.pair = name;
    this.undelivered = props.undelivered;
    this.every(1, props.watch, {});
    this.every(1, props.inspect, {});
    this.every(1, props.reconcile, {});
    // It reads once an hour; the other calls make up for a missed hour.
    this.every(1, props.readPower, {});
    this.every(backup.everyMinutes, props.capture, { pair: name, trigger: 'schedule' });
    // It reads once a night; the other calls make up for a missed night.
    this.every(60, props.readBack, { pair: name });
    this.every(60, props.checkReadiness, { pair: name });
    this.pingEveryWeek(props.stateMachine);
    for (const { lambda } of [
      props.watch,
      props.inspect,
      props.reconcile,
      props.capture,
      props.readBack,
      props.readPower,
      props.checkReadiness,
    ]) {
      lambda.configureAsyncInvoke({ maxEventAge: EVENT_AGE, retryAttempts: 0 });
    }
  }

  private every(minutes: number, target: TwinboxFunction, input: Readonly<Record<string, string>>): void {
    const scheduleName = nameFor(this.pair, target.verb);
    new Schedule(this, idOf(target.verb), {
      scheduleName,
      description: `Calls ${target.verb} every ${minutes} min`,
      schedule: ScheduleExpression.rate(Duration.minutes(minutes)),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(target.lambda, {
        role: this.roleFor(target),
        input: ScheduleTargetInput.fromObject(input),
        maxEventAge: EVENT_AGE,
        retryAttempts: 0,
        deadLetterQueue: this.undelivered,
      }),
    });
  }

  /**
   * Monday morning leaves the week to fix something. Lambda reclaims the network interfaces of an idle function in a
   * VPC after weeks.
   */
  private pingEveryWeek(stateMachine: IStateMachine): void {
    new Schedule(this, 'Ping', {
      scheduleName: nameFor(this.pair, PING),
      description: 'Calls every function of the workflow once, without effect',
      schedule: ScheduleExpression.cron({ weekDay: 'MON', hour: '4', minute: '17' }),
      timeWindow: TimeWindow.off(),
      target: new StepFunctionsStartExecution(stateMachine, {
        role: new Role(this, 'PingRole', { assumedBy: this.scheduler() }),
        input: ScheduleTargetInput.fromObject({ kind: PING }),
        maxEventAge: Duration.hours(1),
        retryAttempts: 3,
        deadLetterQueue: this.undelivered,
      }),
    });
  }

  /**
   * Scheduler names the group of the schedule:
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
   */
  private scheduler(): ServicePrincipal {
    return trusted(this, 'scheduler.amazonaws.com', {
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: 'default',
    });
  }

  /** One role per function: it may call only that function. */
  private roleFor(target: TwinboxFunction): Role {
    const id = `${idOf(target.verb)}Role`;
    const existing = this.node.tryFindChild(id);
    if (existing) return existing as Role;
    const role = new Role(this, id, { assumedBy: this.scheduler() });
    acknowledgeWildcards(
      role,
      [`${target.lambda.functionArn}:*`],
      'The wildcard stands for the versions of this one function.',
    );
    return role;
  }
}
