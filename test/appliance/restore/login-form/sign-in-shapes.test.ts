// Sign-in pages of every shape on public record, at a simulated appliance: each is walked to the upload, or stops
// before anything is typed.
import { loginForm } from '../../../../functions/appliance/restore/login-form/login-form.ts';
import { type PageSet, pageSetOf } from '../../../../lab/appliance/pages/page-set.ts';
import type { Language } from '../../../../lab/appliance/pages/words.ts';
import { clockShowing, machine } from '../../../doubles/machine.ts';
import { kindsOf, type RestoreStage, restoreBy, restoreStage, type StageChoices } from '../../restore-stage.ts';

const SECRET = 'twinbox/dublin-login';
const SEED = 'JBSWY3DPEHPK3PXP';
const PLAIN = { agreement: false, confirmation: false, methods: 'local-only' } as const;

interface Stand {
  readonly pages?: Partial<PageSet>;
  readonly hints?: object;
  readonly seed?: string;
  readonly choices?: StageChoices;
}

const on = async ({ pages = {}, hints = {}, seed, choices = {} }: Stand) => {
  const restore = { method: 'login-form', secret: SECRET, hints } as const;
  const account = { user: 'restorer', password: 'p&s=w+rd of dublin', ...(seed && { totpSeed: seed }) };
  const dublin = { loginPages: pageSetOf(0, { ...PLAIN, ...pages }), loginAccount: account, ...choices.dublin };
  const stage = await restoreStage({ ...choices, restore, dublin });
  // It says yes and stays, so that there is time to read what it says.
  stage.dublin.failureModes.restore = 'no-restart';
  const clock = { ...clockShowing(stage.nowMs), sleep: async () => {} };
  const method = loginForm({ ...machine, secrets: stage.secrets, clock }, restore);
  return { stage, run: () => restoreBy(method, stage, 30_000) };
};

const typedNothing = (stage: RestoreStage): void => {
  expect(kindsOf(stage)).toEqual([]);
};

const LANGUAGES: readonly Language[] = ['de', 'fr', 'ja'];

test.each<[string, Stand]>([
  ['a page for the user, then one for the password', { pages: { flow: 'user-first' } }],
  ['addresses relative to a base', { pages: { links: 'base' } }],
  ['a refresh instead of a redirect after the sign-in', { pages: { forward: 'refresh' } }],
  [
    'an agreement in the owner’s words, with a button that says Next',
    { pages: { agreement: true, agreementWords: 'own' }, hints: { acceptAgreement: true } },
  ],
  [
    'that agreement before the sign-in',
    {
      pages: { agreement: true, agreementWords: 'own', agreementAt: 'before-sign-in' },
      hints: { acceptAgreement: true },
    },
  ],
  ['forms with the same ids', { pages: { sharedIds: true, licenceFirst: true } }],
  ['a list with Passwordless FIDO2 chosen', { pages: { methods: 'passwordless' } }],
  [
    'a list with two methods of which the hint names one',
    { pages: { methods: 'two-alike' }, hints: { signInMethod: 'local' } },
  ],
  ...LANGUAGES.map((language): [string, Stand] => [
    `a code and notices in ${language}, and a user first`,
    {
      pages: { language, flow: 'user-first', languageMenu: true, successMark: 'success-class', successText: '¡…!' },
      seed: SEED,
    },
  ]),
  [
    'success by the role of a live region',
    { pages: { successMark: 'status-role', successText: 'Palautus alkaa.', languageMenu: true } },
  ],
])('%s leads to the upload', async (_what, stand) => {
  const { stage, run } = await on(stand);
  await using _ = stage;
  expect((await run()).marker).toMatch(/./);
  expect(kindsOf(stage)).toEqual(['signed-in']);
});

test.each<[string, Stand, string, RegExp]>([
  ['does not post', { pages: { posts: false } }, 'FormNotFound', /does not post; it may need JavaScript/],
  ['is drawn by script', { pages: { drawn: 'script' } }, 'FormNotFound', /needs JavaScript/],
  [
    'offers two methods that fit',
    { pages: { methods: 'two-alike' } },
    'FormNotFound',
    /"Local representative", "Local vendor"/,
  ],
  [
    'offers none that the hint names',
    { pages: { methods: 'passwordless' }, hints: { signInMethod: 'RADIUS' } },
    'FormNotFound',
    /"RADIUS".*"Username & Password"/,
  ],
  [
    'stands behind an agreement of the owner’s',
    { pages: { agreement: true, agreementWords: 'own', agreementAt: 'before-sign-in' } },
    'AgreementWanted',
    /house rules/,
  ],
])('a sign-in that %s stops before anything is typed, and is not remembered', async (_what, stand, name, message) => {
  const { stage, run } = await on(stand);
  await using _ = stage;
  const error = await run().catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name, message: expect.stringMatching(message), hint: expect.stringMatching(/./) });
  expect(error).not.toHaveProperty('refused');
  typedNothing(stage);
  expect([...stage.dublin.asked].join()).not.toMatch(/restorer|p%26s/);
});

test.each(LANGUAGES)('an expired password is known by the shape of its page, in %s', async (language) => {
  const { stage, run } = await on({ pages: { language } });
  await using _ = stage;
  stage.dublin.failureModes.login = 'password-expired';
  await expect(run()).rejects.toMatchObject({ name: 'PasswordExpired' });
});

test.each(LANGUAGES)('a file that another version made is refused as a file, in %s', async (language) => {
  const { stage, run } = await on({ pages: { language }, choices: { dublin: { build: '99999' } } });
  await using _ = stage;
  await expect(run()).rejects.toMatchObject({ name: 'FileRefused' });
});

test('an early 413 keeps its reason, and sends nobody to an older file', async () => {
  const { stage, run } = await on({ pages: { mostUploadBytes: 1_000 } });
  await using _ = stage;
  await expect(run()).rejects.toMatchObject({ name: 'RestoreRefused', message: expect.stringMatching(/413/) });
});

test('a code that was used a moment ago is refused, and the next one is taken', async () => {
  let aheadMs = 0;
  const { stage } = await on({ seed: SEED });
  const clock = clockShowing(() => stage.nowMs() + aheadMs);
  await using _ = stage;
  const restore = { method: 'login-form', secret: SECRET, hints: {} } as const;
  const slept: number[] = [];
  const endsWithStep: boolean[] = [];
  const method = loginForm(
    {
      ...machine,
      secrets: stage.secrets,
      clock: {
        ...clock,
        sleep: async (waitMs, signal) => {
          slept.push(waitMs);
          endsWithStep.push(signal !== undefined);
          aheadMs += waitMs;
        },
      },
    },
    restore,
  );
  await restoreBy(method, stage, 30_000);
  await expect(restoreBy(method, stage, 30_000)).resolves.toHaveProperty('marker');
  expect(kindsOf(stage)).toEqual(['signed-in', 'sign-in-refused', 'signed-in']);
  expect(slept.length).toBeGreaterThan(0);
  // The waits are those of an early answer to an upload, which are short, and those for the next code.
  expect(slept.filter((waitMs, index) => waitMs > 1_000 && !endsWithStep[index])).toEqual([]);
  expect(Math.max(...slept)).toBeLessThanOrEqual(10_001);
});
