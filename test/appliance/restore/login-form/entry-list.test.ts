// What goes out for a form is what a browser sends: the entry list of HTML's standard, in its order, and its encodings.
import { encoderOf, formEncoding } from '../../../../functions/appliance/restore/login-form/page/form-charset.ts';
import { pageOf } from '../../../../functions/appliance/restore/login-form/page/page.ts';
import { decodePage } from '../../../../functions/appliance/restore/login-form/page/page-bytes.ts';
import {
  type Control,
  formsOf,
  type PageForm,
} from '../../../../functions/appliance/restore/login-form/page/page-form.ts';
import { actionOf, entriesOf, methodOf } from '../../../../functions/appliance/restore/login-form/page/submission.ts';
import { uploadBody, urlencoded } from '../../../../functions/appliance/restore/login-form/upload/upload-body.ts';
import { machine } from '../../../doubles/machine.ts';

const URL_OF_PAGE = new URL('https://support.example.com/login/a/page?x=1');

const formIn = (html: string): PageForm => {
  const [form] = formsOf(pageOf(200, URL_OF_PAGE, html));
  if (!form) throw new Error('no form');
  return form;
};
const named = ({ controls }: PageForm, name: string): Control => {
  const found = controls.find((control) => control.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const sent = (
  form: PageForm,
  filling: readonly (readonly [string, string | true])[] = [],
  button?: string,
): readonly string[] =>
  entriesOf(
    {
      form,
      filling: new Map(filling.map(([name, value]) => [named(form, name), value])),
      button: button === undefined ? undefined : named(form, button),
    },
    'utf-8',
  ).map((entry) => `${entry.name}=${'value' in entry ? entry.value : entry.file ? '(file)' : '(none)'}`);

test.each<[string, string, readonly string[]]>([
  [
    'document order, the pressed button in its place',
    '<input name=a value=1><button name=go value=x>G</button><input name=b value=2>',
    ['a=1', 'go=x', 'b=2'],
  ],
  [
    'a field of two controls twice',
    '<input type=hidden name=a value=0><input type=checkbox name=a value=1 checked><button name=go></button>',
    ['a=0', 'a=1', 'go='],
  ],
  [
    'nothing that is switched off',
    '<fieldset disabled><legend><input name=l value=1></legend><input name=a></fieldset><input name=b disabled><button name=go></button>',
    ['l=1', 'go='],
  ],
  [
    'the last of two ticked radios',
    '<input type=radio name=r value=1 checked><input type=radio name=r value=2 checked><button name=go></button>',
    ['r=2', 'go='],
  ],
  [
    'the first choice of a list that can be chosen',
    '<select name=s><option disabled>a<option>b<option>c</select><button name=go></button>',
    ['s=b', 'go='],
  ],
  [
    'hidden and honey alike',
    '<div style="display: none"><input name=trap><input type=hidden name=t value=9></div><button name=go></button>',
    ['trap=', 't=9', 'go='],
  ],
  ['an empty file', '<input type=file name=f><button name=go></button>', ['f=(none)', 'go=']],
  ['the place of a press on a picture', '<input type=image name=go>', ['go.x=0', 'go.y=0']],
  [
    'the encoding where it is asked for',
    '<input type=hidden name=_charset_><button name=go></button>',
    ['_charset_=UTF-8', 'go='],
  ],
])('a browser sends %s', (_what, html, expected) => {
  const form = formIn(`<form method=post>${html}</form>`);
  expect(sent(form, [], 'go')).toEqual(expected);
});

test('controls outside of a form belong to it by its id, and keep their place in the document', () => {
  const form = formIn(
    '<input form=f name=a value=1><form id=f method=post><input name=b value=2></form><button form=f name=go value=3>Go</button>',
  );
  expect(sent(form, [], 'go')).toEqual(['a=1', 'b=2', 'go=3']);
});

test('a file stands in its place among the fields, with a length that is right', async () => {
  const form = formIn(
    '<form method=post><input name=a value=1><input type=file name="f&quot;1"><textarea name=t>x\ny</textarea><button name=go value=z>Go</button></form>',
  );
  const entries = entriesOf(
    { form, filling: new Map([[named(form, 'f"1'), true]]), button: named(form, 'go') },
    'utf-8',
  );
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('BYTES');
  }
  const upload = uploadBody(entries, encoderOf('utf-8'), machine.random, {
    fileName: 'b.nsb',
    length: 5,
    bytes: bytes(),
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of upload.bytes) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  expect(body.length).toBe(upload.length);
  expect([...body.toString().matchAll(/; name="([^"]*)"/g)].map(([, name]) => name)).toEqual(['a', 'f%221', 't', 'go']);
  expect(body.toString()).toContain('filename="b.nsb"\r\nContent-Type: application/octet-stream\r\n\r\nBYTES\r\n--');
  expect(body.toString()).toContain('\r\n\r\nx\r\ny\r\n');
});

test('a button may send the form elsewhere and otherwise, and that decides', () => {
  const form = formIn(
    '<form method=post action=one><button name=a formmethod=get>A</button><button name=b formaction="?two">B</button></form>',
  );
  expect([
    methodOf(form, named(form, 'a')),
    methodOf(form, named(form, 'b')),
    methodOf(formIn('<form method=dialog></form>'), undefined),
  ]).toEqual(['GET', 'POST', 'none']);
  expect([actionOf(form, named(form, 'a'))?.href, actionOf(form, named(form, 'b'))?.search]).toEqual([
    'https://support.example.com/login/a/one',
    '?two',
  ]);
});

test('addresses are relative to the base, an empty action is the page itself', () => {
  expect(actionOf(formIn('<base href="/x/"><form action="in"></form>'), undefined)?.pathname).toBe('/x/in');
  expect(actionOf(formIn('<base href="/x/"><form></form>'), undefined)?.href).toBe(URL_OF_PAGE.href);
});

test('labels of one id speak of what stands in their own form', () => {
  const html = (what: string) =>
    `<form method=post><label for=file>${what}</label><input type=file id=file name=${what}></form>`;
  const forms = formsOf(pageOf(200, URL_OF_PAGE, html('License') + html('Backup')));
  expect(forms.map(({ controls }) => controls[0]?.label)).toEqual(['License', 'Backup']);
});

test.each<[string, Buffer, string, string]>([
  ['a header', Buffer.from([0x3c, 0x70, 0x3e, 0xe9]), 'text/html; charset=ISO-8859-1', 'é'],
  [
    'a meta tag',
    Buffer.concat([Buffer.from('<meta charset="shift_jis">'), Buffer.from([0x83, 0x8d])]),
    'text/html',
    'ロ',
  ],
  ['its bytes, where nothing says so', Buffer.from([0xe9]), 'text/html', 'é'],
  ['UTF-8 without a word of it', Buffer.from('é'), 'text/html', 'é'],
])('a page is read in the encoding of %s', (_what, bytes, type, expected) => {
  expect(decodePage(bytes, type).text).toContain(expected);
});

test.each<[string, string, string]>([
  ['utf-8', 'é', 'n=%C3%A9'],
  ['windows-1252', 'é€', 'n=%E9%80'],
  ['shift_jis', 'ロ', 'n=%83%8D'],
  ['windows-1252', 'ロ', 'n=%26%2312525%3B'],
])('what is typed goes out in the encoding of the page: %s', (charset, value, expected) => {
  expect(urlencoded([{ name: 'n', value }], encoderOf(formEncoding(charset, undefined)))).toBe(expected);
});
