// What CheckStandby accepts as evidence, which accounts it uses, and what it and UploadBackup write into the record.
import { LoginRefusedError } from '../../functions/contract/errors/login-refused.ts';
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { checkStandby } from '../../functions/steps/recovery/restore/check-standby.ts';
import { prepare } from '../../functions/steps/recovery/restore/prepare.ts';
import { uploadBackup } from '../../functions/steps/recovery/restore/upload-backup.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { backupAt, type House, onePair } from '../doubles/one-pair.ts';

const left = () => 30_000;
const FULL = { user: 42, 'jump-group': 9 };
const FRESH = { user: 1, 'jump-group': 0 };
const BACKUP = backupAt('2000', { fingerprint: FULL, secretVersionId: 'first of london' });
const LAST = { checkStandby: { outcome: 'again', attempt: 23, evidence: [] } };

const inputOf = async (house: House, found: object) => {
  const times = { execution: `${EXECUTIONS}:person-0a1b2c3d`, startedAt: '2026-11-22T20:15:03.000Z' };
  const { recovery, settings } = await begin(house.tools)({ state: {}, input: {}, ...times }, left);
  if (!recovery || !settings) throw new Error('it did not begin');
  return { ...times, state: { recovery, settings, ...found } };
};

/** CheckStandby after these states; dublin is as given. */
const check = async (
  house: House,
  dublin: Partial<House['world']['appliances'][string]>,
  found: object,
  backup = BACKUP,
) => {
  Object.assign(house.world.appliances.dublin ?? {}, dublin);
  const prepared = {
    outcome: 'ready',
    attempt: 1,
    evidence: [],
    restorePoint: backup,
    passedOver: [],
    standbyHeld: FRESH,
  };
  return checkStandby(house.tools)(await inputOf(house, { prepare: prepared, ...found }), left);
};
const marked = { uploadBackup: { outcome: 'uploaded', attempt: 1, evidence: [], marker: 'ok' } };
const goneAndBack = { awaitRestore: { outcome: 'restored', attempt: 3, evidence: [], seenGone: true, seenBack: true } };
const knowsLondon = { accounts: 'london', secretVersion: 'first of london' };

test('an appliance that holds what the backup holds, and did not before, is a separate sign', async () => {
  const house = onePair();
  house.stores.records.put(house.pair, (record) => ({
    ...record,
    credentialsOf: { dublin: 'london', london: 'london' },
  }));
  const { outcome, evidence } = await check(house, { ...knowsLondon, totals: FULL }, marked);
  expect(outcome).toBe('fit');
  expect(evidence).toContain('the totals of the appliance match the backup, and did not before');
  expect(evidence).toContain('dublin holds: user 42, jump-group 9');
});

test('an appliance that holds exactly what it held before was not restored, whatever it reports', async () => {
  const house = onePair();
  house.stores.records.put(house.pair, (record) => ({
    ...record,
    credentialsOf: { dublin: 'london', london: 'london' },
  }));
  const found = { ...marked, ...goneAndBack, ...LAST };
  await expect(check(house, { ...knowsLondon, totals: FRESH }, found)).rejects.toMatchObject({
    name: 'RestoreUnproven',
    message: expect.stringContaining('are the same as before the restore'),
  });
});

test('an appliance that still accepts its own accounts and not those in the backup was not restored', async () => {
  const house = onePair();
  await expect(check(house, { totals: FULL }, { ...marked, ...goneAndBack, ...LAST })).rejects.toMatchObject({
    name: 'RestoreUnproven',
    message: expect.stringContaining('still accepts its earlier accounts'),
  });
});

describe('the accounts that came with the restore', () => {
  test('are used in the version of the capture, which goes to the record', async () => {
    const house = onePair();
    house.world.secrets.london = 'second of london';
    const { outcome, evidence } = await check(house, { ...knowsLondon, totals: FULL }, marked);
    expect(outcome).toBe('fit');
    expect(evidence.at(-1)).toMatch(/accounts of london$/);
    expect(house.stores.records.now(house.pair)).toMatchObject({
      credentialsOf: { dublin: 'london' },
      secretVersionOf: { dublin: 'first of london' },
    });
  });

  test('may be those of the current version, if the appliance accepts that one', async () => {
    const house = onePair();
    house.world.secrets.london = 'second of london';
    const { evidence } = await check(
      house,
      { accounts: 'london', secretVersion: 'second of london', totals: FULL },
      marked,
    );
    expect(evidence.at(-1)).toMatch(/accounts of london, with the current version of their secret$/);
    expect(house.stores.records.now(house.pair).secretVersionOf).toEqual({ dublin: 'second of london' });
  });

  test('stay in the record if the appliance already carries the restore point', async () => {
    const house = onePair();
    house.world.secrets.london = 'second of london';
    const restoredBackup = { dublin: { backupId: BACKUP.backupId, at: '2026-11-22T20:00:00.000Z' } };
    const known = {
      restoredBackup,
      credentialsOf: { dublin: 'london' },
      secretVersionOf: { dublin: 'first of london' },
    };
    house.stores.records.put(house.pair, (record) => ({ ...record, ...known }));
    expect(await check(house, knowsLondon, {})).toMatchObject({ outcome: 'fit' });
    expect(house.stores.records.now(house.pair)).toMatchObject({ secretVersionOf: { dublin: 'first of london' } });
  });
});

