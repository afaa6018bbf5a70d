// The search for a backup: it succeeds however many others lie in between, opens few of them, and names no more than
// fit.

import type { RestoreQuestion } from '../../functions/domain/backup/restore-point.ts';
import { skippedBackups } from '../../functions/domain/backup/skipped-backups.ts';
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import { eligibleBackups, newestGood } from '../../functions/steps/backups/seek-backups.ts';
import { seeVault } from '../../functions/steps/monitor/inspect-vault.ts';
import { s3CaptureWriter } from '../../functions/store/vault/capture/s3-capture-writer.ts';
import { s3Backups } from '../../functions/store/vault/s3-backups.ts';
import { listedBackups } from '../doubles/listed-backups.ts';
import { machine } from '../doubles/machine.ts';
import { kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';
import { manifestOf } from '../store/manifests.ts';
import { BUCKETS, openStoreCloud } from '../store/store-cloud.ts';

const START_MS = Date.parse('2026-10-01T00:00:00.000Z');
/** The capture of that minute since the start. */
const backup = (minute: number, changes: Partial<BackupManifest> = {}): BackupManifest => ({
  ...manifestOf(new Date(START_MS + minute * 60_000).toISOString()),
  ...changes,
});
const many = (count: number, changes: Partial<BackupManifest>): readonly BackupManifest[] =>
  Array.from({ length: count }, (_, index) => backup(index + 1, changes));

const question = (changes: Partial<RestoreQuestion> = {}): RestoreQuestion => ({
  pair: 'support',
  from: 'london',
  to: 'dublin',
  record: { epoch: 3, restoredBackup: {} },
  standby: { product: 'RS', version: '25.1.2', build: '81234' },
  ...changes,
});

const choose = async (manifests: readonly BackupManifest[], asked = question()) => {
  const source = listedBackups(() => manifests);
  const skipped = skippedBackups();
  for await (const found of eligibleBackups(source, asked, skipped)) {
    return { found: found.backupId, rows: skipped.rows(), opened: source.opened.length };
  }
  return { found: undefined, rows: skipped.rows(), opened: source.opened.length };
};

describe('behind five thousand others', () => {
  const oldest = backup(0);

  test.each<readonly [string, Partial<BackupManifest>, string]>([
    ['of the upgraded version', { version: '25.2.0' }, '4980 made by different software than the standby runs'],
    ['that are suspect', { suspect: 'it has shrunk' }, '4980 suspect'],
    [
      'of a third appliance',
      { appliance: 'oslo' },
      '4980 captured from an appliance that is not the primary of this pair',
    ],
  ])('%s the one that fits is found, and only few are opened', async (_what, changes, message) => {
    const { found, rows, opened } = await choose([oldest, ...many(5_000, changes)]);
    expect(found).toBe(oldest.backupId);
    expect(opened).toBe(21);
    expect(rows).toHaveLength(21);
    expect(rows.at(-1)).toEqual({ backupId: 'and 4980 more', reason: message });
  });

  test('nothing is eligible if the standby was captured meanwhile, and the search ends there', async () => {
    const between = backup(2_500, { appliance: 'dublin', suspect: 'it has shrunk' });
    const { found, opened } = await choose([oldest, ...many(2_400, {}), between]);
    expect(found).toBeUndefined();
    expect(opened).toBeLessThan(50);
  });

  test('the newest good backup is the first that is opened', async () => {
    const source = listedBackups(() => [oldest, ...many(5_000, { suspect: 'it has shrunk' })]);
    expect((await newestGood(source, 'support'))?.backupId).toBe(oldest.backupId);
    expect(source.opened).toEqual([oldest.backupId]);
  });
});

test('the skipped backups fit into the data of an execution, however long the reasons are', async () => {
  const { rows } = await choose(many(3_000, { suspect: 'x'.repeat(2_000), version: 'y'.repeat(200) }));
  expect(JSON.stringify(rows).length).toBeLessThan(16_384);
});

test('a failover restores what fits the standby although more than fifty of the upgraded version are newer', async () => {
  await using store = await openStoreCloud();
  const captureWriter = s3CaptureWriter(store.s3(), BUCKETS, machine.random);
  const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const fitting = manifestOf(at(100));
  await captureWriter.writeManifest(fitting);
  for (let minutes = 60; minutes > 0; minutes -= 1)
    await captureWriter.writeManifest({ ...manifestOf(at(minutes)), version: '25.2.0' });
  const source = s3Backups(store.s3(), BUCKETS);
  for await (const found of eligibleBackups(source, question(), skippedBackups())) {
    expect(found).toEqual(fitting);
    return;
  }
  throw new Error('nothing was found');
});

test('a halt over thousands of backups that do not fit has a bounded message', async () => {
  const house = onePair();
  const { manifests } = house.stores.backups;
  manifests.splice(0);
  for (let minute = 0; minute < 4_000; minute += 1)
    manifests.push(backup(minute, { version: `25.2.${minute}`, epoch: 0, suspect: 'z'.repeat(1_900) }));
  kill(house);
  const { state } = await walk(house, { trigger: 'alarm' });
  expect(state.halt).toMatchObject({ reason: 'NoEligibleBackup' });
  expect(JSON.stringify(state).length).toBeLessThan(65_536);
  for (const report of house.stores.reports.reports.values())
    expect(JSON.stringify(report).length).toBeLessThan(65_536);
});

test('the inspector makes the same choice, and reports what a failover would halt on', async () => {
  const seen = (appliance: string, version: string) =>
    ({
      appliance,
      health: {
        is: 'reported',
        facts: { product: 'RS', version, build: '81234', healthy: true, reportedRole: 'none', clusterRole: 'single' },
      },
      certificate: { is: 'unseen', failure: { name: 'CallFailure', message: 'refused' } },
    }) as const;
  const ask = (manifests: readonly BackupManifest[]) =>
    seeVault(
      { backups: listedBackups(() => manifests), clock: machine.clock },
      {
        pair: 'support',
        record: { primary: 'london', epoch: 3, restoredBackup: {} },
        standby: 'dublin',
        ofPrimary: seen('london', '25.2.0'),
        ofStandby: seen('dublin', '25.1.2'),
      },
    );
  const upgraded = many(100, { version: '25.2.0' });
  expect(await ask([backup(0), ...upgraded])).toMatchObject({
    hasGood: true,
    restorePoint: { backupId: backup(0).backupId },
    lastOfOtherSoftware: { backupId: backup(0).backupId },
  });
  expect(await ask(upgraded)).toMatchObject({ restorePoint: { missing: expect.stringContaining('25.2.0') } });
  expect(await ask([])).toMatchObject({ hasAny: false, restorePoint: { missing: 'the backup store holds no backup' } });
});

describe('a backup that cannot be opened', () => {
  const broken: (listed: { readonly backupId: string }) => object = ({ backupId }) =>
    backupId === backup(2).backupId
      ? { missing: `${backupId}: gone` }
      : { unreadable: `${backupId}: the manifest is not JSON` };
  const sourceOf = (manifests: readonly BackupManifest[], bad: readonly BackupManifest[]) => {
    const source = listedBackups(() => manifests);
    const ids = new Set(bad.map(({ backupId }) => backupId));
    const read: typeof source.read = async (pair, listed, signal) =>
      ids.has(listed.backupId) ? (broken(listed) as never) : source.read(pair, listed, signal);
    return { ...source, read };
  };

  test('is named if it is unreadable, and is no matter if it has been deleted meanwhile', async () => {
    const source = sourceOf([backup(0), backup(1), backup(2)], [backup(1), backup(2)]);
    const skipped = skippedBackups();
    for await (const found of eligibleBackups(source, question(), skipped)) {
      expect(found.backupId).toBe(backup(0).backupId);
      expect(skipped.rows()).toEqual([{ backupId: backup(1).backupId, reason: 'the manifest is not JSON' }]);
      return;
    }
    throw new Error('nothing was found');
  });

  test('is never the newest good one, nor is one that its listing called good and its manifest does not', async () => {
    const distrusted = { backupId: backup(1).backupId, by: 'Ada', reason: 'x', at: '2026-10-02T00:00:00.000Z' };
    const source = sourceOf([backup(0), backup(1), backup(2)], [backup(2)]);
    expect((await newestGood(source, 'support'))?.backupId).toBe(backup(1).backupId);
    expect((await newestGood(source, 'support', { distrusted: [distrusted] as never }))?.backupId).toBe(
      backup(0).backupId,
    );
  });
});
