// The cookies of one appliance for one visit (the part of RFC 6265 that a sign-in needs). They go to no other host: a
// cookie that claims another domain is dropped.

export interface CookieJar {
  /** Takes the `Set-Cookie` headers of an answer. */
  keep(setCookies: readonly string[]): void;
  /** The `Cookie` header for that path; undefined if there is nothing to send. */
  header(path: string): string | undefined;
  /** A cookie's value, undecoded. */
  value(name: string): string | undefined;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** Characters that no header may hold: they would break the request that returns the cookie. */
const UNSENDABLE = /[^\t -~\u0080-\u00ff]/;
const MOST_COOKIES = 50;
const MOST_COOKIE_CHARACTERS = 4096;
/** Limit for all names and values together: servers refuse longer headers. */
const MOST_CHARACTERS = 8_192;

const covers = (cookiePath: string, path: string): boolean =>
  path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);

const attributesOf = (parts: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    parts.map((part) => {
      const [name = '', ...rest] = part.split('=');
      return [name.trim().toLowerCase(), rest.join('=').trim()];
    }),
  );

const isOver = (attributes: ReadonlyMap<string, string>, nowMs: number): boolean => {
  const maxAge = attributes.get('max-age');
  // RFC 6265, section 5.2.2: any other value is ignored.
  if (maxAge !== undefined && /^-?\d{1,12}$/.test(maxAge)) return Number(maxAge) <= 0;
  const expires = Date.parse(attributes.get('expires') ?? '');
  return !Number.isNaN(expires) && expires <= nowMs;
};

/** @param host the name that TLS proves. */
export const cookieJar = (host: string, nowMs: () => number): CookieJar => {
  // By name, domain and path (RFC 6265, section 5.3): clearing a cookie at another path clears no other.
  const cookies = new Map<string, Cookie>();
  const isForeign = (domain: string): boolean => domain !== '' && domain !== host && !host.endsWith(`.${domain}`);
  const fits = (key: string, { name, value }: Cookie): boolean => {
    const others = [...cookies].flatMap(([other, cookie]) => (other === key ? [] : [cookie]));
    const held = others.reduce((sum, cookie) => sum + cookie.name.length + cookie.value.length + '=; '.length, 0);
    return others.length < MOST_COOKIES && held + name.length + value.length + '=; '.length <= MOST_CHARACTERS;
  };
  const keepOne = (line: string): void => {
    const [pair = '', ...parts] = line.split(';');
    const equals = pair.indexOf('=');
    const [name, value] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    if (equals <= 0 || name === '' || line.length > MOST_COOKIE_CHARACTERS || UNSENDABLE.test(pair)) return;
    const attributes = attributesOf(parts);
    const domain = (attributes.get('domain') ?? '').replace(/^\./, '').toLowerCase();
    if (isForeign(domain)) return;
    const given = attributes.get('path');
    const cookie = { name, value, path: given?.startsWith('/') ? given : '/' };
    const key = JSON.stringify([name, domain, cookie.path]);
    if (isOver(attributes, nowMs())) cookies.delete(key);
    else if (fits(key, cookie)) cookies.set(key, cookie);
  };
  return {
    keep: (setCookies) => {
      for (const line of setCookies) keepOne(line);
    },
    header: (path) => {
      // Section 5.4: longer paths first.
      const pairs = [...cookies.values()]
        .filter((cookie) => covers(cookie.path, path))
        .toSorted((one, other) => other.path.length - one.path.length)
        .map(({ name, value }) => `${name}=${value}`);
      return pairs.length === 0 ? undefined : pairs.join('; ');
    },
    value: (name) => [...cookies.values()].findLast((cookie) => cookie.name === name)?.value,
  };
};
