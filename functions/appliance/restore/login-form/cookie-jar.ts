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
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  const expires = Date.parse(attributes.get('expires') ?? '');
  return !Number.isNaN(expires) && expires <= nowMs;
};

/** @param host the name that TLS proves. */
export const cookieJar = (host: string, nowMs: () => number): CookieJar => {
  const cookies = new Map<string, Cookie>();
  const isForeign = (domain: string): boolean => {
    const bare = domain.replace(/^\./, '').toLowerCase();
    return bare !== '' && bare !== host && !host.endsWith(`.${bare}`);
  };
  const fits = (name: string, value: string): boolean => {
    const others = [...cookies].filter(([other]) => other !== name);
    const held = others.reduce((sum, [other, cookie]) => sum + other.length + cookie.value.length + '=; '.length, 0);
    return others.length < MOST_COOKIES && held + name.length + value.length + '=; '.length <= MOST_CHARACTERS;
  };
  const keepOne = (line: string): void => {
    const [pair = '', ...parts] = line.split(';');
    const equals = pair.indexOf('=');
    const [name, value] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    if (equals <= 0 || name === '' || line.length > MOST_COOKIE_CHARACTERS || UNSENDABLE.test(pair)) return;
    const attributes = attributesOf(parts);
    if (isForeign(attributes.get('domain') ?? '')) return;
    if (isOver(attributes, nowMs())) cookies.delete(name);
    else if (fits(name, value)) {
      const path = attributes.get('path');
      cookies.set(name, { value, path: path?.startsWith('/') ? path : '/' });
    }
  };
  return {
    keep: (setCookies) => {
      for (const line of setCookies) keepOne(line);
    },
    header: (path) => {
      const pairs = [...cookies]
        .filter(([, cookie]) => covers(cookie.path, path))
        .map(([name, { value }]) => `${name}=${value}`);
      return pairs.length === 0 ? undefined : pairs.join('; ');
    },
    value: (name) => cookies.get(name)?.value,
  };
};
