// An appliance, or what stands before it, that serves pages which are broken or meant to harm: each ends in bounded
// time under its own name, nothing is uploaded, and the password goes nowhere but to the appliance.
import type { RequestListener } from 'node:http';
import { withDeadline } from '../../../../packages/local-cloud/testing/patience.ts';
import { type Answers, hostileSite, sends } from '../../hostile-site.ts';
import { SERVICE_NAME } from '../../pair.ts';
import { restoreAt } from './hostile-login.ts';

const html = (text: string, headers: Record<string, string> = {}): RequestListener =>
  sends(200, 'text/html', text, headers);
const times = (count: number, text: string): string => text.repeat(count);
const SIGN_IN = (action: string): string =>
  `<form method="post" action="${action}"><input name="user"><input type="password" name="password"><button>Sign in</button></form>`;
const INSIDE = '<a href="/login/logout">Log out</a>';
const UPLOAD =
  '<form method="post" action="/login/up"><input type="file" name="backup"><button>Restore Backup</button></form>';

const drip: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};
const cut: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': '500' });
  response.write('<form', () => response.destroy());
};

test.each<[string, Answers, string, RegExp]>([
  [
    'a thousand forms for a backup',
    { '/login': html(INSIDE + times(1_000, UPLOAD)) },
    'FormNotFound',
    /several forms that may take a backup/,
  ],
  [
    'a thousand empty forms',
    { '/login': html(INSIDE + times(1_000, '<form></form>')) },
    'FormNotFound',
    /none of the 1 opened pages/,
  ],
  ['endless elements', { '/login': html(times(30_000, '<b></b>')) }, 'FormNotFound', /more than 20000 tags/],
  ['endless nesting', { '/login': html(times(19_000, '<div>')) }, 'FormNotFound', /nested more than 120 deep/],
  ['a page without end', { '/login': html(times(3_000_000, ' ')) }, 'RestoreRefused', /over 262144 bytes/],
  ['a page that is cut', { '/login': cut }, 'RestoreRefused', /amid its answer: reset/],
  ['no text', { '/login': html('') }, 'FormNotFound', /no form for a local account/],
  [
    'what is no page',
    { '/login': sends(200, 'application/json', '{"a":1}') },
    'FormNotFound',
    /no form for a local account/,
  ],
  ['a maze of links', maze(), 'FormNotFound', /none of the 15 opened pages/],
  [
    'a sign-in that never ends',
    { '/login': html(SIGN_IN('/login')) },
    'LoginRefused',
    /refused the account for \/login/,
  ],
])('%s: refused by name, nothing is uploaded', async (_what, answers, name, message) => {
  await using site = await hostileSite(answers);
  expect(await restoreAt(site)).toMatchObject({
    name,
    message: expect.stringMatching(message),
    hint: expect.stringMatching(/\w/),
  });
  expect(site.calls.filter((call) => call.startsWith('POST')).length).toBeLessThanOrEqual(1);
  expect(site.calls).not.toContain('POST /login/up');
});

function maze(): Answers {
  const page = (at: number) =>
    html(
      INSIDE +
        Array.from({ length: 30 }, (_, index) => `<a href="/login/backup?${at + index}">Backup ${index}</a>`).join(''),
    );
  return Object.fromEntries([
    ['/login', page(0)],
    ...Array.from({ length: 500 }, (_, at) => [`/login/backup?${at}`, page(at)]),
  ]);
}

test('a page that drips ends with the deadline', async () => {
  await using site = await hostileSite({ '/login': drip });
  const failure = await withDeadline(
    (deadlineMs) => restoreAt(site, deadlineMs),
    (seen) => !String(seen).includes('amid its answer'),
  );
  expect(failure).toMatchObject({ name: 'RestoreRefused', message: expect.stringMatching(/amid its answer: silent/) });
});

test.each([
  [
    'a redirect',
    (port: number): Answers => ({
      '/login': sends(302, 'text/html', '', { location: `https://${SERVICE_NAME}:${port}/login` }),
    }),
  ],
  ['a sign-in form', (port: number): Answers => ({ '/login': html(SIGN_IN(`https://${SERVICE_NAME}:${port}/take`)) })],
  [
    'a redirect after the sign-in that keeps its body',
    (port: number): Answers => ({
      '/login': html(SIGN_IN('/login/in')),
      '/login/in': sends(307, 'text/html', '', { location: `https://${SERVICE_NAME}:${port}/take` }),
    }),
  ],
])('%s to another port brings nobody the password or a cookie', async (_what, answers) => {
  await using thief = await hostileSite({});
  await using site = await hostileSite(answers(thief.server.port));
  expect(await restoreAt(site)).toMatchObject({
    name: 'FormNotFound',
    message: expect.stringMatching(/not the appliance|not to the appliance/),
  });
  expect(thief.calls).toEqual([]);
});
