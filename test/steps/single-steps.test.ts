// Single steps, where a whole run would hide the result of one probe or one attempt.
import { failure } from '../../functions/domain/failure/failure.ts';
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { awaitDecision } from '../../functions/steps/recovery/confirm/await-decision.ts';
import { confirm } from '../../functions/steps/recovery/confirm/confirm.ts';
import { promote } from '../../functions/steps/recovery/fence/promote.ts';
import { awaitRestore } from '../../functions/steps/recovery/restore/await-restore.ts';
import { checkStandby } from '../../functions/steps/recovery/restore/check-standby.ts';
import { uploadBackup } from '../../functions/steps/recovery/restore/upload-backup.ts';
import { verify } from '../../functions/steps/recovery/traffic/verify.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { backupAt, DUBLIN, type House, kill, LONDON, NAME, onePair } from '../doubles/one-pair.ts';

const left = () => 30_000;
const execution = `${EXECUTIONS}:person-0a1b2c3d`;
const startedAt = '2026-11-22T20:15:03.000Z';

/** A recovery that has begun, with `found` as what earlier states found. */
const begun = async (house: House, found: object = {}) => {
  const { recovery, settings } = await begin(house.tools)({ state: {}, input: {}, execution, startedAt }, left);
  if (!recovery || !settings) throw new Error('it did not begin');
  return { execution, startedAt, state: { recovery, settings, ...found } };
};
const applianceOf = ({ world }: House, name: string) => {
  const appliance = world.appliances[name];
  if (!appliance) throw new Error(`no ${name}`);
  return appliance;
};
const prepared = {
  prepare: { outcome: 'ready', attempt: 1, evidence: [], restorePoint: backupAt('2000'), passedOver: [] },
};

test('Confirm needs three probes in a row, and an unsure probe restarts the row', async () => {
  const house = onePair();
  kill(house);
  let input = await begun(house);
  const rows: number[] = [];
  for (const witness of ['healthy', 'healthy', 'silent', 'healthy', 'healthy', 'healthy'] as const) {
    house.world.witness.probe = witness;
    house.clock.pass(2);
    const found = await confirm(house.tools)(input, left);
    input = { ...input, state: { ...input.state, confirm: found } as typeof input.state };
    rows.push(found.downInARow);
    if (found.outcome === 'down') expect(found.downSince).toBe('2026-11-22T20:15:11.000Z');
  }
  expect(rows).toEqual([1, 2, 0, 1, 2, 3]);
});

test('AwaitDecision acts once the outage is as old as the settings require, and not on an unsure probe', async () => {
  const house = onePair({ actAfterSeconds: 60 });
  kill(house);
  const row = { outcome: 'down', attempt: 3, evidence: [], downInARow: 3, downSince: house.clock.iso() };
  const input = await begun(house, { confirm: row });
  house.clock.pass(59);
  expect(await awaitDecision(house.tools)(input, left)).toMatchObject({ outcome: 'again' });
  house.clock.pass(1);
  house.world.witness.probe = 'silent';
  expect(await awaitDecision(house.tools)(input, left)).toMatchObject({ outcome: 'again' });
  house.world.witness.probe = 'healthy';
  expect(await awaitDecision(house.tools)(input, left)).toMatchObject({ outcome: 'act' });
});

test('UploadBackup writes unknown into the record before it sends the first byte', async () => {
  const house = onePair();
  const seen: unknown[] = [];
  const restore = async () => {
    seen.push(house.stores.records.now(house.pair).restoredBackup.dublin?.backupId);
    return { marker: 'ok' };
  };
  await uploadBackup({ ...house.tools, restoreMethodOf: () => ({ restore }) })(await begun(house, prepared), left);
  expect(seen).toEqual(['unknown']);
});

test('UploadBackup uploads nothing to a standby that carries the restore point', async () => {
  const house = onePair();
  const input = await begun(house, prepared);
  const carried = { backupId: backupAt('2000').backupId, at: startedAt };
  house.stores.records.put(house.pair, (record) => ({ ...record, restoredBackup: { dublin: carried } }));
  expect(await uploadBackup(house.tools)(input, left)).toMatchObject({ outcome: 'carried' });
  expect(house.world.deeds).toEqual([]);
});

test('an upload whose answer was lost is checked later, not judged, and has no marker', async () => {
  const house = onePair();
  house.world.faults.restore = failure('RestoreUnproven', 'the answer was lost', 'Look.');
  const found = await uploadBackup(house.tools)(await begun(house, prepared), left);
  expect(found.outcome).toBe('uploaded');
  expect(found.marker).toBeUndefined();
});

