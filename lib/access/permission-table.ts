// Who may do what: one row a permission. `grants.ts` makes the policies from this table, and `npm run docs` prints it
// into docs/permissions.md, which fails if the template says something else.
import type { FunctionName } from '../../functions/contract/runtime/functions.ts';
import { PHASES } from '../../functions/contract/workflow/phases.ts';
import { CONDITIONS } from './grant-conditions.ts';
import { given, type PermissionRow, row } from './permission-row.ts';

const IN_RECOVERY = PHASES.map(({ verb }) => verb).filter(
  (verb) => !['operate', 'check-readiness', 'set-primary'].includes(verb),
);
const REPORTING: readonly FunctionName[] = ['begin', 'finish', 'stand-down', 'halt', 'close-out', 'reconcile'];

/** The order of the rows is the order of the statements in a policy. */
export const PERMISSIONS = {
  takePart: row(
    'read and write the pair record, and add to journals',
    ['ReadRecords', 'WriteRecords', 'WriteJournal'],
    [...IN_RECOVERY, 'close-out', 'reconcile'],
  ),
  changeRecord: row(
    'read and write the pair record, even if none was ever written',
    ['ReadRecords', 'ListRecord', 'WriteRecords'],
    ['operate', 'set-primary'],
  ),
  readJournal: row('read the journal of a recovery', ['ReadJournal', 'ListRecord'], REPORTING),
  readRecord: row('read the pair record', ['ReadRecords', 'ListRecord'], ['watch', 'inspect', 'read-back']),
  // Which version of a secret the primary accepts, and the machine behind each power controller: the function that
  // finds out records it.
  recordFindings: row(
    'read the pair record, and write what they found into it',
    ['ReadRecords', 'ListRecord', 'WriteRecords'],
    ['capture', 'read-power', 'check-readiness'],
  ),
  inspect: row(
    'read and write the findings of inspections, and read those of read-backs',
    ['Inspect', 'ReadReadBacks'],
    ['inspect'],
  ),
  noteRefusedAccounts: row(
    'read and write which accounts the appliances refused',
    ['NoteRefusedAccounts'],
    ['inspect', 'capture'],
  ),
  noteReadBacks: row('read and write the findings of read-backs', ['NoteReadBacks', 'ListRecord'], ['read-back']),
  noteReadiness: row('read and write the checks of readiness', ['NoteReadiness'], ['check-readiness']),
  readReadiness: row('read the checks of readiness', ['ReadReadiness'], ['operate', 'prepare', 'inspect']),
  readInspections: row(
    'read the findings of the last inspection',
    ['ReadInspections'],
    ['operate', 'prepare', 'check-readiness'],
  ),
  handOverWatch: row(
    'read and write the handover between watchers, and read the capture lease',
    ['RelieveWatch', 'ReadCaptureTurns'],
    ['watch'],
  ),
  leaseCapture: row('take and release the capture lease', ['TakeCaptureTurns'], ['capture', 'final-capture']),
  readBackups: row(
    'read backups and manifests, exact versions too',
    ['ListBackups', 'ReadBackups', 'DecryptVault'],
    ['prepare', 'read-back'],
  ),
  readCaptures: row(
    'read the entries that bind backups to their captures',
    ['ReadCaptures', 'ListCaptures'],
    ['prepare', 'operate', 'read-back', 'watch', 'inspect', 'check-readiness'],
  ),
  enterCaptures: row(
    'write those entries, once each',
    ['ReadCaptures', 'ListCaptures', 'EnterCaptures'],
    ['capture', 'final-capture'],
  ),
  linkBackups: row('sign a link to one exact version of a backup', ['LinkBackups', 'DecryptVault'], ['upload-backup']),
  readManifests: row(
    'read manifests, never backups',
    ['ListBackups', 'ReadManifests', 'DecryptVault'],
    ['operate', 'watch', 'inspect', 'check-readiness'],
  ),
  writeBackups: row(
    'write backups and manifests, once each',
    ['ListBackups', 'WriteBackups', 'EncryptVault'],
    ['capture', 'final-capture'],
  ),
  // Not by Capture, because it parses what an appliance sent.
  pruneBackups: row(
    'remove versions of backups whose retention is over',
    ['ListBackups', 'ListProofs', 'RemoveOldBackups'],
    ['read-back'],
  ),
  pruneCaptures: row(
    'remove the entries of removed backups',
    ['ListCaptureVersions', 'RemoveOldCaptures'],
    ['read-back'],
  ),
  writeReports: row('write reports and proofs', ['WriteReports', 'EncryptVault'], REPORTING),
  notify: row('notify the operators', ['NotifyPeople', 'EncryptMessages'], given('TOPIC_ARN')),
  readSettings: row('read the settings of the pair', ['ReadSettings'], given('SETTINGS_PARAMETERS')),
  readPowerOnly: row(
    'read the secret of an account that can only read the power state',
    ['ReadPowerReadSecrets'],
    ['prepare', 'read-power'],
    CONDITIONS.readsPowerOnly,
  ),
  readApplianceSecrets: row(
    'read the secrets of the API accounts',
    ['ReadApplianceSecrets'],
    ['prepare', 'check-standby', 'promote', 'capture', 'inspect', 'set-primary'],
  ),
  readSecretsOfMoves: row(
    'read the secrets of the API accounts, for what is planned',
    ['ReadApplianceSecrets'],
    ['shut-down', 'final-capture'],
    CONDITIONS.acts,
  ),
  readTraffic: row(
    "list the records of the service's zones",
    ['ReadServiceRecords'],
    ['begin', 'prepare', 'claim-traffic', 'move-traffic', 'inspect', 'set-primary'],
  ),
  readZone: row('read the properties of those zones', ['ReadZones'], ['prepare', 'claim-traffic', 'inspect']),
  readTrafficChanges: row(
    'read whether a change has reached all servers of Route 53',
    ['ReadRecordChanges'],
    ['claim-traffic', 'await-traffic'],
  ),
  describeRecoveries: row('read whether an execution still runs', ['DescribeRecoveries'], ['begin', 'reconcile']),
  stopDrills: row('stop an execution (a failover stops a drill)', ['StopDrills'], ['begin']),
  startRecoveries: row('start a recovery', ['StartRecovery'], ['reconcile']),
  publishMetrics: row(
    'publish metrics of the pair',
    ['PublishMetrics'],
    ['watch', 'inspect', 'capture', 'halt', 'close-out', 'reconcile'],
  ),
  readAlarms: row('read the states of alarms', ['ReadAlarms'], ['reconcile', 'inspect']),
  readMuteRules: row('read which rules mute alarms', ['ReadMuteRules'], ['inspect']),
  readSubscriptions: row('read who is subscribed to the notifications', ['ReadSubscriptions'], ['inspect']),
  callRestore: row(
    "call the owner's restore function",
    ['CallRestore'],
    ['upload-backup'],
    CONDITIONS.restoresByFunction,
  ),
  rehearseSignIn: row(
    'read the accounts for /login, to rehearse the sign-in',
    ['ReadLoginSecrets'],
    ['check-readiness'],
    CONDITIONS.restoresByLogin,
  ),
  signInToRestore: row(
    'read the accounts for /login, and the secrets that hold the backup passwords',
    ['ReadRestoreSecrets'],
    ['upload-backup'],
    CONDITIONS.restoresByLogin,
  ),
  switchPower: row(
    'read the secrets of the accounts that switch power',
    ['ReadPowerSecrets'],
    ['fence', 'shut-down', 'power-on', 'prepare', 'read-power'],
    CONDITIONS.switchesPower,
  ),
  callPower: row(
    "call the owner's power functions, which read power and switch it",
    ['CallPower'],
    ['fence', 'shut-down', 'power-on', 'prepare', 'read-power'],
    CONDITIONS.switchesByFunction,
  ),
  readEc2: row(
    'read the state of the instances that run the appliances',
    ['ReadInstances', 'ReadInstanceProtection'],
    ['fence', 'shut-down', 'power-on', 'prepare', 'read-power'],
    CONDITIONS.readsEc2,
  ),
  stopEc2: row(
    'stop the instances that run the appliances',
    ['StopInstances'],
    ['fence', 'shut-down'],
    CONDITIONS.switchesByEc2,
  ),
  startEc2: row(
    'start the instances that run the appliances',
    ['StartInstances'],
    ['power-on'],
    CONDITIONS.switchesByEc2,
  ),
  changeTraffic: row(
    "change the service's records",
    ['ChangeServiceRecords'],
    ['claim-traffic', 'move-traffic', 'set-primary'],
    CONDITIONS.acts,
  ),
} satisfies Record<string, PermissionRow>;

export type PermissionName = keyof typeof PERMISSIONS;

/** In the order of the table. */
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as readonly PermissionName[];
