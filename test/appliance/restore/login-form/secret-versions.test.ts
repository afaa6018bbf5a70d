// Which version of a secret is used at /login: of the backup's password that of the capture, of the account the current
// one, and never one that the appliance has refused already.
import { loginForm } from '../../../../functions/appliance/restore/login-form/login-form.ts';
import { LoginRefusedError } from '../../../../functions/contract/errors/login-refused.ts';
import { pageSetOf } from '../../../../lab/appliance/pages/page-set.ts';
import { soon } from '../../../../packages/local-cloud/testing/patience.ts';
import { machine } from '../../../doubles/machine.ts';
import { kindsOf, restoreStage } from '../../restore-stage.ts';

const LOGIN = 'twinbox/dublin-login';

const staged = async (backupPassword?: string) => {
  const restore = { method: 'login-form', secret: LOGIN, hints: {} } as const;
  const loginPages = pageSetOf(0, { agreement: false, confirmation: false, methods: 'local-only' });
  const stage = await restoreStage({ restore, dublin: { loginPages }, ...(backupPassword && { backupPassword }) });
  const method = loginForm({ secrets: stage.secrets, ...machine }, restore);
  const run = (more: object = {}) => method.restore({ ...stage.order, ...more }, soon());
  return { stage, run };
};

test('a backup is opened with the password of its own generation, though the secret has another by now', async () => {
  const { stage, run } = await staged('sesame');
  await using _ = stage;
  stage.oldSecrets.set('v1', stage.secretValues.get('twinbox/london'));
  stage.secretValues.set('twinbox/london', { clientId: 'a', clientSecret: 'b', backupPassword: 'another' });
  await expect(run()).rejects.toMatchObject({ name: 'FileRefused' });
  await expect(run({ backupSecret: { name: 'twinbox/london', versionId: 'v1' } })).resolves.toHaveProperty('marker');
});

test('a generation that Secrets Manager has forgotten gives way to the current one', async () => {
  const { stage, run } = await staged('sesame');
  await using _ = stage;
  await expect(run({ backupSecret: { name: 'twinbox/london', versionId: 'v0' } })).resolves.toHaveProperty('marker');
});

test('a refused password is told by its version, and not tried again while it is the same', async () => {
  const { stage, run } = await staged();
  await using _ = stage;
  const right = stage.secretValues.get(LOGIN);
  stage.secretValues.set(LOGIN, { user: 'restorer', password: 'password of nobody' });
  const error = await run().catch((caught: unknown) => caught);
  if (!(error instanceof LoginRefusedError)) throw error;
  expect(error.refused).toMatchObject({ secret: LOGIN, versionId: 'v2' });
  expect(kindsOf(stage)).toEqual(['sign-in-refused']);

  const again = run({ refusedLogin: error.refused });
  await expect(again).rejects.toMatchObject({
    name: 'LoginRefused',
    message: expect.stringContaining('did not try it again'),
  });
  expect(kindsOf(stage)).toEqual(['sign-in-refused']);

  stage.secretValues.set(LOGIN, right);
  stage.currentVersion.id = 'v3';
  await expect(run({ refusedLogin: error.refused })).resolves.toHaveProperty('marker');
});

test('the refusal of another secret says nothing of this one', async () => {
  const { stage, run } = await staged();
  await using _ = stage;
  await expect(run({ refusedLogin: { secret: 'twinbox/cork-login', versionId: 'v2' } })).resolves.toHaveProperty(
    'marker',
  );
});

test('a refusal is lifted where the hints by which the password was given have changed', async () => {
  const { stage, run } = await staged();
  await using _ = stage;
  const hints = JSON.stringify({ loginPath: '', signInMethod: 'LDAP', userField: '' });
  await expect(run({ refusedLogin: { secret: LOGIN, versionId: 'v2', hints } })).resolves.toHaveProperty('marker');
});
