// A password is typed only into a form that was understood: shapes that are alike, traps, and what each page is taken
// for.
import { pageOf } from '../../../../functions/appliance/restore/login-form/page/page.ts';
import { formsOf } from '../../../../functions/appliance/restore/login-form/page/page-form.ts';
import { chooseMethod } from '../../../../functions/appliance/restore/login-form/sign-in/sign-in-method.ts';
import { signInPageOf } from '../../../../functions/appliance/restore/login-form/sign-in/sign-in-page.ts';

const page = (body: string, path = '/login') =>
  pageOf(200, new URL(`https://support.example.com${path}`), `<body>${body}</body>`);
const is = (body: string, done: readonly string[] = [], path = '/login'): string =>
  signInPageOf(page(body, path), { done: new Set(done) }).is;

const form = (inner: string): string => `<form method="post" action="/login/x">${inner}</form>`;
const BOTH = '<input name=user><input type=password name=pw><button>Go</button>';

const PAGES: readonly (readonly [string, string, readonly string[], string?])[] = [
  ['password', form(BOTH), []],
  ['user', form('<label>E-Mail <input type=email name=x></label><button>Weiter</button>'), []],
  ['password', form('<input type=password name=pw><button>Go</button>'), ['user']],
  ['other-method', form('<input type=password name=pw><button>Go</button>'), []],
  ['other-method', form('<input name=q placeholder="Search the user manual"><button>Go</button>'), ['password']],
  ['code', form('<p>Chiffres</p><input name=x1 maxlength=6><button>OK</button>'), ['password']],
  ['code', form('<input type=password name=x1 inputmode=numeric><button>OK</button>'), ['password', 'user']],
  ['code', form(`${'<input maxlength=1 name=d>'.repeat(6)}<button>OK</button>`), ['password']],
  [
    'new-password',
    form('<input type=password name=a><input type=password name=b><button>Tallenna</button>'),
    ['password'],
  ],
  [
    'agreement',
    form('<label><input type=checkbox name=a>Ja, ich stimme den Regeln zu</label><button>Weiter</button>'),
    [],
  ],
  ['agreement', `<p>Lue tämä huolellisesti ennen kuin jatkat.</p>${form('<button>Jatka</button>')}`, []],
  ['agreement', `<p>Etwas.</p>${form('<button>Next</button>')}`, ['password'], '/login/pre_login_agreement'],
  ['method', form('<select name=m><option value=saml>SAML<option value=local>Local</select><button>Next</button>'), []],
  ['inside', `<a href="/x">Abmelden</a>${form(BOTH)}`, ['password']],
  ['alike', form(BOTH) + form(BOTH), []],
  ['password', `<h2>LDAP</h2>${form(BOTH)}<h2>Local account</h2>${form(BOTH)}`, []],
];

test.each(PAGES.map(([expected, body, done, path = '/login']) => [expected, body, done, path] as const))(
  '%s: %s',
  (expected, body, done, path) => expect(is(body, done, path)).toBe(expected),
);

const chosen = (options: readonly string[], hint?: string): string => {
  const list = `<label for=m>Authenticate using</label><select id=m name=m>${options.map((one) => `<option>${one}</option>`).join('')}</select>`;
  const [first] = formsOf(page(form(`${list}${BOTH}`)));
  if (!first) throw new Error('no form');
  return [...chooseMethod(first, hint, 'dublin').values()].join();
};

test.each<[readonly string[], string | undefined, string]>([
  [['Passwordless FIDO2', 'Username &amp; Password'], undefined, 'Username & Password'],
  [['Kennwortlos', 'Benutzername und Kennwort'], undefined, 'Benutzername und Kennwort'],
  [['Single Sign-On', 'Compte local'], undefined, 'Compte local'],
  [['Active Directory', 'ローカル'], undefined, 'ローカル'],
  [['Passkey', 'Password'], undefined, 'Password'],
  [['Local LDAP', 'Local'], 'local', 'Local'],
  [['Corp', 'Appliance'], 'appl', 'Appliance'],
])('of %j with the hint %s: %s', (options, hint, expected) => expect(chosen(options, hint)).toBe(expected));

test.each<[readonly string[], string | undefined]>([
  [['Local staff', 'Local vendors'], undefined],
  [['SAML', 'Passwordless'], undefined],
  [['Corp', 'Partners'], undefined],
  [['Local staff', 'Local vendors'], 'Local'],
  [['SAML', 'Local'], 'RADIUS'],
])('of %j with the hint %s nothing is chosen, and all are named', (options, hint) => {
  const [first = ''] = options;
  expect(() => chosen(options, hint)).toThrow(
    expect.objectContaining({ name: 'FormNotFound', message: expect.stringContaining(`"${first}"`) }),
  );
});

test('a list of languages is left as it is', () => {
  const [first] = formsOf(
    page(form(`<select name=lang><option value=en>English<option value=de>Deutsch</select>${BOTH}`)),
  );
  if (!first) throw new Error('no form');
  expect([...chooseMethod(first, undefined, 'dublin')]).toEqual([]);
});

test('what nobody sees is not typed into', () => {
  const found = signInPageOf(page(form(`<div style="display:none"><input name=email></div>${BOTH}`)));
  expect(found).toMatchObject({ is: 'password', user: { name: 'user' } });
});
