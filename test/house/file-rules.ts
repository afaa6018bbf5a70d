// Rules for a single file: its name, its length, its first line, and what may not occur in it.
import type { SourceFile } from './source-files.ts';

const MOST_LINES = 200;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|contract|d))?\.ts$/;
const SAYS_NOTHING = /^(index|utils?|helpers?|common|misc|manager|shared)$/;

/** Names that say nothing, or are not written in kebab-case. */
export const badNames = (files: readonly SourceFile[]): readonly string[] =>
  files.flatMap(({ path }) => {
    const parts = path.split('/');
    const file = parts.at(-1) ?? '';
    const words = [...parts.slice(0, -1), file.replace(/\..*$/, '')].flatMap((part) => part.split('-'));
    const empty = words.find((word) => SAYS_NOTHING.test(word));
    if (empty) return [`${path}: ${empty} says nothing`];
    return KEBAB.test(file) ? [] : [`${path} is not in kebab-case`];
  });

/** Files that should have been split. */
export const tooLong = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path} has ${lines} lines, more than ${MOST_LINES}`);

/** Files that do not open with a comment on their place. */
export const withoutOpening = (files: readonly SourceFile[]): readonly string[] =>
  files.filter(({ text }) => !/^(#!.*\n)?\/\/ \S/.test(text)).map(({ path }) => `${path} does not open with a comment`);

/** Errors swallowed without a name, and work put off. */
export const leftovers = (files: readonly SourceFile[]): readonly string[] =>
  files.flatMap(({ path, text, syntax }) => [
    ...(syntax.has('catch without a name') ? [`${path} catches without naming what it caught`] : []),
    ...(/\b(TODO|FIXME|XXX)\b/.test(text) ? [`${path} contains a note about unfinished work`] : []),
  ]);

const IMPURE = ['Date.now', 'new Date()', 'performance.now', 'Math.random', 'crypto.randomUUID', 'process.env'];

/** Domain takes time and chance as arguments, and waits for nothing. */
export const impurities = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter(({ path }) => path.startsWith('functions/domain/'))
    .flatMap(({ path, mentions, syntax }) => [
      ...IMPURE.filter((name) => mentions.has(name)).map((name) => `${path} uses ${name}`),
      ...(syntax.has('async') || syntax.has('AwaitExpression') ? [`${path} is async`] : []),
    ]);

const OUTSIDE = ['Date.now', 'new Date()', 'performance.now', 'process.env'];

/** Steps ask a clock and are given their environment. */
export const outsideInSteps = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter(({ path }) => path.startsWith('functions/steps/'))
    .flatMap(({ path, mentions }) =>
      OUTSIDE.filter((name) => mentions.has(name)).map((name) => `${path} uses ${name}`),
    );

/** Where the product meets the machine: sockets, time and chance are asked for here and nowhere else. */
const MACHINE = /^functions\/net\//;
const MACHINE_MODULES = /^node:(https?|http2|tls|net|dns|dgram|timers)(\/|$)/;
const MACHINE_MEMBERS = [
  'AbortSignal.timeout',
  'Date.now',
  'new Date()',
  'performance.now',
  'Math.random',
  'crypto.randomUUID',
];
const MACHINE_WORDS =
  /\b(setTimeout|setInterval|setImmediate|randomUUID|randomInt|randomBytes|fetch)(?=\()|import \{[^}]*\b(randomUUID|randomInt|randomBytes)\b/;

/** Whoever brings another platform runs the whole product on it: nothing reaches for the machine by itself. */
export const besideThePlatform = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter(({ path }) => path.startsWith('functions/') && !MACHINE.test(path))
    .flatMap(({ path, text, imports, mentions }) => [
      ...imports
        .filter(({ written }) => MACHINE_MODULES.test(written))
        .map(({ written }) => `${path} imports ${written}`),
      ...MACHINE_MEMBERS.filter((name) => mentions.has(name)).map((name) => `${path} uses ${name}`),
      ...(MACHINE_WORDS.test(text.replaceAll(/\.\w+(?=\()/g, '.member')) ? [`${path} waits or draws by itself`] : []),
      ...(mentions.has('process.env') && path !== 'functions/lambda/start-function.ts'
        ? [`${path} uses process.env`]
        : []),
    ]);

/** What comes from outside is parsed in one place, which says what is wrong with it and never quotes it. */
export const ownParsers = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter(({ path }) => path.startsWith('functions/') && path !== 'functions/contract/json/parse-json.ts')
    .filter(({ mentions }) => mentions.has('JSON.parse'))
    .map(({ path }) => `${path} parses JSON by itself`);
