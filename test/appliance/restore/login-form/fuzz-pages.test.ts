// The readers of pages and cookies, against what no appliance would send: they end, throw nothing but FormNotFound, and
// give a backup to no form that is not one for it.

import { cookieJar } from '../../../../functions/appliance/restore/login-form/cookie-jar.ts';
import { complaintOf } from '../../../../functions/appliance/restore/login-form/page/notices.ts';
import {
  linksOf,
  type Page,
  pageOf,
  statementsOf,
} from '../../../../functions/appliance/restore/login-form/page/page.ts';
import { methodOf } from '../../../../functions/appliance/restore/login-form/page/submission.ts';
import { signInPageOf } from '../../../../functions/appliance/restore/login-form/sign-in/sign-in-page.ts';
import { restoreFormOf } from '../../../../functions/appliance/restore/login-form/upload/restore-form.ts';
import { uploadAnswerOf } from '../../../../functions/appliance/restore/login-form/upload/upload-answer.ts';
import { fc } from '../../../properties.ts';

const runs = { numRuns: 300 };
const URL_OF_PAGE = new URL('https://support.example.com/login/software');

const WORDS = [
  'Restore Backup',
  'backup',
  'restore',
  'License',
  'certificate',
  'Cancel',
  'not',
  'error',
  'started',
  'sign out',
  '<',
  '&',
];
const word = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 12 }));
const name = fc.constantFrom(
  'file',
  'backup_file',
  'license_file',
  'password',
  'user',
  '__proto__',
  'constructor',
  'toString',
  '',
);
const input = fc
  .tuple(fc.constantFrom('file', 'password', 'text', 'radio', 'checkbox', 'hidden', 'submit', 'FILE', 'x'), name, word)
  .map(([type, of, value]) => `<input type="${type}" name="${of}" id="${of}" value="${value}">`);
const control = fc.oneof(
  input,
  word.map((text) => `<button name="go">${text}</button>`),
  fc.tuple(name, word).map(([id, text]) => `<label for="${id}">${text}</label>`),
  word.map((text) => `<select name="s"><option>${text}<option value="${text}">x</select>`),
  word.map((text) => `<h2>${text}</h2>`),
  word.map((text) => `<p class="error">${text}`),
  word.map((text) => `<a href="${text}">${text}</a>`),
  fc.constantFrom(
    '</form>',
    '<legend>',
    '<script>',
    '</div>',
    '<!--',
    '<template>',
    '<base href="https://evil.example">',
    '\u0000',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const form = fc
  .tuple(fc.constantFrom('post', 'POST', 'get', 'dialog', ''), word, fc.array(control, { maxLength: 12 }))
  .map(([method, action, controls]) => `<form method="${method}" action="${action}">${controls.join('')}</form>`);
/**
 * Nearly the form that is looked for, with whatever stands beside its controls: else chance alone finds one in a
 * hundred.
 */
const nearly = fc
  .tuple(
    fc.array(control, { maxLength: 3 }),
    fc.constantFrom('backup', 'backup_file', 'license_file'),
    fc.array(control, { maxLength: 2 }),
  )
  .map(
    ([before, of, after]) =>
      `<form method="post" action="/login/restore"><h2>Restore Backup</h2>${before.join('')}<input type="file" name="${of}">` +
      `${after.join('')}<button name="go">Restore Backup</button></form>`,
  );
const html = fc.array(fc.oneof(form, nearly, control), { maxLength: 8 }).map((parts) => parts.join(''));
const page = fc.tuple(fc.constantFrom(200, 302, 403, 500), html).map(([status, text]) => ({ status, text }));

const read = (status: number, text: string): Page => pageOf(status, URL_OF_PAGE, text);

test('of whatever page, no reader throws, and none says more than it may', () => {
  fc.assert(
    fc.property(page, ({ status, text }) => {
      const seen = read(status, text);
      expect(signInPageOf(seen).is).toMatch(/./);
      expect((complaintOf(seen) ?? '').length).toBeLessThanOrEqual(300);
      expect(linksOf(seen).every(({ url }) => url instanceof URL)).toBe(true);
      const answer = uploadAnswerOf(seen, { hints: {} });
      if (answer.is !== 'success' && answer.is !== 'question') expect(answer.message.length).toBeLessThan(400);
    }),
    runs,
  );
});

test('a form is taken only where it posts a file, and speaks of nothing else that is uploaded', () => {
  let taken = 0;
  fc.assert(
    fc.property(html, (text) => {
      const found = restoreFormOf(read(200, text), {});
      if (found.is !== 'found') return;
      taken += 1;
      const { form: chosen, file, button } = found.restore;
      expect(methodOf(chosen, button)).toBe('POST');
      expect(chosen.controls).toContain(file);
      expect(file.type).toBe('file');
      const said = [chosen.heading, ...chosen.buttons.map(({ label }) => label)].join(' ');
      expect(said).not.toMatch(/licen|certificat/i);
    }),
    { numRuns: 2_000 },
  );
  // Else the property says nothing.
  expect(taken).toBeGreaterThan(100);
});

test('an upload has gone well only on a good page that complains of nothing and says so in a sentence', () => {
  let well = 0;
  const after = fc.array(
    fc.constantFrom(
      'Restore started.',
      'Restore not started.',
      'The backup failed.',
      '<p class="error">No.</p>',
      '<div>',
      'Wait.',
    ),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.constantFrom(200, 400, 500), after, (status, parts) => {
      const seen = read(status, parts.join(' '));
      const answer = uploadAnswerOf(seen, { hints: {} });
      if (answer.is !== 'success') return;
      well += 1;
      expect({ status, complaint: complaintOf(seen), marker: answer.marker }).toEqual({
        status: 200,
        complaint: undefined,
        marker: expect.stringMatching(/^Restore started\./),
      });
      expect(statementsOf(seen)).toContain(answer.marker);
    }),
    { numRuns: 2_000 },
  );
  expect(well).toBeGreaterThan(20);
});

test('what cookies give can stand in a header, and is bounded', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .tuple(
        fc.string({ maxLength: 20 }),
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom('', '; Path=/', '; Max-Age=x', ';;=', '; Domain='),
      )
      .map(([of, value, more]) => `${of}=${value}${more}`),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 80 }), (lines) => {
      const jar = cookieJar('support.example.com', () => 0);
      jar.keep(lines);
      const header = jar.header('/');
      if (header === undefined) return;
      expect(() => new Headers({ cookie: header })).not.toThrow();
      expect(header.split('; ').length).toBeLessThanOrEqual(50);
    }),
    runs,
  );
});

