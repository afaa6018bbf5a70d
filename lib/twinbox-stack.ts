// The stack of one pair. It only wires: each part's own file defines what the part is and may do. Everything in it
// serves this pair only, so that no role can reach what belongs to another pair.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PairSettings } from '../functions/contract/settings/pair-settings.ts';
import { grantPermissions } from './access/grants.ts';
import { placeInNetwork } from './functions/customer-network.ts';
import { TwinboxFunctions } from './functions/twinbox-functions.ts';
import { Dashboard } from './monitoring/dashboard.ts';
import { OperatorsTopic } from './monitoring/operators-topic.ts';
import { OwnAlarms } from './monitoring/own-alarms.ts';
import { WatchAlarms } from './monitoring/watch-alarms.ts';
import type { FileSettings } from './settings/file-schema.ts';
import { AccessLogBucket } from './storage/access-log-bucket.ts';
import { PairParameter } from './storage/pair-parameter.ts';
import { RecordBucket } from './storage/record-bucket.ts';
import { VaultBucket } from './storage/vault-bucket.ts';
import { AlarmStartsRecovery } from './workflow/alarm-starts-recovery.ts';
import { DeploymentChecksReadiness } from './workflow/deployment-checks-readiness.ts';
import { ExecutionEnds } from './workflow/execution-ends.ts';
import { RecoveryWorkflow } from './workflow/recovery-workflow.ts';
import { Schedules } from './workflow/schedules.ts';
import { UndeliveredQueue } from './workflow/undelivered-queue.ts';

export interface TwinboxStackProps extends Omit<FileSettings, 'pairs'> {
  readonly pair: PairSettings;
  /** Folder of the bundles, one folder a function. */
  readonly functionsFolder: string;
}

/** The name of a pair's stack, by which the CDK's command line deploys it. */
const stackNameOf = (pair: string): string => `Twinbox-${pair}`;

export class TwinboxStack extends Stack {
  constructor(scope: Construct, props: TwinboxStackProps) {
    const { home, notify, network, pair } = props;
    super(scope, stackNameOf(pair.name), {
      env: { region: home.region },
      // A destroy ends the watch of the service, and the next deployment counts its epochs from the start:
      // docs/after-a-destroy.md.
      terminationProtection: true,
      description: `Twinbox: keeps the pair ${pair.name} ready for disaster and moves its service without a human.`,
    });

    const accessLogs = new AccessLogBucket(this, 'AccessLogs');
    const record = new RecordBucket(this, 'Record', { accessLogs: accessLogs.bucket });
    const vault = new VaultBucket(this, 'Vault', { keepDays: pair.backup.keepDays, accessLogs: accessLogs.bucket });
    const { email, https } = notify.operators;
    const topic = new OperatorsTopic(this, 'Operators', { pair: pair.name, emails: email, urls: https });
    const parameter = new PairParameter(this, 'Settings', { pair });
    const undelivered = new UndeliveredQueue(this, 'Undelivered').queue;

    const functions = new TwinboxFunctions(this, 'Functions', {
      folder: props.functionsFolder,
      pair: pair.name,
      reserve: home.reserveConcurrency,
    });
    const workflow = new RecoveryWorkflow(this, 'Recovery', { pair: pair.name, functions });
    const { stateMachine } = workflow;

    const alarms = new WatchAlarms(this, 'Alarms', { pair, topic: topic.topic });
    const alarm = alarms.alarms.PrimaryDown;
    new AlarmStartsRecovery(this, 'Starts', { pair: pair.name, alarm, stateMachine, undelivered });
    const closeOut = functions.of('close-out');
    new ExecutionEnds(this, 'ExecutionEnds', { pair: pair.name, stateMachine, closeOut, undelivered });
    const reconcile = functions.of('reconcile');
    const checkReadiness = functions.of('check-readiness');
    new DeploymentChecksReadiness(this, 'Deployed', { pair: pair.name, checkReadiness, undelivered });
    new Schedules(this, 'Schedules', {
      pair,
      watch: functions.of('watch'),
      inspect: functions.of('inspect'),
      reconcile,
      capture: functions.of('capture'),
      readBack: functions.of('read-back'),
      stateMachine,
      readPower: functions.of('read-power'),
      checkReadiness,
      undelivered,
    });
    const own = new OwnAlarms(this, 'OwnAlarms', {
      pair: pair.name,
      undelivered,
      reconcile,
      closeOut,
      topic: topic.topic,
    });
    new Dashboard(this, 'Dashboard', { pair: pair.name, alarms, own: own.alarms, functions, undelivered });

    grantPermissions(functions, { pair, record, vault, topic, parameter, workflow });
    placeInNetwork(functions, network, pair);

    new CfnOutput(this, 'RecordBucketName', { value: record.bucket.bucketName });
    new CfnOutput(this, 'VaultBucketName', { value: vault.bucket.bucketName });
    new CfnOutput(this, 'OperatorsTopicArn', { value: topic.topic.topicArn });
    new CfnOutput(this, 'StateMachineArn', { value: stateMachine.stateMachineArn });
  }
}
