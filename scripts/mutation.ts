// `npm run mutation`: changes the pure code piece by piece and expects one of its own tests to fail for each change
// (Stryker; see stryker.config.json). The score of a file must not fall below its floor, and floors only rise:
//   npm run mutation                            all files: takes hours, for the night
//   npm run mutation -- functions/domain/health one folder, or one file
//   npm run mutation -- --since main            the files that differ from a commit
//   --raise                                     writes better scores as new floors, and the first score of a new file
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const FLOORS = 'test/setup/mutation-floors.json';
const CONFIG = JSON.parse(readFileSync('stryker.config.json', 'utf8')) as {
  readonly mutate: readonly string[];
  readonly jsonReporter: { readonly fileName: string };
};
const REPORT = CONFIG.jsonReporter.fileName;
const KILLED = ['Killed', 'Timeout'];
const ALIVE = ['Survived', 'NoCoverage'];

type Floors = Readonly<Record<string, number>>;
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

const { values, positionals } = parseArgs({
  options: { since: { type: 'string' }, raise: { type: 'boolean' } },
  allowPositionals: true,
});

const isMutated = (file: string): boolean => /^functions\/domain\/.*\.ts$/.test(file) || CONFIG.mutate.includes(file);

const changedSince = (commit: string): readonly string[] =>
  execFileSync('git', ['diff', '--name-only', '--diff-filter=d', commit, '--'], { encoding: 'utf8' })
    .split('\n')
    .filter(isMutated);

const asked = (): readonly string[] => {
  if (values.since !== undefined) return changedSince(values.since);
  return positionals.length === 0
    ? CONFIG.mutate
    : positionals.map((path) => (statSync(path).isDirectory() ? `${path}/**/*.ts` : path));
};

/** Percent of the changes that a test noticed, to one decimal, rounded down; undefined where nothing was changed. */
const scoreOf = (mutants: readonly { readonly status: string }[]): number | undefined => {
  const killed = mutants.filter(({ status }) => KILLED.includes(status)).length;
  const all = killed + mutants.filter(({ status }) => ALIVE.includes(status)).length;
  return all === 0 ? undefined : Math.floor((1000 * killed) / all) / 10;
};

const mutate = asked();
if (mutate.length === 0) {
  console.log(`mutation: no mutated file differs from ${values.since}`);
  process.exit(0);
}
rmSync(REPORT, { force: true });
spawnSync(
  process.execPath,
  ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', '--mutate', mutate.join(',')],
  {
    stdio: 'inherit',
  },
);
if (!existsSync(REPORT)) throw new Error('Stryker wrote no report. Fix: read what it printed above.');

const { files } = JSON.parse(readFileSync(REPORT, 'utf8')) as Report;
const floors = JSON.parse(readFileSync(FLOORS, 'utf8')) as Floors;
const raised: Record<string, number> = { ...floors };
let below = false;
for (const [file, { mutants }] of Object.entries(files)) {
  const score = scoreOf(mutants);
  if (score === undefined) continue;
  const floor = floors[file];
  const isBelow = floor !== undefined && score < floor;
  below ||= isBelow;
  console.log(
    `mutation: ${file}: ${score} %${floor === undefined ? ', no floor yet' : `, floor ${floor} %`}${isBelow ? ': BELOW' : ''}`,
  );
  raised[file] = Math.max(score, floor ?? 0);
}
const total = scoreOf(Object.values(files).flatMap(({ mutants }) => mutants));
console.log(`mutation: ${total ?? 'nothing'} % of all changes were noticed`);
if (values.raise)
  writeFileSync(FLOORS, `${JSON.stringify(Object.fromEntries(Object.entries(raised).sort()), null, 2)}\n`);
if (below) {
  console.error('A file is below its floor. Fix: test what the surviving changes above do, or delete that code.');
  process.exitCode = 1;
}
