// After `npm run test:unit -- --coverage`: prints how many branches of each folder the unit tests took, and fails where
// a folder is below its floor.
import { existsSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';

const SUMMARY = 'build/coverage/coverage-summary.json';
const FLOOR_PERCENT = 95;
const FOLDERS = ['functions/domain', 'functions/steps', 'functions/power', 'functions/traffic'];
const MOST_SHOWN = 15;

interface Branches {
  readonly total: number;
  readonly covered: number;
}

const readSummary = (): ReadonlyMap<string, Branches> => {
  if (!existsSync(SUMMARY)) throw new Error(`${SUMMARY} is missing. Fix: run npm run test:unit -- --coverage first.`);
  const files = JSON.parse(readFileSync(SUMMARY, 'utf8')) as Readonly<Record<string, { readonly branches: Branches }>>;
  return new Map(
    Object.entries(files)
      .filter(([file]) => file !== 'total')
      .map(([file, { branches }]) => [relative('.', file).split(sep).join('/'), branches]),
  );
};

const summary = readSummary();
let below = false;
for (const folder of FOLDERS) {
  const files = [...summary].filter(([file]) => file.startsWith(`${folder}/`));
  const total = files.reduce((sum, [, branches]) => sum + branches.total, 0);
  const covered = files.reduce((sum, [, branches]) => sum + branches.covered, 0);
  if (total === 0)
    throw new Error(`${folder} has no branches in ${SUMMARY}. Fix: collectCoverageFrom in jest.config.js.`);
  const percent = (100 * covered) / total;
  console.log(`coverage: ${folder}: ${covered} of ${total} branches, ${percent.toFixed(2)} %`);
  if (percent >= FLOOR_PERCENT) continue;
  below = true;
  const open = files
    .map(([file, branches]) => ({ file, missing: branches.total - branches.covered }))
    .filter(({ missing }) => missing > 0)
    .sort((one, other) => other.missing - one.missing);
  for (const { file, missing } of open.slice(0, MOST_SHOWN)) console.log(`  ${file}: ${missing} branches not taken`);
}
if (below) {
  console.error(
    `Branch coverage is below ${FLOOR_PERCENT} %. Fix: test what these branches do, or delete those that cannot be taken (build/coverage/index.html shows them).`,
  );
  process.exitCode = 1;
}
