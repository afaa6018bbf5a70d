// What is on disk keeps the names that older functions read and write: a record, an inspection and a read-back as
// version 0.1 left them come back under the names of the code, and are written as they were.
import { readFileSync } from 'node:fs';
import {
  fromStored,
  INSPECTION_NAMES,
  READ_BACK_NAMES,
  RECORD_NAMES,
  SETTINGS_NAMES,
  toStored,
} from '../../functions/contract/stored/stored-names.ts';
import { parseRecord, storedText } from '../../functions/store/record/stored-record.ts';

const stored = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`./stored/${name}.json`, import.meta.url), 'utf8'));

test('a record that an older version wrote is read whole, and is written so that the older version can go on', () => {
  const reader = { pair: 'support', appliances: ['london', 'dublin'], nowMs: Date.parse('2026-11-22T21:00:00.000Z') };
  const { record, recentNonces } = parseRecord('pairs/support.json', JSON.stringify(stored('record')), reader);
  expect(record).toMatchObject({
    restoredBackup: { dublin: { backupId: '20261122T191503Z-0a1b2c3d' } },
    leaseBlockedUntil: '2026-11-22T20:59:00.000Z',
    hold: { resumeInput: { pair: 'support', kind: 'failover' } },
    pause: { notifiedAt: '2026-11-22T20:30:03.000Z' },
    quarantined: { reason: 'users were moved to dublin', notifiedAt: '2026-11-22T20:25:03.000Z' },
    blockNotified: { block: 'held' },
    backupsNotified: { suspicions: ['shrunken'] },
    notices: { 'capture-failed': { notified: 3 } },
    powerReading: { checks: [{ message: 'reads On' }] },
  });
  expect(recentNonces).toEqual(['n7', 'n8', 'n9']);
  expect(JSON.parse(storedText(record, recentNonces.slice(0, -1)))).toEqual(stored('record'));
});

test('an inspection changes its names both ways, in lists and maps too', () => {
  const inspection = fromStored(INSPECTION_NAMES, stored('inspection'));
  expect(JSON.stringify(inspection)).not.toMatch(/"(?:says|told|toldAt)"/);
  expect(inspection).toMatchObject({
    people: { notified: ['muted'] },
    healthTexts: { london: { other: { message: 'Busy' } } },
  });
  expect(toStored(INSPECTION_NAMES, inspection)).toEqual(stored('inspection'));
});

test('a name is changed only where it is one of ours: an appliance may be called as a key is', () => {
  const record = { carries: { carries: { backupId: 'b' }, trail: { backupId: 'c' } } };
  expect(fromStored(RECORD_NAMES, record)).toEqual({ restoredBackup: record.carries });
});

test('settings that an older version deployed are read, and a read-back too', () => {
  const settings = { appliances: [{ restore: { way: 'lambda' }, power: [{ way: 'redfish' }, { way: 'none' }] }] };
  expect(fromStored(SETTINGS_NAMES, settings)).toEqual({
    appliances: [{ restore: { method: 'lambda' }, power: [{ method: 'redfish' }, { method: 'none' }] }],
  });
  expect(fromStored(READ_BACK_NAMES, { because: 'whole' })).toEqual({ reason: 'whole' });
});
