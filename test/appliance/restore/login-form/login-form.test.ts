// Everything that can stand between the sign-in and the restore, each with its own name; and hints that overrule what
// is found.
import { loginForm } from '../../../../functions/appliance/restore/login-form/login-form.ts';
import type { ApplianceOptions, FailureModes } from '../../../../lab/appliance/appliance.ts';
import { pageSetOf } from '../../../../lab/appliance/pages/page-set.ts';
import { soon } from '../../../../packages/local-cloud/testing/patience.ts';
import { machine } from '../../../doubles/machine.ts';
import { kindsOf, type RestoreStage, restoreBy, restoreStage } from '../../restore-stage.ts';

const PLAIN = { agreement: false, confirmation: false, methods: 'local-only' } as const;
const SECRET = 'twinbox/dublin-login';

const on = async (dublin: Partial<ApplianceOptions>, hints: object = {}, seed = 0) => {
  const restore = { method: 'login-form', secret: SECRET, hints };
  const stage = await restoreStage({ restore, dublin: { loginPages: pageSetOf(seed, PLAIN), ...dublin } });
  const method = loginForm({ secrets: stage.secrets, ...machine }, { method: 'login-form', secret: SECRET, hints });
  return { stage, run: () => restoreBy(method, stage) };
};

const untouched = (stage: RestoreStage): void => {
  expect(kindsOf(stage)).not.toContain('restore-begun');
  expect(stage.dublin.configuration).toBe('configuration of dublin');
};

test.each<[NonNullable<FailureModes['login']>, string, RegExp]>([
  ['password-expired', 'PasswordExpired', /expired/],
  ['no-form', 'FormNotFound', /none of the \d+ opened pages/],
  ['elsewhere', 'FormNotFound', /files\.example\.test/],
  ['other-origin', 'FormNotFound', /idp\.example\.test/],
  ['redirect-loop', 'FormNotFound', /circle/],
  ['huge-page', 'RestoreRefused', /bytes/],
  ['session-lost', 'RestoreRefused', /did not accept the upload|broke off/],
])('an appliance in the failure mode %s ends in %s, and nothing is restored', async (failureMode, name, message) => {
  const { stage, run } = await on({});
  await using _ = stage;
  stage.dublin.failureModes.login = failureMode;
  await expect(run()).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
    hint: expect.stringMatching(/./),
  });
  untouched(stage);
});

test('each of the sixty kinds of pages is understood, one after the other on one appliance', async () => {
  const { stage, run } = await on({}, { acceptAgreement: true });
  await using _ = stage;
  // It says yes and stays, so that the next pages can be met at once.
  stage.dublin.failureModes.restore = 'no-restart';
  for (let seed = 0; seed < 60; seed += 1) {
    const pages = pageSetOf(seed);
    stage.dublin.failureModes.loginPages = pages;
    const { marker = '' } = await run();
    expect({ seed, message: pages.successText }).toEqual({ seed, message: expect.stringContaining(marker) });
    expect(kindsOf(stage)).toEqual(Array(seed + 1).fill('signed-in'));
  }
});

test('a page that says nothing of a restore leaves it unproven', async () => {
  const { stage, run } = await on({});
  await using _ = stage;
  stage.dublin.failureModes.login = 'speechless';
  await expect(run()).rejects.toMatchObject({ name: 'RestoreUnproven' });
});

test('a code that is asked for without a seed is TwoFactorWanted', async () => {
  const { stage, run } = await on({ loginAccount: { user: 'restorer', password: 'x', totpSeed: 'JBSWY3DPEHPK3PXP' } });
  await using _ = stage;
  stage.secretValues.set(SECRET, { user: 'restorer', password: 'x' });
  await expect(run()).rejects.toMatchObject({ name: 'TwoFactorWanted' });
  untouched(stage);
});

test('an agreement is accepted only where the settings say so', async () => {
  const { stage, run } = await on({ loginPages: pageSetOf(0, { ...PLAIN, agreement: true }) });
  await using _ = stage;
  await expect(run()).rejects.toMatchObject({
    name: 'AgreementWanted',
    hint: expect.stringContaining('acceptAgreement'),
  });
  untouched(stage);
});

test('a secret that is no account for /login is named before anything is asked', async () => {
  const { stage, run } = await on({});
  await using _ = stage;
  stage.secretValues.set(SECRET, { clientId: 'a', clientSecret: 'hunter2' });
  await expect(run()).rejects.toMatchObject({
    name: 'RestoreRefused',
    message: expect.not.stringContaining('hunter2'),
  });
  expect(kindsOf(stage)).toEqual([]);
});

test('the accounts that the appliance accepts are those of the appliance that its configuration came from', async () => {
  const { stage } = await on({});
  await using _ = stage;
  stage.secretValues.set('twinbox/cork-login', stage.secretValues.get(SECRET));
  stage.secretValues.delete(SECRET);
  const { accountsOf } = stage.order;
  const order = {
    ...stage.order,
    accountsOf: { ...accountsOf, restore: { method: 'login-form', secret: 'twinbox/cork-login', hints: {} } },
  } as const;
  const method = loginForm({ secrets: stage.secrets, ...machine }, { method: 'login-form', secret: SECRET, hints: {} });
  await expect(method.restore(order, soon())).resolves.toMatchObject({ marker: expect.stringMatching(/./) });
});

test.each<[string, object, string | undefined]>([
  ['the right upload page', { uploadPath: '/login/management/software' }, undefined],
  ['a page without an upload', { uploadPath: '/login/status' }, 'FormNotFound'],
  ['the right file field', { fileField: 'backup_file' }, undefined],
  ['the field of another form, which a person answers for', { fileField: 'license_file' }, 'RestoreUnproven'],
  ['words of success that the page has', { successText: 'being restored' }, undefined],
  ['words of success that the page lacks', { successText: 'all is well' }, 'RestoreUnproven'],
])('a hint that names %s is followed', async (_what, hints, error) => {
  const { stage, run } = await on({}, hints);
  await using _ = stage;
  if (error === undefined) await expect(run()).resolves.toMatchObject({ marker: expect.stringMatching(/./) });
  else await expect(run()).rejects.toMatchObject({ name: error });
});
