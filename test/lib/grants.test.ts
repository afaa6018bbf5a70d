// Who may do what, function by function, as the template says it. A new permission is a line here, where a reviewer meets it.
import { beforeAll, expect, test } from '@jest/globals';
import { idOf } from '../../lib/functions/twinbox-function.ts';
import { allowedBy, type Statement } from './statements.ts';
import { synthesized } from './synthesized.ts';

let statements: readonly Statement[];
beforeAll(async () => {
  statements = allowedBy((await synthesized('test/lib/settings/one-acts.yaml')).template);
});

const step = ['ReadRecords', 'WriteJournal', 'WriteRecords'];
const reports = ['EncryptVault', 'ListRecord', 'ReadJournal', 'WriteReports'];
const tells = ['EncryptMessages', 'TellPeople'];
const settings = ['ReadSettings'];
const captured = ['ListCaptures', 'ReadCaptures'];
const reporting = [...step, ...reports, ...tells];
const telling = [...reporting, ...settings];

const MAY = {
  begin: [...telling, 'DescribeRecoveries', 'StopDrills', 'ReadServiceRecords'],
  confirm: [...step, ...tells],
  prepare: [
    ...step,
    ...tells,
    ...captured,
    'DecryptVault',
    'ListBackups',
    'ReadBackups',
    'ReadApplianceSecrets',
    'ReadPowerSecrets',
    'ReadServiceRecords',
    'ReadZones',
    'ReadInspections',
  ],
  'upload-backup': [...step, 'DecryptVault', 'LinkBackups', 'CallRestore', 'ReadRestoreSecrets'],
  'await-restore': step,
  'check-standby': [...step, ...tells, 'ReadApplianceSecrets'],
  'await-decision': step,
  'last-look': step,
  'claim-traffic': [...step, 'ReadServiceRecords', 'ReadZones', 'ReadRecordChanges', 'ChangeServiceRecordsOfSupport'],
  fence: [...step, ...tells, 'ReadPowerSecrets'],
  promote: [...step, 'ReadApplianceSecrets'],
  'move-traffic': [...step, 'ReadServiceRecords', 'ChangeServiceRecordsOfSupport'],
  'await-traffic': [...step, 'ReadRecordChanges'],
  verify: step,
  finish: reporting,
  'stand-down': reporting,
  operate: [
    ...['ListRecord', 'ReadRecords', 'WriteRecords', 'ReadInspections', ...tells],
    ...[...captured, 'DecryptVault', 'ListBackups', 'ReadManifests'],
  ],
  halt: [...telling, 'PutMetrics'],
  'close-out': [...telling, 'PutMetrics'],
  reconcile: [...telling, 'PutMetrics', 'DescribeRecoveries', 'StartRecovery', 'ReadAlarms'],
  watch: [
    ...captured,
    'DecryptVault',
    'ListBackups',
    'ReadManifests',
    'ListRecord',
    'ReadRecords',
    'RelieveWatch',
    'ReadCaptureTurns',
    'PutMetrics',
    ...settings,
  ],
  inspect: [
    ...captured,
    ...['DecryptVault', 'ListBackups', 'ReadManifests', 'ListRecord', 'ReadRecords', 'Inspect', 'ReadReadBacks'],
    ...['ReadApplianceSecrets', 'NoteRefusedAccounts', 'PutMetrics', ...settings],
    ...['ReadServiceRecords', 'ReadZones'],
    // Whether people hear of anything, and to tell them where they do not.
    ...[...tells, 'ReadAlarms', 'ReadMuteRules', 'ReadSubscriptions'],
  ],
  capture: [
    'EncryptVault',
    'ListBackups',
    'WriteBackups',
    ...[...captured, ...tells, 'EnterCaptures'],
    'ListRecord',
    'ReadRecords',
    'WriteRecords',
    'ReadApplianceSecrets',
    'NoteRefusedAccounts',
    'TakeCaptureTurns',
    'PutMetrics',
    ...settings,
  ],
  'read-power': ['ListRecord', 'ReadRecords', 'WriteRecords', 'ReadPowerSecrets', ...settings],
  'read-back': [
    ...['DecryptVault', 'ListBackups', 'ReadBackups', 'ListRecord', 'NoteReadBacks'],
    // Old backups go here, and not where what a box sent is parsed.
    ...['ListProofs', 'RemoveOldBackups', 'ListCaptureVersions', 'RemoveOldCaptures'],
    ...[...captured, 'ReadRecords', ...settings],
  ],
} as const;

test.each(Object.entries(MAY))('%s may do this and nothing else, beside its own logs and trace', (verb, sids) => {
  const own = statements
    .filter(({ holder }) => holder === `Functions${idOf(verb)}Role`)
    .map(({ sid, actions }) => sid || actions.join());
  expect(own.sort()).toEqual([...sids, 'OwnLogs', 'xray:PutTraceSegments,xray:PutTelemetryRecords'].sort());
});
