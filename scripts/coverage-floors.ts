// After `npm run test:unit -- --coverage`: prints how many branches of each folder the unit tests took, and fails where
// a folder is below its floor.
import { existsSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';

const SUMMARY = 'build/coverage/coverage-summary.json';
/**
 * Percent of the branches. The aim is 95 everywhere; a floor below it is what the newest code has so far, part of which
 * only whole scenarios take, and it may only rise.
 */
const FLOORS = { 'functions/domain': 94, 'functions/steps': 92, 'functions/power': 89, 'functions/traffic': 95 };
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
for (const [folder, floor] of Object.entries(FLOORS)) {
  const files = [...summary].filter(([file]) => file.startsWith(`${folder}/`));
  const total = files.reduce((sum, [, branches]) => sum + branches.total, 0);
  const covered = files.reduce((sum, [, branches]) => sum + branches.covered, 0);
  if (total === 0)
    throw new Error(`${folder} has no branches in ${SUMMARY}. Fix: collectCoverageFrom in jest.config.js.`);
  const percent = (100 * covered) / total;
  console.log(`coverage: ${folder}: ${covered} of ${total} branches, ${percent.toFixed(2)} %`);
  if (percent >= floor) continue;
  below = true;
  const open = files
    .map(([file, branches]) => ({ file, missing: branches.total - branches.covered }))
    .filter(({ missing }) => missing > 0)
    .sort((one, other) => other.missing - one.missing);
  for (const { file, missing } of open.slice(0, MOST_SHOWN)) console.log(`  ${file}: ${missing} branches not taken`);
}
if (below) {
  console.error(
    `Branch coverage is below its floor. Fix: test what these branches do, or delete those that cannot be taken (build/coverage/index.html shows them).`,
  );
  process.exitCode = 1;
}
