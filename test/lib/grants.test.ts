// Who may do what, function by function, as the template says it. A new permission is a line here, where a reviewer
// meets it.
import { beforeAll, expect, test } from '@jest/globals';
import { idOf } from '../../lib/functions/twinbox-function.ts';
import { MORE, REACH } from './grant-table.ts';
import { allowedBy, type Statement } from './statements.ts';
import { synthesized } from './synthesized.ts';

let statements: readonly Statement[];
beforeAll(async () => {
  statements = allowedBy((await synthesized('test/lib/settings/one-acts.yaml')).template);
});

const step = ['ReadRecords', 'WriteJournal', 'WriteRecords'];
const reports = ['EncryptVault', 'ListRecord', 'ReadJournal', 'WriteReports'];
const notifies = ['EncryptMessages', 'NotifyPeople'];
const settings = ['ReadSettings'];
const captured = ['ListCaptures', 'ReadCaptures'];
const reporting = [...step, ...reports, ...notifies];
const notifying = [...reporting, ...settings];

const MAY = {
  begin: [...notifying, 'DescribeRecoveries', 'StopDrills', 'ReadServiceRecords'],
  confirm: [...step, ...notifies],
  prepare: [
    ...step,
    ...notifies,
    ...captured,
    'DecryptVault',
    'ListBackups',
    'ReadBackups',
    'ReadApplianceSecrets',
    'ReadPowerSecrets',
    'ReadServiceRecords',
    'ReadZones',
    'ReadInspections',
    'ReadReadiness',
  ],
  'upload-backup': [...step, 'DecryptVault', 'LinkBackups', 'CallRestore', 'ReadRestoreSecrets'],
  'await-restore': step,
  'check-standby': [...step, ...notifies, 'ReadApplianceSecrets'],
  'await-decision': [...step, ...notifies],
  'confirm-drill': step,
  reconfirm: step,
  'claim-traffic': [...step, 'ReadServiceRecords', 'ReadZones', 'ReadRecordChanges', 'ChangeServiceRecords'],
  fence: [...step, ...notifies, 'ReadPowerSecrets'],
  promote: [...step, 'ReadApplianceSecrets'],
  'move-traffic': [...step, 'ReadServiceRecords', 'ChangeServiceRecords'],
  'await-traffic': [...step, 'ReadRecordChanges'],
  verify: step,
  finish: reporting,
  'stand-down': reporting,
  operate: [
    ...['ListRecord', 'ReadRecords', 'WriteRecords', 'ReadInspections', 'ReadReadiness', ...notifies],
    ...[...captured, 'DecryptVault', 'ListBackups', 'ReadManifests'],
  ],
  'set-primary': [
    ...['ListRecord', 'ReadRecords', 'WriteRecords', ...notifies],
    ...['ReadApplianceSecrets', 'ReadServiceRecords', 'ChangeServiceRecords'],
  ],
  'check-readiness': [
    ...['ListRecord', 'ReadRecords', 'WriteRecords', 'ReadInspections', 'NoteReadiness', ...settings],
    'ReadLoginSecrets',
    ...[...captured, 'DecryptVault', 'ListBackups', 'ReadManifests'],
  ],
  halt: [...notifying, 'PublishMetrics'],
  'close-out': [...notifying, 'PublishMetrics'],
  reconcile: [...notifying, 'PublishMetrics', 'DescribeRecoveries', 'StartRecovery', 'ReadAlarms'],
  watch: [
    ...captured,
    'DecryptVault',
    'ListBackups',
    'ReadManifests',
    'ListRecord',
    'ReadRecords',
    'RelieveWatch',
    'ReadCaptureTurns',
    'PublishMetrics',
    ...settings,
  ],
  inspect: [
    ...captured,
    ...['DecryptVault', 'ListBackups', 'ReadManifests', 'ListRecord', 'ReadRecords', 'Inspect', 'ReadReadBacks'],
    'ReadReadiness',
    ...['ReadApplianceSecrets', 'NoteRefusedAccounts', 'PublishMetrics', ...settings],
    ...['ReadServiceRecords', 'ReadZones'],
    // Whether people hear of anything, and to tell them where they do not.
    ...[...notifies, 'ReadAlarms', 'ReadMuteRules', 'ReadSubscriptions'],
  ],
  capture: [
    'EncryptVault',
    'ListBackups',
    'WriteBackups',
    ...[...captured, ...notifies, 'EnterCaptures'],
    'ListRecord',
    'ReadRecords',
    'WriteRecords',
    'ReadApplianceSecrets',
    'NoteRefusedAccounts',
    'TakeCaptureTurns',
    'PublishMetrics',
    ...settings,
  ],
  'read-power': ['ListRecord', 'ReadRecords', 'WriteRecords', 'ReadPowerSecrets', ...settings],
  'read-back': [
    ...['DecryptVault', 'ListBackups', 'ReadBackups', 'ListRecord', 'NoteReadBacks'],
    // Old backups go here, and not where what an appliance sent is parsed.
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

/** Without the hash of an id, and the two buckets by their letters. */
const plain = (resource: string): string =>
  resource
    .replaceAll(/[0-9A-F]{8}(?=[.>])/g, '')
    .replace('<RecordBucket.Arn>', 'R')
    .replace('<VaultBucket.Arn>', 'V');

test.each(Object.entries(MAY))('%s reaches no further than its permissions say', (verb, sids) => {
  const own = statements.filter(
    ({ holder, sid }) => holder === `Functions${idOf(verb)}Role` && sid !== '' && sid !== 'OwnLogs',
  );
  const found = own.map(
    ({ sid, actions, resources, condition }) => [sid, actions, resources.map(plain), condition] as const,
  );
  const expected = sids.map((sid) => {
    const [actions = '', resources = '', condition = {}] = MORE[verb]?.[sid] ?? REACH[sid] ?? [];
    return [sid, actions.split(' '), resources.split(' '), condition] as const;
  });
  const byName = (one: readonly [string, ...unknown[]], other: readonly [string, ...unknown[]]) =>
    one[0] < other[0] ? -1 : 1;
  expect(found.toSorted(byName)).toEqual(expected.toSorted(byName));
});

test('each function writes its own log group and no other', () => {
  for (const verb of Object.keys(MAY)) {
    const own = statements.filter(({ holder, sid }) => holder === `Functions${idOf(verb)}Role` && sid === 'OwnLogs');
    expect(own.map(({ actions, resources }) => [actions, resources.map(plain)])).toEqual([
      [['logs:CreateLogStream', 'logs:PutLogEvents'], [`<Functions${idOf(verb)}Logs.Arn>`]],
    ]);
  }
});
