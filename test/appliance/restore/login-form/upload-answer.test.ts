// What a page after an upload means: by role and class as well as by words, in several languages, and only what is
// news.
import { pageOf } from '../../../../functions/appliance/restore/login-form/page/page.ts';
import {
  type UploadAnswer,
  uploadAnswerOf,
} from '../../../../functions/appliance/restore/login-form/upload/upload-answer.ts';

const page = (body: string, status = 200) =>
  pageOf(status, new URL('https://support.example.com/login/software'), `<body>${body}</body>`);
const backup = { version: '24.3.2', build: '73122' };
const answer = (body: string, status = 200, before = ''): UploadAnswer =>
  uploadAnswerOf(page(body, status), { hints: {}, backup, before: page(before) });

const MENU = '<div id="languages"><ul><li>English</li><li>Deutsch</li></ul></div>';

test.each([
  '<div class="alert alert-success" role="alert">Vahvistettu, odota hetki.</div>',
  '<div role="alert"><p class="msg-success">Hyvä!</p></div>',
  '<p role="status">Palautus alkaa.</p>',
  '<p>Die Sicherung wird wiederhergestellt; Neustart gestartet.</p>',
  '<div role="alert">Restore started.</div>',
  '<p>バックアップの復元を開始しました。</p>',
])('success: %s', (body) => expect(answer(MENU + body).is).toBe('success'));

test('what stood there before the upload is no news', () => {
  const stale = '<p class="badge-success">Online</p>';
  expect(answer(stale, 200, stale).is).toBe('unclear');
  const hidden = '<div class="invalid-feedback">Choose a file.</div>';
  expect(answer(`${hidden}<p>Restore started.</p>`, 200, hidden).is).toBe('success');
});

test.each([
  'The backup was made by another version.',
  'Made by another version',
  'Die Sicherung stammt aus einer anderen Version.',
  'Cette sauvegarde provient d’une autre version.',
  'La copia se creó con otra versión.',
  'このバックアップは別のバージョンで作成されました。',
  'Резервная копия создана другой версией.',
  'Kopia zapasowa pochodzi z innej wersji.',
  '此备份由其他版本创建。',
  'Epäyhteensopiva: 24.3.2',
  'The backup file is damaged.',
])('of the file: %s', (message) => expect(answer(`<p class="error">${message}</p>`).is).toBe('file-refused'));

test.each([
  'The upload could not be read.',
  'Another restore is under way.',
  'The uploaded file could not be read.',
  'Not enough disk space for the backup.',
  'Your session has expired.',
  'Die Sitzung ist abgelaufen.',
  'Il y a déjà une restauration en cours.',
  'Ei onnistunut.',
])('not of the file: %s', (message) => expect(answer(`<p class="error">${message}</p>`).is).toBe('refused'));

test('a status of refusal keeps its reason', () => {
  expect(answer('<h1>Request Entity Too Large</h1>', 413)).toEqual({
    is: 'refused',
    message: 'HTTP 413: Request Entity Too Large',
  });
  expect(answer('', 413)).toEqual({ is: 'refused', message: 'HTTP 413' });
  expect(answer('<p class="error">Made by another version.</p>', 422).is).toBe('file-refused');
});

test('what is not understood is quoted without menus, and called so', () => {
  const seen = answer(`${MENU}<nav>Home</nav><p>Tehtävä on vastaanotettu.</p>`);
  expect(seen).toMatchObject({
    is: 'unclear',
    notice: 'Tehtävä on vastaanotettu.',
    message: expect.stringContaining('does not understand'),
  });
});
