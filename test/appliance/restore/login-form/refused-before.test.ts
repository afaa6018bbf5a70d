// A 401 or 403 refuses a password only where one was sent. What comes before is a door that stays shut: nothing is
// remembered, so a later recovery tries again.
import type { RequestListener } from 'node:http';
import { LoginRefusedError } from '../../../../functions/contract/errors/login-refused.ts';
import { type Answers, hostileSite, sends } from '../../hostile-site.ts';
import { restoreAt } from './hostile-login.ts';

const page = (status: number, text: string): RequestListener => sends(status, 'text/html', text);
const USER = '<form method="post" action="/login/user"><input name="user"><button>Next</button></form>';
const SIGN_IN =
  '<form method="post" action="/login/in"><input name="user"><input type="password" name="password"><button>Sign in</button></form>';
const LEAVES = '<p>Go away</p>';

describe.each([401, 403])('HTTP %i', (status) => {
  test.each<[string, Answers]>([
    ['to the first page', { '/login': page(status, LEAVES) }],
    ['to the user alone', { '/login': page(200, USER), '/login/user': page(status, LEAVES) }],
  ])('%s refuses no password: none was sent, and nothing is remembered', async (_when, answers) => {
    await using site = await hostileSite(answers);
    const failure = await restoreAt(site);
    expect(failure).toMatchObject({
      name: 'RestoreRefused',
      message: expect.stringContaining(`HTTP ${status} during the sign-in`),
    });
    expect(failure).not.toBeInstanceOf(LoginRefusedError);
  });

  test('with a sign-in form is the way in, and to the password that was sent there it is a refusal', async () => {
    await using site = await hostileSite({ '/login': page(status, SIGN_IN), '/login/in': page(status, LEAVES) });
    expect(await restoreAt(site)).toBeInstanceOf(LoginRefusedError);
    expect(site.calls).toContain('POST /login/in');
  });
});
