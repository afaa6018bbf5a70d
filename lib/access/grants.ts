// Makes the policies of a pair from the permission table. What a permission contains is in the file of the resource:
// its `grantX` also sets the variable that names the resource.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';
import type { TwinboxFunctions } from '../functions/twinbox-functions.ts';
import type { OperatorsTopic } from '../monitoring/operators-topic.ts';
import type { PairParameter } from '../storage/pair-parameter.ts';
import type { RecordBucket } from '../storage/record-bucket.ts';
import type { VaultBucket } from '../storage/vault-bucket.ts';
import type { RecoveryWorkflow } from '../workflow/recovery-workflow.ts';
import { grantReadAlarms, grantReadMuteRules } from './alarm-access.ts';
import { grantPublishMetrics } from './metrics-access.ts';
import type { PermissionRow } from './permission-row.ts';
import { PERMISSION_NAMES, PERMISSIONS, type PermissionName } from './permission-table.ts';
import { grantCallPower, grantReadInstances, grantStartInstances, grantStopInstances } from './power-access.ts';
import { grantCallRestore, grantReadSecrets } from './secret-access.ts';
import {
  applianceSecretsOf,
  loginSecretsOf,
  powerSecretsOf,
  readOnlyPowerSecretsOf,
  restoreSecretsOf,
} from './settings-access.ts';
import { grantChangeTraffic, grantReadChanges, grantReadTraffic, grantReadZone } from './traffic-access.ts';

export interface Resources {
  readonly pair: PairSettings;
  readonly record: RecordBucket;
  readonly vault: VaultBucket;
  readonly topic: OperatorsTopic;
  readonly parameter: PairParameter;
  readonly workflow: RecoveryWorkflow;
}

const GRANTS: Readonly<Record<PermissionName, (one: TwinboxFunction, on: Resources) => void>> = {
  takePart: (one, { record }) => record.grantTakePart(one),
  changeRecord: (one, { record }) => record.grantReadWrite(one),
  readJournal: (one, { record }) => record.grantReadJournal(one),
  readRecord: (one, { record }) => record.grantRead(one),
  recordFindings: (one, { record }) => record.grantReadWrite(one),
  inspect: (one, { record }) => record.grantInspect(one),
  noteRefusedAccounts: (one, { record }) => record.grantRefusedAccounts(one),
  noteReadiness: (one, { record }) => record.grantReadiness(one),
  readReadiness: (one, { record }) => record.grantReadReadiness(one),
  noteReadBacks: (one, { record }) => record.grantReadBack(one),
  readInspections: (one, { record }) => record.grantReadInspections(one),
  handOverWatch: (one, { record }) => record.grantHandover(one),
  leaseCapture: (one, { record }) => record.grantCaptureTurns(one),
  readBackups: (one, { vault }) => vault.grantReadBackups(one),
  readCaptures: (one, { record }) => record.grantReadCaptures(one),
  enterCaptures: (one, { record }) => record.grantEnterCaptures(one),
  linkBackups: (one, { vault }) => vault.grantLinkBackups(one),
  readManifests: (one, { vault }) => vault.grantReadManifests(one),
  writeBackups: (one, { vault }) => vault.grantCapture(one),
  pruneBackups: (one, { vault }) => vault.grantPrune(one),
  pruneCaptures: (one, { record }) => record.grantPruneCaptures(one),
  writeReports: (one, { vault }) => vault.grantWriteReports(one),
  notify: (one, { topic }) => topic.grantNotify(one),
  readSettings: (one, { parameter }) => parameter.grantRead(one),
  readPowerOnly: (one, { pair }) => grantReadSecrets(one, 'ReadPowerReadSecrets', readOnlyPowerSecretsOf(pair)),
  readApplianceSecrets: (one, { pair }) => grantReadSecrets(one, 'ReadApplianceSecrets', applianceSecretsOf(pair)),
  readSecretsOfMoves: (one, { pair }) => grantReadSecrets(one, 'ReadApplianceSecrets', applianceSecretsOf(pair)),
  readTraffic: (one, { pair }) => grantReadTraffic(one, pair),
  readZone: (one, { pair }) => grantReadZone(one, pair),
  readTrafficChanges: (one) => grantReadChanges(one),
  describeRecoveries: (one, { workflow }) => workflow.grantDescribe(one),
  stopDrills: (one, { workflow }) => workflow.grantStop(one),
  startRecoveries: (one, { workflow }) => workflow.grantStart(one),
  publishMetrics: (one, { pair }) => grantPublishMetrics(one, pair.name),
  readAlarms: (one) => grantReadAlarms(one),
  readMuteRules: (one) => grantReadMuteRules(one),
  readSubscriptions: (one, { topic }) => topic.grantReadSubscriptions(one),
  callRestore: (one, { pair }) => grantCallRestore(one, pair),
  rehearseSignIn: (one, { pair }) => grantReadSecrets(one, 'ReadLoginSecrets', loginSecretsOf(pair)),
  signInToRestore: (one, { pair }) => grantReadSecrets(one, 'ReadRestoreSecrets', restoreSecretsOf(pair)),
  switchPower: (one, { pair }) => grantReadSecrets(one, 'ReadPowerSecrets', powerSecretsOf(pair)),
  callPower: (one, { pair }) => grantCallPower(one, pair),
  readEc2: (one, { pair }) => grantReadInstances(one, pair),
  stopEc2: (one, { pair }) => grantStopInstances(one, pair),
  startEc2: (one, { pair }) => grantStartInstances(one, pair),
  changeTraffic: (one, { pair }) => grantChangeTraffic(one, pair),
};

/** Gives every function the permissions of its rows, those with a condition only if it holds for the pair. */
export const grantPermissions = (functions: TwinboxFunctions, on: Resources): void => {
  for (const name of PERMISSION_NAMES) {
    const row: PermissionRow = PERMISSIONS[name];
    if (row.onlyIf && !row.onlyIf.holds(on.pair)) continue;
    for (const one of functions.these(...row.functions)) GRANTS[name](one, on);
  }
};
