// Collects from the source the names of all failures that the product can throw, for the tests of the runbook.
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** Text of a file, by its path from the root of the repository. */
export const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Paths of all TypeScript files under a folder, from the root of the repository. */
const sourcesUnder = (folder: string): readonly string[] =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`);

/** Where a name is not written at the very place of the throw: the file, and how its names look there. */
const COMPUTED: Readonly<Record<string, RegExp>> = {
  'functions/appliance/restore/login-form/sign-in/sign-in-stop.ts': /\bstop\(\s*'(\w+)'/g,
  'functions/power/redfish-failure.ts': /\['(Power\w+)', \(/g,
  // Says more of a failure under its own name.
  'functions/appliance/restore/login-form/login-form.ts': /$^/g,
  'functions/appliance/restore/login-form/without-secrets.ts': /$^/g,
  'functions/steps/capture/stream-backup.ts': /$^/g,
  // Throws what a check of the traffic is named, where that refuses.
  'functions/steps/recovery/restore/ready-traffic.ts': /$^/g,
  'functions/domain/traffic/traffic-checks.ts':
    /\bfault\(\s*'(DelegationElsewhere|ClaimAhead|ForeignClaim|NameOutsideZone|ZoneFull)'/g,
};

const PATTERNS = [
  /new NamedError\(\s*'(\w+)'/g,
  // One of two literals.
  /new NamedError\(\s*[\w.]+ \? '(\w+)'/g,
  /new NamedError\(\s*[\w.]+ \? '\w+' : '(\w+)'/g,
  /\bsuper\(\s*'(\w+)',/g,
  /override readonly name = '(\w+)'/g,
  /error\.name = '(\w+)'/g,
  // The verdicts of a capture become the name of its failure.
  /\bfailed\('(\w+)'/g,
  // The ends of an execution that passed no Halt.
  /\['((?:Execution|Drill)\w+)', '/g,
  /\?\? \['(Execution\w+)'/g,
];

const namesIn = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);

/** Every name, sorted. */
export const failureNames = (): readonly string[] => {
  const files = sourcesUnder('functions');
  const names = files.flatMap((path) => {
    const text = textOf(path);
    return [...PATTERNS, ...(COMPUTED[path] ? [COMPUTED[path]] : [])].flatMap((pattern) => namesIn(text, pattern));
  });
  return [...new Set(names)].toSorted();
};

const COMPUTED_NAME = /new NamedError\(\s*(?!'|[\w.]+ \? '\w+' : '\w+')\S/;

/** Files that name a failure by anything but a literal, and are not known for it. */
export const unknownComputedNames = (): readonly string[] =>
  sourcesUnder('functions').filter((path) => COMPUTED[path] === undefined && COMPUTED_NAME.test(textOf(path)));
