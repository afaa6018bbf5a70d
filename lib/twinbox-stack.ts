// The stack: it only wires. What each part is and may do stands in the part's own file.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { actingPairsOf, grantEverydayWork, grantPowers } from './access/grants.ts';
import { placeInNetwork } from './functions/customer-network.ts';
import { TwinboxFunctions } from './functions/twinbox-functions.ts';
import { Dashboard } from './monitoring/dashboard.ts';
import { OperatorsTopic } from './monitoring/operators-topic.ts';
import { OwnAlarms } from './monitoring/own-alarms.ts';
import { WatchAlarms } from './monitoring/watch-alarms.ts';
import type { FileSettings } from './settings/file-schema.ts';
import { AccessLogBucket } from './storage/access-log-bucket.ts';
import { PairParameters } from './storage/pair-parameters.ts';
import { RecordBucket } from './storage/record-bucket.ts';
import { VaultBucket } from './storage/vault-bucket.ts';
import { AlarmStartsRecovery, startingRole } from './workflow/alarm-starts-recovery.ts';
import { ExecutionEnds } from './workflow/execution-ends.ts';
import { RecoveryWorkflow } from './workflow/recovery-workflow.ts';
import { Schedules } from './workflow/schedules.ts';
import { UndeliveredQueue } from './workflow/undelivered-queue.ts';

export interface TwinboxStackProps {
  readonly settings: FileSettings;
  /** Folder of the bundles, one folder a function. */
  readonly functionsFolder: string;
}

export class TwinboxStack extends Stack {
  constructor(scope: Construct, id: string, props: TwinboxStackProps) {
    const { home, notify, network, pairs } = props.settings;
    super(scope, id, {
      env: { region: home.region },
      // Whoever destroys it loses what watches the service, and the next deployment counts its epochs anew: docs/after-a-destroy.md.
      terminationProtection: true,
      description: 'Twinbox: keeps pairs of appliances ready for disaster and moves their service without a human.',
    });

    const accessLogs = new AccessLogBucket(this, 'AccessLogs');
    const record = new RecordBucket(this, 'Record', { accessLogs: accessLogs.bucket });
    const keepDays = Math.max(...pairs.map(({ backup }) => backup.keepDays));
    const vault = new VaultBucket(this, 'Vault', { keepDays, accessLogs: accessLogs.bucket });
    const topic = new OperatorsTopic(this, 'Operators', { emails: notify.operators.email, urls: notify.operators.https });
    const parameters = new PairParameters(this, 'Settings', { pairs });
    const undelivered = new UndeliveredQueue(this, 'Undelivered').queue;

    const functions = new TwinboxFunctions(this, 'Functions', {
      folder: props.functionsFolder,
      pairs: pairs.length,
      reserve: home.reserveConcurrency,
    });
    const workflow = new RecoveryWorkflow(this, 'Recovery', { functions });
    const { stateMachine } = workflow;

    const eachPair = new Construct(this, 'Alarms');
    const alarms = pairs.map((pair) => new WatchAlarms(eachPair, pair.name, { pair, topic: topic.topic }));
    const starts = new Construct(this, 'Starts');
    const role = startingRole(starts);
    pairs.forEach(({ name }, index) => {
      const alarm = alarms[index]?.alarms.PrimaryDown;
      if (alarm) new AlarmStartsRecovery(starts, name, { pair: name, alarm, stateMachine, undelivered, role });
    });
    new ExecutionEnds(this, 'ExecutionEnds', { stateMachine, closeOut: functions.of('close-out'), undelivered });
    new Schedules(this, 'Schedules', {
      pairs,
      watch: functions.of('watch'),
      inspect: functions.of('inspect'),
      reconcile: functions.of('reconcile'),
      capture: functions.of('capture'),
      readBack: functions.of('read-back'),
      stateMachine,
      readPower: functions.of('read-power'),
      undelivered,
    });
    const own = new OwnAlarms(this, 'OwnAlarms', {
      undelivered,
      reconcile: functions.of('reconcile'),
      closeOut: functions.of('close-out'),
      topic: topic.topic,
    });
    new Dashboard(this, 'Dashboard', { pairs, alarms, own: own.alarms, functions, undelivered });

    grantEverydayWork({ pairs, functions, record, vault, topic, parameters, workflow });
    grantPowers(functions, actingPairsOf(pairs));
    placeInNetwork(functions, network, pairs);

    new CfnOutput(this, 'RecordBucketName', { value: record.bucket.bucketName });
    new CfnOutput(this, 'VaultBucketName', { value: vault.bucket.bucketName });
    new CfnOutput(this, 'OperatorsTopicArn', { value: topic.topic.topicArn });
    new CfnOutput(this, 'StateMachineArn', { value: stateMachine.stateMachineArn });
  }
}
