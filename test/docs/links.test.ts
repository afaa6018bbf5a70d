// Links between pages work: the file exists and contains the heading of the anchor.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { textOf } from './text-of.ts';

const docs = readdirSync(new URL('../../docs', import.meta.url), { recursive: true, encoding: 'utf8' });
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'bench/README.md',
  ...docs.map((path) => `docs/${path}`),
].filter((path) => path.endsWith('.md'));

const prose = (page: string): string => textOf(page).replaceAll(/^```[\s\S]*?^```$/gm, '');

/** The anchor that GitHub gives to a headline. */
const anchorOf = (headline: string): string =>
  headline
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsOf = (page: string): readonly string[] =>
  [...prose(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, headline]) => anchorOf(headline ?? ''));

const links = pages.flatMap((page) =>
  [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]): [string, string] => [page, target ?? ''])
    .filter(([, target]) => !/^[a-z]+:/.test(target)),
);

const faultOf = (page: string, target: string): string | undefined => {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : posix.join(posix.dirname(page), path);
  const url = new URL(`../../${file}`, import.meta.url);
  if (!existsSync(url)) return `${file} does not exist`;
  if (anchor === undefined || statSync(url).isDirectory()) return undefined;
  return anchorsOf(file).includes(anchor) ? undefined : `${file} has no headline #${anchor}`;
};

test('links are found, so that what follows proves something', () => {
  expect(links.length).toBeGreaterThan(20);
});

test.each(links)('in %s the link to %s leads somewhere', (page, target) => {
  expect(faultOf(page, target)).toBeUndefined();
});

/** Paths in inline code that begin with one of our folders; a placeholder or a pattern is none. */
const named = pages
  .filter((page) => page !== 'CHANGELOG.md')
  .flatMap((page) =>
    [...prose(page).matchAll(/`((?:bin|lib|functions|lab|test|bench|scripts|docs|config)\/[\w./-]+)`/g)].map(
      ([, path]): [string, string] => [page, path ?? ''],
    ),
  );

test.each(named)('%s names %s, which is there', (_page, path) => {
  expect(existsSync(new URL(`../../${path}`, import.meta.url))).toBe(true);
});
