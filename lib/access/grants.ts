// Who may do what, in one list. `grantEverydayWork` has the permissions of every deployment. `grantPowers` has those
// that can change an appliance, a restore or users' traffic, and grants them only if automation is act.

import type { Variable } from '../../functions/contract/runtime/environment.ts';
import { type FunctionName, VARIABLES_OF } from '../../functions/contract/runtime/functions.ts';
import { namespaceOf } from '../../functions/contract/runtime/metrics.ts';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { PHASES } from '../../functions/contract/workflow/phases.ts';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';
import type { TwinboxFunctions } from '../functions/twinbox-functions.ts';
import type { OperatorsTopic } from '../monitoring/operators-topic.ts';
import { grantReadAlarms, grantReadMuteRules } from '../monitoring/watch-alarms.ts';
import type { PairParameter } from '../storage/pair-parameter.ts';
import type { RecordBucket } from '../storage/record-bucket.ts';
import type { VaultBucket } from '../storage/vault-bucket.ts';
import type { RecoveryWorkflow } from '../workflow/recovery-workflow.ts';
import { grantReadSecrets } from './secret-access.ts';
import { grantChangeTraffic, grantReadChanges, grantReadTraffic, grantReadZone } from './traffic-access.ts';

export interface GrantsProps {
  readonly pair: PairSettings;
  readonly functions: TwinboxFunctions;
  readonly record: RecordBucket;
  readonly vault: VaultBucket;
  readonly topic: OperatorsTopic;
  readonly parameter: PairParameter;
  readonly workflow: RecoveryWorkflow;
}

const mayAct = ({ policy }: PairSettings): boolean => policy.automation === 'act';

/** Publishes only the pair's metrics, not those that another pair's alarms read. */
const grantPublishMetrics = (putter: TwinboxFunction, { name }: PairSettings): void =>
  putter.permit({
    sid: 'PublishMetrics',
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': namespaceOf(name) } },
    wildcards: 'PutMetricData knows no resources; the condition narrows it to the namespace of the pair.',
  });

