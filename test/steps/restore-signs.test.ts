// The signs of a restore if accounts and totals are as before, and what a drill reports about the page after an upload.
import type { TokenWitness } from '../../functions/appliance/restore/token-witness.ts';
import { RestoreUnprovenError } from '../../functions/contract/errors/restore-unproven.ts';
import { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { checkStandby } from '../../functions/steps/recovery/restore/check-standby.ts';
import { uploadBackup } from '../../functions/steps/recovery/restore/upload-backup.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { backupAt, type House, onePair } from '../doubles/one-pair.ts';

const left = () => 30_000;
const BACKUP = backupAt('2000', { secretVersionId: 'first of london' });
const TOKEN = { secret: 'twinbox/dublin', versionId: 'v1', at: '2026-11-22T20:15:03.000Z', sealed: 'AAAA' };

const inputOf = async (house: House, kind: 'failover' | 'drill', uploaded: object) => {
  const times = { execution: `${EXECUTIONS}:person-0a1b2c3d`, startedAt: '2026-11-22T20:15:03.000Z' };
  const asked = kind === 'drill' ? { pair: 'support', kind } : {};
  const { recovery, settings } = await begin(house.tools)({ state: {}, input: asked, ...times }, left);
  if (!recovery || !settings) throw new Error('it did not begin');
  const appliances = settings.appliances.map((one) => ({
    ...one,
    restore: { method: 'login-form', secret: `${one.secret}-login`, hints: {} },
  }));
  const prepare = { outcome: 'ready', attempt: 1, evidence: [], restorePoint: BACKUP, passedOver: [] } as const;
  const uploadBackup = { outcome: 'uploaded', attempt: 1, evidence: [], ...uploaded } as const;
  return {
    ...times,
    state: { recovery, settings: PairSettings.parse({ ...settings, appliances }), prepare, uploadBackup },
  };
};

/** dublin already knows london's accounts, as after a drill. */
const knowing = (): House => {
  const house = onePair({}, { quiet: 'isolated' });
  house.stores.records.put(house.pair, (record) => ({
    ...record,
    credentialsOf: { dublin: 'london', london: 'london' },
  }));
  Object.assign(house.world.appliances.dublin ?? {}, { accounts: 'london', secretVersion: 'first of london' });
  return house;
};

const witness = (dead: boolean): TokenWitness => ({ take: async () => TOKEN, isDead: async () => dead });

test.each([
  [true, 'fit'],
  [false, 'again'],
])(
  'on an appliance that knows the accounts already, a token that died is the second sign: %s',
  async (dead, outcome) => {
    const house = knowing();
    const input = await inputOf(house, 'failover', { marker: 'restore started', tokenBefore: TOKEN });
    expect(await checkStandby({ ...house.tools, tokenWitness: witness(dead) })(input, left)).toMatchObject({ outcome });
  },
);

test('the token is requested before the upload and passed on sealed, and so is the page’s text', async () => {
  const house = knowing();
  const order: string[] = [];
  const tokenWitness: TokenWitness = {
    take: async ({ credentialsOf }) => {
      order.push(`token of ${credentialsOf}`);
      return TOKEN;
    },
    isDead: async () => false,
  };
  const restore = async (): Promise<never> => {
    order.push('upload');
    throw new RestoreUnprovenError('not understood', 'Look.', 'Tehtävä on vastaanotettu.');
  };
  const { state, ...times } = await inputOf(house, 'failover', {});
  const { uploadBackup: _none, ...before } = state;
  const answer = await uploadBackup({ ...house.tools, tokenWitness, restoreMethodOf: () => ({ restore }) })(
    { ...times, state: before },
    left,
  );
  expect(order).toEqual(['token of london', 'upload']);
  expect(answer).toMatchObject({ outcome: 'uploaded', tokenBefore: TOKEN, notice: 'Tehtävä on vastaanotettu.' });
  expect(answer.evidence.join()).toMatch(/not understood/);
  expect(answer.evidence.join()).not.toMatch(/was lost/);
});

test('a drill that passed without a statement of the page names the sentence to copy', async () => {
  const house = knowing();
  const found = { notice: 'Tehtävä on vastaanotettu.', tokenBefore: TOKEN };
  const input = await inputOf(house, 'drill', found);
  const awaitRestore = { outcome: 'restored', attempt: 2, evidence: [], seenGone: true, seenBack: true } as const;
  const notified = { ...input, state: { ...input.state, awaitRestore } };
  const { outcome, evidence } = await checkStandby({ ...house.tools, tokenWitness: witness(true) })(notified, left);
  expect(outcome).toBe('rehearsed');
  expect(evidence.find((line) => line.startsWith('WARNING'))).toMatch(
    /hints\.successText to: Tehtävä on vastaanotettu\./,
  );
});
