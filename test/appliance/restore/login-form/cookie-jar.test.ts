// Cookies stay with the appliance that set them.
import { cookieJar } from '../../../../functions/appliance/restore/login-form/cookie-jar.ts';

const jarWith = (...lines: readonly string[]) => {
  const jar = cookieJar('support.example.com', () => Date.parse('2026-11-22T20:00:00Z'));
  jar.keep(lines);
  return jar;
};

test.each<[string, string, string | undefined]>([
  ['a=1; Path=/login; Secure; HttpOnly', '/login/x', 'a=1'],
  ['a=1; Path=/login', '/loginx', undefined],
  ['a=1; Domain=support.example.com', '/', 'a=1'],
  ['a=1; Domain=.example.com', '/', 'a=1'],
  ['a=1; Domain=evil.example.net', '/', undefined],
  ['a=1; Domain=x.support.example.com', '/', undefined],
  ['a=1; Max-Age=0', '/', undefined],
  ['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', '/', undefined],
  ['a=b=c==', '/', 'a=b=c=='],
  ['nothing', '/', undefined],
])('%s, asked at %s, gives %s', (line, path, header) => {
  expect(jarWith(line).header(path)).toBe(header);
});

test('a later cookie takes the place of its namesake, and an expired one takes it away', () => {
  const jar = jarWith('a=1', 'b=2', 'a=3');
  expect(jar.header('/')).toBe('a=3; b=2');
  jar.keep(['a=; Max-Age=-1']);
  expect(jar.header('/')).toBe('b=2');
});

test('an appliance that sets cookies without end is given back only so many', () => {
  const jar = jarWith(...Array.from({ length: 500 }, (_, index) => `c${index}=x`));
  expect(jar.header('/')?.split(';').length).toBe(50);
});

test('more than 8 kB in all is not given back, however few cookies it comes in: a request with a longer header is refused', () => {
  const big = (name: string, length = 3_900) => `${name}=${'x'.repeat(length)}`;
  const jar = jarWith(big('a'), big('b'), big('c'), 'session=mine');
  const header = jar.header('/') ?? '';
  expect(header.length).toBeLessThanOrEqual(8_192);
  expect(header.split('; ').map((pair) => pair.split('=')[0])).toEqual(['a', 'b', 'session']);
  // What is replaced makes room.
  jar.keep(['a=1', big('c')]);
  expect(jar.value('c')).toHaveLength(3_900);
});

describe('cookies of one name', () => {
  const jarOf = (...lines: readonly string[]) => {
    const jar = cookieJar('support.example.com', () => 0);
    jar.keep(lines);
    return jar;
  };
  const OVER = 'Expires=Thu, 01 Jan 1970 00:00:00 GMT';

  test('at several paths are several cookies, the one of the longest path first', () => {
    const jar = jarOf('session=outer; Path=/', 'session=inner; Path=/login');
    expect(jar.header('/login/page')).toBe('session=inner; session=outer');
    expect(jar.header('/other')).toBe('session=outer');
  });

  test('cleared at another path or domain leave the session alone', () => {
    expect(jarOf('session=a; Path=/', `session=; Path=/old; ${OVER}`).header('/')).toBe('session=a');
    expect(jarOf('session=a; Path=/', `session=; Path=/; Domain=.example.com; ${OVER}`).header('/')).toBe('session=a');
    expect(jarOf('session=a; Path=/', `session=; Path=/; ${OVER}`).header('/')).toBeUndefined();
  });

  test.each(['Max-Age', 'Max-Age=', 'Max-Age=soon'])('with %s are not over', (attribute) => {
    expect(jarOf(`session=a; ${attribute}`).header('/')).toBe('session=a');
  });
});
