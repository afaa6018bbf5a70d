// `npm run judge`: judges every regular expression of the product anew and keeps what was found for the tests, which
// judge only those that are new. Following an automaton takes seconds for each.
import { writeFileSync } from 'node:fs';
import { complexityOf, expressionsUnder } from './expressions.ts';

const TARGET = new URL('./judged.json', import.meta.url);
const { expressions } = expressionsUnder('functions');
const judged = Object.fromEntries(
  expressions
    .map((one): [string, string] => [`/${one.pattern}/${one.flags}`, complexityOf(one)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(TARGET, `${JSON.stringify(judged, null, 2)}\n`);
const bad = Object.entries(judged).filter(([, complexity]) => complexity !== 'linear');
for (const [name, complexity] of bad) process.stdout.write(`${complexity}: ${name}\n`);
process.stdout.write(`${expressions.length} expressions, ${bad.length} that are not linear\n`);
process.exitCode = bad.length === 0 ? 0 : 1;
