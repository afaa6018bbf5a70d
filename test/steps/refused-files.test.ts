// An appliance that refuses one file gets the next older one, at most twice; the report lists the refused ones.
import type { Report } from '../../functions/domain/report/report.ts';
import { backupAt, DUBLIN, kill, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const NEWEST = '20261122T200000Z-a1b2c3d4';
const OLDER = '20261122T190000Z-a1b2c3d4';

test('when the appliance refuses the newest backup, the next older one is restored, and the report says so', async () => {
  const house = onePair();
  kill(house);
  house.world.faults.refuses = [NEWEST];
  const { end, path } = await walk(house, { trigger: 'alarm' });

  expect(end).toBe('SUCCEEDED');
  expect(path.filter((state) => state === 'Prepare')).toHaveLength(2);
  expect(house.world.appliances.dublin?.restoredBackup).toBe(OLDER);
  expect(house.world.zone[NAME]?.addresses).toEqual([DUBLIN]);
  const [report] = [...house.stores.reports.reports.values()] as Report[];
  expect(report?.recoveryPoint?.backupId).toBe(OLDER);
  expect(report?.passedOver).toEqual([{ backupId: NEWEST, reason: expect.stringContaining('refused') }]);
});

test('the third file is the last one tried', async () => {
  const house = onePair();
  kill(house);
  house.stores.backups.manifests.push(backupAt('1700'), backupAt('1800'));
  house.world.faults.refuses = house.stores.backups.manifests.map(({ backupId }) => backupId);
  const { state } = await walk(house, { trigger: 'alarm' });
  expect(state.halt?.reason).toBe('FileRefused');
  expect(house.stores.messages.messages.at(-1)?.body).toContain(
    'It refused 3 files, so another file is unlikely to work',
  );
  expect(house.world.deeds.filter((deed) => deed.startsWith('restore'))).toHaveLength(3);
});