describe('Prepare', () => {
  test('reads what the standby holds, for CheckStandby to compare', async () => {
    const house = onePair();
    expect(await prepare(house.tools)(await inputOf(house, {}), left)).toMatchObject({ standbyHeld: FRESH });
  });

  test('after an upload of unknown outcome, also tries the accounts in it, as they were then', async () => {
    const house = onePair();
    house.world.secrets.london = 'second of london';
    const prepared = { outcome: 'ready', attempt: 1, evidence: [], restorePoint: BACKUP, passedOver: [] };
    const input = await inputOf(house, { prepare: prepared });
    await uploadBackup(house.tools)(input, left);
    house.clock.pass(60);
    expect(house.stores.records.now(house.pair).restoredBackup.dublin).toMatchObject({ backupId: 'unknown' });
    expect(await prepare(house.tools)(input, left)).toMatchObject({ outcome: 'ready' });
    expect(house.stores.records.now(house.pair)).toMatchObject({
      credentialsOf: { dublin: 'london' },
      secretVersionOf: { dublin: 'first of london' },
    });
  });
});

describe('a password for /login that the appliance refused', () => {
  const refused = { secret: 'twinbox/dublin-login', versionId: 'v2' };
  const prepared = { prepare: { outcome: 'ready', attempt: 1, evidence: [], restorePoint: BACKUP, passedOver: [] } };
  const upload = async (house: House, restore: () => Promise<{ marker: string }>) => {
    const orders: unknown[] = [];
    const method = {
      restore: async (order: object) => {
        orders.push(order);
        return restore();
      },
    };
    const done = uploadBackup({ ...house.tools, restoreMethodOf: () => method })(await inputOf(house, prepared), left);
    return { orders, done };
  };

  test('goes to the record, and from there into the next order', async () => {
    const house = onePair();
    const first = await upload(house, () => Promise.reject(new LoginRefusedError('no', 'Look.', refused)));
    await expect(first.done).rejects.toMatchObject({ name: 'LoginRefused' });
    expect(house.stores.records.now(house.pair).refusedLogins).toEqual({ dublin: refused });
    house.stores.records.put(house.pair, ({ lease: _lease, ...record }) => record);
    const second = await upload(house, async () => ({ marker: 'ok' }));
    await second.done;
    expect(second.orders).toMatchObject([{ refusedLogin: refused }]);
    expect(house.stores.records.now(house.pair).refusedLogins).toEqual({});
  });

  test('the order names the secret of the backup and its version', async () => {
    const house = onePair();
    const { orders, done } = await upload(house, async () => ({ marker: 'ok' }));
    await done;
    expect(orders).toMatchObject([{ backupSecret: { name: 'twinbox/london', versionId: 'first of london' } }]);
    expect(orders[0]).not.toHaveProperty('refusedLogin');
  });
});

describe('an account that the standby refuses', () => {
  const refusedAt = async (house: House, attempt: number, refusals?: { count: number; attempt: number }) => {
    const before = { outcome: 'again', attempt: attempt - 1, evidence: [], ...(refusals && { refusals }) };
    return check(house, { totals: FULL }, { ...marked, ...goneAndBack, ...(attempt > 1 && { checkStandby: before }) });
  };
  const counting = (house: House): { count: number } => {
    const presented = { count: 0 };
    const { apiOf } = house.tools;
    house.tools.apiOf = (settings, appliance, credentialsOf, versionId) => {
      const api = apiOf(settings, appliance, credentialsOf, versionId);
      const accepts: typeof api.accepts = (signal) => {
        if (credentialsOf === 'london') presented.count += 1;
        return api.accepts(signal);
      };
      return { ...api, accepts };
    };
    return presented;
  };

  test('is presented a few times over all attempts, and again at the last', async () => {
    const house = onePair();
    const presented = counting(house);
    let refusals: { count: number; attempt: number } | undefined;
    for (let attempt = 1; attempt < 24; attempt += 1) {
      const answer = await refusedAt(house, attempt, refusals);
      expect(answer.outcome).toBe('again');
      refusals = answer.refusals;
    }
    expect(presented.count).toBe(5);
    await expect(refusedAt(house, 24, refusals)).rejects.toMatchObject({ name: 'RestoreUnproven' });
    expect(presented.count).toBe(6);
  });

  test('and later accepts is found fit at the next try', async () => {
    const house = onePair();
    const { refusals } = await refusedAt(house, 1);
    const before = { outcome: 'again', attempt: 1, evidence: [], ...(refusals && { refusals }) };
    const found = { ...marked, ...goneAndBack, checkStandby: before };
    expect(await check(house, { ...knowsLondon, totals: FULL }, found)).toMatchObject({ outcome: 'fit' });
  });
});