/** The permissions to watch, capture, check and notify, whatever `automation` says. */
export const grantEverydayWork = ({
  pair,
  functions,
  record,
  vault,
  topic,
  parameter,
  workflow,
}: GrantsProps): void => {
  const each = (...verbs: readonly FunctionName[]) => functions.these(...verbs);
  const needing = (variable: Variable) =>
    functions.all.filter(({ verb }) => VARIABLES_OF[verb].some((name) => name === variable));
  const ofBackups: readonly FunctionName[] = [
    'prepare',
    'upload-backup',
    'operate',
    'watch',
    'capture',
    'inspect',
    'read-back',
  ];
  const reporting = needing('VAULT_BUCKET').filter(({ verb }) => !ofBackups.includes(verb));

  const inRecovery = PHASES.map((phase) => phase.verb).filter((verb) => verb !== 'operate');
  for (const one of each(...inRecovery, 'close-out', 'reconcile')) record.grantTakePart(one);
  record.grantReadWrite(functions.of('operate'));
  for (const one of reporting) record.grantReadJournal(one);
  for (const one of each('watch', 'inspect', 'read-back')) record.grantRead(one);
  // Which version of a secret the primary accepts: the function that finds out records it.
  record.grantReadWrite(functions.of('capture'));
  record.grantInspect(functions.of('inspect'));
  for (const one of each('inspect', 'capture')) record.grantRefusedAccounts(one);
  record.grantReadBack(functions.of('read-back'));
  // The machine behind each power controller, for Fence to compare and for the inspector to report.
  record.grantReadWrite(functions.of('read-power'));
  for (const one of each('operate', 'prepare')) record.grantReadInspections(one);
  record.grantHandover(functions.of('watch'));
  record.grantCaptureTurns(functions.of('capture'));

  for (const one of each('prepare', 'read-back')) vault.grantReadBackups(one);
  for (const one of each('prepare', 'operate', 'read-back', 'watch', 'inspect')) record.grantReadCaptures(one);
  record.grantEnterCaptures(functions.of('capture'));
  vault.grantLinkBackups(functions.of('upload-backup'));
  for (const one of each('operate', 'watch', 'inspect')) vault.grantReadManifests(one);
  vault.grantCapture(functions.of('capture'));
  // Not by capture, because it parses what an appliance sent.
  vault.grantPrune(functions.of('read-back'));
  record.grantPruneCaptures(functions.of('read-back'));
  for (const one of reporting) vault.grantWriteReports(one);

  for (const one of needing('TOPIC_ARN')) topic.grantNotify(one);
  for (const one of needing('SETTINGS_PARAMETERS')) parameter.grantRead(one);

  // For an observed pair: accounts that may only read power, if the settings name one.
  const methods = mayAct(pair) ? [] : pair.appliances.flatMap(({ power }) => power);
  const readSecrets = methods.flatMap((method) =>
    method.method === 'redfish' && method.readSecret !== undefined ? [method.readSecret] : [],
  );
  for (const one of each('prepare', 'read-power')) grantReadSecrets(one, 'ReadPowerReadSecrets', readSecrets);

  const applianceSecrets = pair.appliances.map(({ secret }) => secret);
  for (const one of each('prepare', 'check-standby', 'promote', 'capture', 'inspect'))
    grantReadSecrets(one, 'ReadApplianceSecrets', applianceSecrets);

  for (const one of each('begin', 'prepare', 'claim-traffic', 'move-traffic', 'inspect')) grantReadTraffic(one, pair);
  for (const one of each('prepare', 'claim-traffic', 'inspect')) grantReadZone(one, pair);
  for (const one of each('claim-traffic', 'await-traffic')) grantReadChanges(one);

  for (const one of each('begin', 'reconcile')) workflow.grantDescribe(one);
  workflow.grantStop(functions.of('begin'));
  workflow.grantStart(functions.of('reconcile'));
  for (const one of each('watch', 'inspect', 'capture', 'halt', 'close-out', 'reconcile'))
    grantPublishMetrics(one, pair);
  for (const one of each('reconcile', 'inspect')) grantReadAlarms(one);
  grantReadMuteRules(functions.of('inspect'));
  topic.grantReadSubscriptions(functions.of('inspect'));
};

/**
 * The permissions that can do harm: restore, fence, repoint. Only the functions that need one get it, and none unless
 * the pair acts.
 */
export const grantPowers = (functions: TwinboxFunctions, pair: PairSettings): void => {
  if (!mayAct(pair)) return;
  const { appliances } = pair;

  const restoreFunctions = [
    ...new Set(appliances.flatMap(({ restore }) => (restore.method === 'lambda' ? [restore.functionArn] : []))),
  ];
  if (restoreFunctions.length > 0)
    functions
      .of('upload-backup')
      .permit({ sid: 'CallRestore', actions: ['lambda:InvokeFunction'], resources: restoreFunctions });

  // The sign-in at /login needs its account, and the backup password, which is in the secrets of the API accounts.
  const restoreSecrets = appliances.flatMap(({ secret, restore }) =>
    restore.method === 'login-form' ? [secret, restore.secret] : [secret],
  );
  if (appliances.some(({ restore }) => restore.method === 'login-form'))
    grantReadSecrets(functions.of('upload-backup'), 'ReadRestoreSecrets', restoreSecrets);

  const powerSecrets = appliances.flatMap(({ power }) =>
    power.flatMap((method) => (method.method === 'redfish' ? [method.secret] : [])),
  );
  for (const one of functions.these('fence', 'prepare', 'read-power'))
    grantReadSecrets(one, 'ReadPowerSecrets', powerSecrets);

  for (const one of functions.these('claim-traffic', 'move-traffic')) grantChangeTraffic(one, pair);
};