test('AwaitRestore accepts a restart too quick to see only after six healthy probes and a reported success', async () => {
  const house = onePair();
  const found = { uploadBackup: { outcome: 'uploaded', attempt: 1, evidence: [], marker: 'ok' } };
  const probed = (attempt: number) => ({
    awaitRestore: { outcome: 'again', attempt, evidence: [], seenGone: false, seenBack: false },
  });
  const input = await begun(house, found);
  const at = (attempt: number) =>
    awaitRestore(house.tools)({ ...input, state: { ...input.state, ...probed(attempt - 1) } as never }, left);
  expect(await at(5)).toMatchObject({ outcome: 'again' });
  expect(await at(6)).toMatchObject({ outcome: 'restored', seenGone: false, seenBack: false });
});

test('AwaitRestore does not take an untrusted certificate for an appliance that went away', async () => {
  const house = onePair();
  applianceOf(house, 'dublin').probe = 'untrusted';
  expect(await awaitRestore(house.tools)(await begun(house), left)).toMatchObject({
    outcome: 'again',
    seenGone: false,
  });
});

test('CheckStandby changes the record only once the appliance is proven and fit', async () => {
  const house = onePair();
  const found = { ...prepared, uploadBackup: { outcome: 'uploaded', attempt: 1, evidence: [], marker: 'ok' } };
  const input = await begun(house, found);
  expect(await checkStandby(house.tools)(input, left)).toMatchObject({ outcome: 'again' });
  expect(house.stores.records.now(house.pair).credentialsOf.dublin).toBe('dublin');
  Object.assign(applianceOf(house, 'dublin'), { accounts: 'london', secretVersion: 'first of london' });
  expect(await checkStandby(house.tools)(input, left)).toMatchObject({ outcome: 'fit' });
  expect(house.stores.records.now(house.pair)).toMatchObject({
    credentialsOf: { dublin: 'london' },
    restoredBackup: { dublin: { backupId: backupAt('2000').backupId } },
  });
});

test('CheckStandby throws StandbyUnfit for an appliance that was restored but runs another version', async () => {
  const house = onePair();
  Object.assign(applianceOf(house, 'dublin'), {
    accounts: 'london',
    secretVersion: 'first of london',
    version: '24.3.1',
  });
  const found = { ...prepared, uploadBackup: { outcome: 'uploaded', attempt: 1, evidence: [], marker: 'ok' } };
  const late = { checkStandby: { outcome: 'again', attempt: 23, evidence: [] } };
  await expect(checkStandby(house.tools)(await begun(house, { ...found, ...late }), left)).rejects.toMatchObject({
    name: 'StandbyUnfit',
  });
});

test('Promote does not send users to an appliance in the vendor’s backup role', async () => {
  const house = onePair();
  applianceOf(house, 'dublin').role = 'standby';
  expect(await promote(house.tools)(await begun(house), left)).toMatchObject({ outcome: 'again' });
  applianceOf(house, 'dublin').role = 'primary';
  expect(await promote(house.tools)(await begun(house), left)).toMatchObject({ outcome: 'promoted' });
});

test('Promote uses the secret as it was at the capture, although it has changed since', async () => {
  const house = onePair();
  Object.assign(applianceOf(house, 'dublin'), { accounts: 'london', secretVersion: 'first of london' });
  house.world.secrets.london = 'second of london';
  const known = { credentialsOf: { dublin: 'london' }, secretVersionOf: { dublin: 'first of london' } };
  house.stores.records.put(house.pair, (record) => ({ ...record, ...known }));
  expect(await promote(house.tools)(await begun(house), left)).toMatchObject({ outcome: 'promoted' });
});

describe('Verify', () => {
  const moved = (house: House, address: string) =>
    Object.assign(house.world.zone, { [NAME]: { name: NAME, addresses: [address] } });

  test('probes every port under the name at the new address', async () => {
    const house = onePair();
    moved(house, DUBLIN);
    const { outcome, evidence } = await verify(house.tools)(await begun(house), left);
    expect(outcome).toBe('verified');
    expect(evidence).toEqual([
      `${NAME} resolves to ${DUBLIN}, which is dublin`,
      `https://${NAME}:443/ is healthy after 5 ms`,
      `https://${NAME}:8200/ is healthy after 5 ms`,
      `the page at https://${NAME}:443/ is served (the page)`,
    ]);
  });

  test('does not finish while a name points elsewhere, although the appliance answers', async () => {
    const house = onePair();
    moved(house, LONDON);
    expect(await verify(house.tools)(await begun(house), left)).toMatchObject({ outcome: 'again' });
  });
});
