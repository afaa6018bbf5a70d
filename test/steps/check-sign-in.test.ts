// The rehearsed sign-in: never where nobody may, once a day, and a refused password is remembered for every recovery.
import type { SignInRehearsal } from '../../functions/appliance/restore/sign-in-rehearsal.ts';
import { LoginRefusedError } from '../../functions/contract/errors/login-refused.ts';
import { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { failure } from '../../functions/domain/failure/failure.ts';
import type { SignInNote } from '../../functions/domain/readiness/sign-in-due.ts';
import { inspect } from '../../functions/steps/monitor/inspect.ts';
import { checkSignIn } from '../../functions/steps/readiness/check-sign-in.ts';
import { type House, onePair } from '../doubles/one-pair.ts';

const byLogin = (house: House, automation: 'act' | 'observe' = 'act'): PairSettings =>
  PairSettings.parse({
    ...house.pair,
    policy: { ...house.pair.policy, automation },
    appliances: house.pair.appliances.map((one) => ({
      ...one,
      restore: { method: 'login-form', secret: `${one.secret}-login` },
    })),
  });

const rehearsing = (result: () => Promise<{ form: string; signedOut: boolean }>, versionId = 'v1') => {
  const asked: string[] = [];
  const rehearsal: SignInRehearsal = {
    rehearse: async ({ appliance, isDone }) => {
      if (isDone(versionId)) return undefined;
      asked.push(appliance.name);
      return result();
    },
  };
  return { asked, signInRehearsalOf: () => rehearsal };
};
const FOUND = async () => ({ form: '/login/restore', signedOut: true });

const question = async (house: House, settings: PairSettings, last?: SignInNote) => {
  await inspect(house.tools)();
  return {
    settings,
    record: house.stores.records.now(house.pair),
    inspection: house.stores.inspections.kept.get('support'),
    last,
    nowMs: house.clock.nowMs(),
    signal: AbortSignal.timeout(60_000),
  };
};

test('it says where the form is, and is not repeated on the same day', async () => {
  const house = onePair();
  const { asked, signInRehearsalOf } = rehearsing(FOUND);
  const tools = { ...house.tools, signInRehearsalOf };
  const settings = byLogin(house);
  const { signIn, checks } = await checkSignIn(tools, await question(house, settings));
  expect(checks).toMatchObject([
    { result: 'passed', message: expect.stringMatching(/found the form on .*signed out again/) },
  ]);
  expect((await checkSignIn(tools, await question(house, settings, signIn))).checks).toEqual(checks);
  expect(asked).toEqual(['dublin']);
  const other = rehearsing(FOUND, 'v2');
  await checkSignIn({ ...tools, signInRehearsalOf: other.signInRehearsalOf }, await question(house, settings, signIn));
  expect(other.asked).toEqual(['dublin']);
});

test('a refused password goes into the record, and a form that is not found fails with its fix', async () => {
  const house = onePair();
  const refused = { secret: 'twinbox/dublin-login', versionId: 'v1' };
  const refusing = rehearsing(() => Promise.reject(new LoginRefusedError('refused', 'Store it again.', refused)));
  const settings = byLogin(house);
  const { checks } = await checkSignIn({ ...house.tools, ...refusing }, await question(house, settings));
  expect(checks).toMatchObject([{ result: 'failed', name: 'LoginRefused', fix: 'Store it again.', alarms: true }]);
  expect(house.stores.records.now(house.pair).refusedLogins).toEqual({ dublin: refused });
  const lost = rehearsing(() => Promise.reject(failure('FormNotFound', 'no form', 'Set restore.hints.uploadPath.')));
  const other = await checkSignIn({ ...house.tools, ...lost }, await question(house, settings));
  expect(other.checks).toMatchObject([
    { result: 'failed', name: 'FormNotFound', fix: 'Set restore.hints.uploadPath.' },
  ]);
});

test.each<readonly [string, (house: House) => void, 'act' | 'observe', RegExp]>([
  ['while only observed', () => undefined, 'observe', /only observed .* no right to read the account/],
  [
    'while paused',
    ({ stores, pair }) =>
      stores.records.put(pair, (record) => ({
        ...record,
        pause: { reason: 'upgrade', until: '2030-01-01T00:00:00Z' },
      })),
    'act',
    /paused/,
  ],
  [
    'while the standby is unfit',
    ({ world }) => {
      if (world.appliances.dublin) world.appliances.dublin.probe = 'silent';
    },
    'act',
    /dublin was not found fit/,
  ],
])('nobody signs in %s, and the check says why', async (_when, change, automation, reason) => {
  const house = onePair();
  change(house);
  const { asked, signInRehearsalOf } = rehearsing(FOUND);
  const { checks } = await checkSignIn(
    { ...house.tools, signInRehearsalOf },
    await question(house, byLogin(house, automation)),
  );
  expect(checks).toMatchObject([{ result: 'not-checked', reason: expect.stringMatching(reason) }]);
  expect(asked).toEqual([]);
});

test("a standby that the owner's function restores is not rehearsed", async () => {
  const house = onePair();
  const { checks } = await checkSignIn(house.tools, await question(house, house.pair));
  expect(checks).toMatchObject([
    { result: 'not-checked', reason: expect.stringMatching(/your own function restores dublin/) },
  ]);
});
