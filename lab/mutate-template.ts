// `npm run template-mutation`: mutates the synthesized template, one element at a time, and checks whether a short
// scenario or another check notices. Exit code 0 only if every mutation that ran was killed, or is accepted with a
// reason. Options: --only <part of an id>, --kind <kind,kind>, --shard <i>/<n>, --limit <n>, --scenarios <name,name>,
// --quick (mutations that need no scenario run), --live (mutations that do), --list (prints the ids and runs nothing).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { STACK_NAME } from './scenario/setup/assembly.ts';
import { prepare } from './scenario/setup/prepare.ts';
import { mutationsOf } from './template-mutation/mutations/all-mutations.ts';
import { ACCEPTED } from './template-mutation/oracles/accepted.ts';
import { isQuick, oracleOf } from './template-mutation/oracles/oracle.ts';
import { lineOf, type Outcome, outcomeOf, tableOf, unusedAccepted } from './template-mutation/oracles/outcome-table.ts';
import { MUTATION_SCENARIOS } from './template-mutation/scenarios/mutation-scenarios.ts';
import { recordScenarios } from './template-mutation/scenarios/record-scenarios.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    kind: { type: 'string' },
    shard: { type: 'string', default: '1/1' },
    limit: { type: 'string' },
    scenarios: { type: 'string' },
    quick: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

const startedMs = performance.now();
const say = (line: string): void =>
  console.log(`${((performance.now() - startedMs) / 1000).toFixed(0).padStart(5)} s  ${line}`);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000));
const [shard = 1, shards = 1] = options.shard.split('/').map(Number);

await using prepared = await prepare();
const template: unknown = JSON.parse(
  readFileSync(join(prepared.assembly.directory, `${STACK_NAME}.template.json`), 'utf8'),
);
const all = mutationsOf(template as Record<string, unknown>);
const chosen = all
  .filter(
    ({ id, kind }) =>
      id.includes(options.only ?? '') && (options.kind === undefined || options.kind.split(',').includes(kind)),
  )
  .filter((mutation) => (!options.quick || isQuick(mutation)) && (!options.live || !isQuick(mutation)))
  .filter((_mutation, index) => index % shards === shard - 1)
  .slice(0, options.limit === undefined ? undefined : Number(options.limit));
say(`${all.length} mutations in the template, ${chosen.length} selected; seed ${seed}`);

if (options.list) for (const { id } of chosen) console.log(id);
else {
  const scenarios = MUTATION_SCENARIOS.filter(
    ({ name }) => options.scenarios === undefined || options.scenarios.split(',').includes(name),
  );
  const recordings = await recordScenarios(scenarios, { prepared, seed, say });
  const oracle = oracleOf({ prepared, seed, scenarios, recordings });
  const outcomes: Outcome[] = [];
  for (const mutation of chosen) {
    const outcome = outcomeOf(mutation, await oracle.verdictOn(mutation), ACCEPTED);
    outcomes.push(outcome);
    say(lineOf(outcome));
  }
  const unused = unusedAccepted(outcomes, ACCEPTED);
  console.log(`\n${tableOf(outcomes, (kind) => all.filter((mutation) => mutation.kind === kind).length)}`);
  for (const pattern of unused)
    console.log(
      `\nThe accepted pattern ${pattern} matches only killed mutations. Fix: remove it from lab/template-mutation/oracles/accepted.ts.`,
    );
  const red = outcomes.filter(({ end }) => end === 'survived' || end === 'untouched');
  for (const outcome of red) console.log(`\nNOT KILLED  ${lineOf(outcome)}`);
  process.exitCode = red.length + unused.length > 0 ? 1 : 0;
}
