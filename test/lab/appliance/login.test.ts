// The pages behind /login of a simulated appliance, asked as a browser would: nothing is restored unless field, session
// and token are right.
import type { ApplianceOptions } from '../../../lab/appliance/appliance.ts';
import { pageSetOf } from '../../../lab/appliance/pages/page-set.ts';
import { ask, capture, type Reply, simulatedAppliance, until } from './ask.ts';

const ACCOUNT = { user: 'restorer', password: 'right' };
const PAGES = pageSetOf(0, { methods: 'local-only', agreement: false, confirmation: false });
const { names } = PAGES;

const dublinAppliance = (options: Partial<ApplianceOptions> = {}) =>
  simulatedAppliance('dublin', { loginAccount: ACCOUNT, loginPages: PAGES, ...options });
type Dublin = Awaited<ReturnType<typeof dublinAppliance>>;

const cookieIn = (reply: Reply): string =>
  (reply.headers['set-cookie'] ?? []).find((line) => line.startsWith(names.sessionCookie))?.split(';')[0] ?? '';
const tokenIn = ({ text }: Reply): string =>
  (/name="_token" value="([^"]*)"/.exec(text)?.[1] ?? '').replace(/&#(\d+);/g, (_all, code) =>
    String.fromCodePoint(Number(code)),
  );

const signIn = async (at: Dublin, password = 'right', token?: string) => {
  const page = await ask(at, names.signIn);
  const cookie = cookieIn(page);
  const csrf = token ?? tokenIn(page);
  const body = new URLSearchParams({
    _token: csrf,
    [names.userField]: 'restorer',
    [names.passwordField]: password,
  }).toString();
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
  return { reply: await ask(at, names.signIn, { method: 'POST', headers, body }), cookie, csrf };
};

const upload = (
  at: Dublin,
  cookie: string,
  csrf: string,
  file: Buffer,
  field = names.fileField,
  path = names.upload,
) => {
  const part = (name: string, value: string) =>
    `--xyz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const head = `${part('_token', csrf)}${part('step', 'r&1')}--xyz\r\nContent-Disposition: form-data; name="${field}"; filename="b.nsb"\r\n\r\n`;
  const tail = `\r\n${part('scope', 'all')}${part('go', '1')}--xyz--\r\n`;
  const body = Buffer.concat([Buffer.from(head), file, Buffer.from(tail)]);
  return ask(at, path, {
    method: 'POST',
    headers: { cookie, 'content-type': 'multipart/form-data; boundary=xyz' },
    body,
  });
};

const fileOfLondon = async (): Promise<Buffer> => {
  await using london = await simulatedAppliance('london');
  return (await capture(london)).body;
};

test('the right field, session and token restore the file, and success is a sentence on the page after it', async () => {
  const file = await fileOfLondon();
  await using dublin = await dublinAppliance();
  const { reply, cookie, csrf } = await signIn(dublin);
  expect([reply.status, reply.headers.location]).toEqual([302, names.home]);
  expect((await upload(dublin, cookie, csrf, file)).headers.location).toBe(names.status);
  expect((await ask(dublin, names.status, { headers: { cookie } })).text).toContain(PAGES.successText);
  await until(() => dublin.generation === 1, 'restored');
  expect(dublin.configuration).toBe('configuration of london');
});

test.each<[string, (dublin: Dublin, cookie: string, csrf: string, file: Buffer) => Promise<Reply>, number]>([
  ['without a session', (dublin, _cookie, csrf, file) => upload(dublin, '', csrf, file), 302],
  ['with another token', (dublin, cookie, _csrf, file) => upload(dublin, cookie, 'another', file), 419],
  ['in another field', (dublin, cookie, csrf, file) => upload(dublin, cookie, csrf, file, 'file'), 302],
  [
    'in the licence form',
    (dublin, cookie, csrf, file) => upload(dublin, cookie, csrf, file, 'license_file', names.licence),
    302,
  ],
  ['cut short', (dublin, cookie, csrf, file) => upload(dublin, cookie, csrf, file.subarray(0, 200_000)), 302],
])('a file uploaded %s changes nothing', async (_how, send, status) => {
  const file = await fileOfLondon();
  await using dublin = await dublinAppliance();
  const { cookie, csrf } = await signIn(dublin);
  expect((await send(dublin, cookie, csrf, file)).status).toBe(status);
  expect(dublin.events.map(({ kind }) => kind)).not.toContain('restore-begun');
  expect(dublin.answering).toBe(true);
});

test('a wrong password is answered with a page, and the third locks the account against the right one', async () => {
  await using dublin = await dublinAppliance();
  for (const message of ['Invalid', 'Invalid', 'locked']) {
    const { reply } = await signIn(dublin, 'wrong');
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining(message)]);
  }
  expect((await signIn(dublin)).reply.text).toContain('locked');
});

test('a sign-in without the token of its form is not even looked at', async () => {
  await using dublin = await dublinAppliance();
  expect((await signIn(dublin, 'right', 'another')).reply.status).toBe(419);
  expect(dublin.events).toEqual([]);
});

test('an appliance without an account for people has no pages behind /login', async () => {
  await using cork = await simulatedAppliance('cork');
  expect((await ask(cork, '/login')).status).toBe(404);
});

test('twelve neighbouring seeds show every way of carrying the token, every choice of method, and both answers to each question', () => {
  const sets = Array.from({ length: 12 }, (_, seed) => pageSetOf(seed));
  const kinds = (pick: (set: (typeof sets)[number]) => unknown) => new Set(sets.map(pick)).size;
  expect(kinds(({ csrf }) => csrf)).toBe(4);
  expect(kinds(({ methods }) => methods)).toBe(3);
  expect(kinds((set) => set.names.software)).toBe(3);
  for (const trait of ['agreement', 'confirmation', 'cancelFirst', 'licenceFirst'] as const)
    expect(kinds((set) => set[trait])).toBe(2);
});

test('an appliance whose pages were changed answers under the new ones alone', async () => {
  await using dublin = await dublinAppliance();
  const changed = pageSetOf(1);
  dublin.failureModes.loginPages = changed;
  expect((await ask(dublin, '/login')).headers.location).toBe(changed.names.signIn);
  expect((await ask(dublin, changed.names.signIn)).status).toBe(200);
  expect((await ask(dublin, names.signIn)).status).toBe(404);
});