/** What takes time with the square of a page of this size takes minutes. */
const HANGS_MS = 30_000;

const times = (count: number, text: string): string => text.repeat(count);

test.each([
  ['elements', times(20_001, '<i></i>'), /more than 20000 tags/],
  ['nesting', times(15_000, '<div>'), /nested more than 120 deep/],
  ['tags that never end', times(30_000, '<'), /more than 20000 tags/],
  ['nesting of forms', times(5_000, '<form><div>'), /nested more than 120 deep/],
])('a page of endless %s is refused unread', (_what, text, message) => {
  expect(() => read(200, text)).toThrow(
    expect.objectContaining({ name: 'FormNotFound', message: expect.stringMatching(message) }),
  );
});

test.each([
  ['forms', times(1_000, '<form method="post" enctype="multipart/form-data"><input type="file" name="backup"></form>')],
  ['radios', `<form method="post">${times(6_000, '<input type="radio" name="a"><label for="a">x</label>')}</form>`],
  [
    'labels',
    `<form method="post"><input type="file" name="b" id="b">${times(8_000, '<label for="b">backup restore</label>')}</form>`,
  ],
  ['headings', `${times(4_000, '<h2>Restore</h2><form method="post"></form>')}`],
  ['links', times(4_000, '<a href="/login/restore?backup=1">restore</a>')],
  ['errors', times(5_000, '<p class="error"> </p>')],
  ['one word', `<p>${times(1_000_000, 'a')}</p>`],
  ['white space', `<p>${times(1_000_000, ' ')}x</p>`],
])(
  'a page full of %s is read to its end',
  (_what, text) => {
    const seen = read(200, text);
    expect(restoreFormOf(seen, {}).is).not.toBe('question');
    expect(signInPageOf(seen).is).toMatch(/./);
    expect(uploadAnswerOf(seen, { hints: {} }).is).not.toBe('success');
  },
  HANGS_MS,
);
