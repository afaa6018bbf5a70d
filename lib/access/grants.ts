// Who may do what: one list, read from top to bottom. What every deployment needs stands in `grantEverydayWork`; what can touch
// an appliance, a restore or users' traffic stands in `grantPowers`, and is given only where the pair may act by itself.

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

/** Puts the pair's metrics and no others: not those that another pair's alarms read. */
const grantPublishMetrics = (putter: TwinboxFunction, { name }: PairSettings): void =>
  putter.permit({
    sid: 'PublishMetrics',
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': namespaceOf(name) } },
    wildcards: 'PutMetricData knows no resources; the condition narrows it to the namespace of the pair.',
  });

/** What watching, capturing, checking and telling need, whatever `automation` says. */
export const grantEverydayWork = ({ pair, functions, record, vault, topic, parameter, workflow }: GrantsProps): void => {
  const each = (...verbs: readonly FunctionName[]) => functions.these(...verbs);
  const needing = (variable: Variable) =>
    functions.all.filter(({ verb }) => VARIABLES_OF[verb].some((name) => name === variable));
  const ofBackups: readonly FunctionName[] = ['prepare', 'upload-backup', 'operate', 'watch', 'capture', 'inspect', 'read-back'];
  const reporting = needing('VAULT_BUCKET').filter(({ verb }) => !ofBackups.includes(verb));

  const inRecovery = PHASES.map((phase) => phase.verb).filter((verb) => verb !== 'operate');
  for (const one of each(...inRecovery, 'close-out', 'reconcile')) record.grantTakePart(one);
  record.grantReadWrite(functions.of('operate'));
  for (const one of reporting) record.grantReadJournal(one);
  for (const one of each('watch', 'inspect', 'read-back')) record.grantRead(one);
  // Which version of a secret the primary accepts: whoever finds it out writes it down.
  record.grantReadWrite(functions.of('capture'));
  record.grantInspect(functions.of('inspect'));
  for (const one of each('inspect', 'capture')) record.grantRefusedAccounts(one);
  record.grantReadBack(functions.of('read-back'));
  // What stands behind each power controller, for Fence to compare and for the inspector to tell.
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
  // Not by capture: it parses what an appliance sent.
  vault.grantPrune(functions.of('read-back'));
  record.grantPruneCaptures(functions.of('read-back'));
  for (const one of reporting) vault.grantWriteReports(one);

  for (const one of needing('TOPIC_ARN')) topic.grantNotify(one);
  for (const one of needing('SETTINGS_PARAMETERS')) parameter.grantRead(one);

  // Of a pair that is observed: accounts that may only read power, where the owner gave one.
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
  for (const one of each('watch', 'inspect', 'capture', 'halt', 'close-out', 'reconcile')) grantPublishMetrics(one, pair);
  for (const one of each('reconcile', 'inspect')) grantReadAlarms(one);
  grantReadMuteRules(functions.of('inspect'));
  topic.grantReadSubscriptions(functions.of('inspect'));
};

/** What can do harm: restore, fence, repoint. Each power at the one or two functions that use it; none where the pair may not act. */
export const grantPowers = (functions: TwinboxFunctions, pair: PairSettings): void => {
  if (!mayAct(pair)) return;
  const { appliances } = pair;

  const restoreFunctions = [
    ...new Set(appliances.flatMap(({ restore }) => (restore.method === 'lambda' ? [restore.functionArn] : []))),
  ];
  if (restoreFunctions.length > 0)
    functions.of('upload-backup').permit({ sid: 'CallRestore', actions: ['lambda:InvokeFunction'], resources: restoreFunctions });

  // Who signs in at /login needs its account, and what protects the backup, which lies with the API accounts of the pair.
  const restoreSecrets = appliances.flatMap(({ secret, restore }) =>
    restore.method === 'login-form' ? [secret, restore.secret] : [secret],
  );
  if (appliances.some(({ restore }) => restore.method === 'login-form'))
    grantReadSecrets(functions.of('upload-backup'), 'ReadRestoreSecrets', restoreSecrets);

  const powerSecrets = appliances.flatMap(({ power }) =>
    power.flatMap((method) => (method.method === 'redfish' ? [method.secret] : [])),
  );
  for (const one of functions.these('fence', 'prepare', 'read-power')) grantReadSecrets(one, 'ReadPowerSecrets', powerSecrets);

  for (const one of functions.these('claim-traffic', 'move-traffic')) grantChangeTraffic(one, pair);
};
