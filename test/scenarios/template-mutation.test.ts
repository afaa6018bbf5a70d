// A bounded part of `npm run template-mutation`: mutations for which recordings of a few scenarios are enough, and a
// few that need a scenario run. `npm run template-mutation` runs all.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STACK_NAME } from '../../lab/scenario/setup/assembly.ts';
import type { Prepared } from '../../lab/scenario/setup/prepare.ts';
import { mutationsOf } from '../../lab/template-mutation/mutations/all-mutations.ts';
import type { EditableTemplate, Mutation } from '../../lab/template-mutation/mutations/mutation.ts';
import { ACCEPTED } from '../../lab/template-mutation/oracles/accepted.ts';
import { isQuick, type Oracle, oracleOf } from '../../lab/template-mutation/oracles/oracle.ts';
import { lineOf, type Outcome, outcomeOf } from '../../lab/template-mutation/oracles/outcome-table.ts';
import { MUTATION_SCENARIOS } from '../../lab/template-mutation/scenarios/mutation-scenarios.ts';
import { recordScenarios } from '../../lab/template-mutation/scenarios/record-scenarios.ts';
import { seededRandom } from '../../packages/local-cloud/base/seeded-random.ts';
import { preparedOnce } from './prepared.ts';

const RECORDED = ['operate', 'drill', 'halt'];
/** Elements that one of these scenarios requires by name. Other alarms need other scenarios. */
const DEMANDED = /^subscription |^alarm-action \w+(ServiceDownComposite|RecoveryHalted) /;
const LIVE = 2;
const QUICK_OF_A_KIND = 6;
/** The same mutations each time, so that a failure points to the current change; SEED=n selects others. */
const seed = Number(process.env.SEED ?? 1);
const random = seededRandom(seed);

const rotated = (mutations: readonly Mutation[], count: number): readonly Mutation[] => {
  const from = Math.floor(random.between(0, mutations.length));
  return [...mutations.slice(from), ...mutations.slice(0, from)].slice(0, count);
};

describe(`template mutations, with SEED=${seed}`, () => {
  let prepared: Prepared | undefined;
  let oracle: Oracle | undefined;
  let all: readonly Mutation[] = [];

  beforeAll(async () => {
    prepared = await preparedOnce();
    const { directory } = prepared.assembly;
    all = mutationsOf(
      JSON.parse(readFileSync(join(directory, `${STACK_NAME}.template.json`), 'utf8')) as EditableTemplate,
    );
    const scenarios = MUTATION_SCENARIOS.filter(({ name }) => RECORDED.includes(name));
    const recordings = await recordScenarios(scenarios, { prepared, seed, say: () => undefined });
    oracle = oracleOf({ prepared, seed, scenarios, recordings });
  });
  afterAll(async () => {
    await prepared?.[Symbol.asyncDispose]();
  });

  const outcomeFor = async (mutation: Mutation): Promise<Outcome> => {
    if (oracle === undefined) throw new Error('the scenarios did not run on the unchanged template');
    return outcomeOf(mutation, await oracle.verdictOn(mutation), ACCEPTED);
  };

  test('of links from events to what acts on them are killed by a scenario', async () => {
    // OK actions only notify operators: see the accepted entry.
    const sure = all.filter(({ id }) => DEMANDED.test(id) && !id.includes(' OKActions '));
    expect(sure.length).toBeGreaterThan(LIVE);
    for (const mutation of rotated(sure, LIVE)) {
      const outcome = await outcomeFor(mutation);
      expect([lineOf(outcome), outcome.end]).toEqual([lineOf(outcome), 'killed']);
    }
  });

  test.each(['variable', 'role-statement', 'trust-statement', 'state-transition'] as const)(
    'of the kind %s are killed when the stack starts or a recording is replayed',
    async (kind) => {
      const quick = all.filter((mutation) => mutation.kind === kind && isQuick(mutation));
      const ends: string[] = [];
      for (const mutation of rotated(quick, QUICK_OF_A_KIND * 3)) {
        if (ends.filter((end) => end !== 'untouched').length >= QUICK_OF_A_KIND) break;
        const outcome = await outcomeFor(mutation);
        ends.push(outcome.end === 'survived' ? lineOf(outcome) : outcome.end);
      }
      expect(ends.filter((end) => !['killed', 'accepted', 'untouched'].includes(end))).toEqual([]);
      expect(ends).toContain('killed');
    },
  );
});
