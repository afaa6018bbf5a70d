// A bounded part of `npm run wires`: every wire that a look at two green scenarios is enough for, and a few for which a
// scenario is told. The whole is told by `npm run wires`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Prepared } from '../../lab/scenario/scenario-lab.ts';
import { STACK_NAME } from '../../lab/scenario/setup/assembly.ts';
import { mutationsOf } from '../../lab/template-mutation/mutations/all-mutations.ts';
import type { EditableTemplate, Mutation } from '../../lab/template-mutation/mutations/mutation.ts';
import { EXCUSES } from '../../lab/template-mutation/oracles/accepted.ts';
import { isQuick, type Judge, judgeOf } from '../../lab/template-mutation/oracles/oracle.ts';
import { lineOf, type Outcome, outcomeOf } from '../../lab/template-mutation/oracles/outcome-table.ts';
import { MUTATION_SCENARIOS } from '../../lab/template-mutation/scenarios/mutation-scenarios.ts';
import { recordScenarios } from '../../lab/template-mutation/scenarios/record-scenarios.ts';
import { seededRandom } from '../../packages/local-cloud/base/seeded-random.ts';
import { preparedOnce } from './prepared.ts';

const NOTIFIED = ['operate', 'drill', 'halt'];
/**
 * Mutations that one of these scenarios demands by name. An alarm that was merely in ALARM in one of them is judged by
 * another scenario.
 */
const DEMANDED = /^subscription |^alarm-action \w+(ServiceDown|RecoveryHalted) /;
const LIVE = 2;
const QUICK_OF_A_KIND = 6;
/** The same mutations each time, so that a red run is due to the change at hand; SEED=n takes others. */
const seed = Number(process.env.SEED ?? 1);
const random = seededRandom(seed);

const rotated = (mutations: readonly Mutation[], count: number): readonly Mutation[] => {
  const from = Math.floor(random.between(0, mutations.length));
  return [...mutations.slice(from), ...mutations.slice(0, from)].slice(0, count);
};

describe(`wires, with SEED=${seed}`, () => {
  let prepared: Prepared | undefined;
  let judge: Judge | undefined;
  let all: readonly Mutation[] = [];

  beforeAll(async () => {
    prepared = await preparedOnce();
    const { directory } = prepared.assembly;
    all = mutationsOf(JSON.parse(readFileSync(join(directory, `${STACK_NAME}.template.json`), 'utf8')) as EditableTemplate);
    const scenarios = MUTATION_SCENARIOS.filter(({ name }) => NOTIFIED.includes(name));
    const recordings = await recordScenarios(scenarios, { prepared, seed, say: () => undefined });
    judge = judgeOf({ prepared, seed, scenarios, recordings });
  });
  afterAll(async () => {
    await prepared?.[Symbol.asyncDispose]();
  });

  const outcomeFor = async (mutation: Mutation): Promise<Outcome> => {
    if (judge === undefined) throw new Error('the scenarios were not told on the unchanged template');
    return outcomeOf(mutation, await judge.judge(mutation), EXCUSES);
  };

  test('that lead from events to what acts on them are missed by a scenario', async () => {
    // The end of an alarm only notifies operators: see the accepted mutations.
    const sure = all.filter(({ id }) => DEMANDED.test(id) && !id.includes(' OKActions '));
    expect(sure.length).toBeGreaterThan(LIVE);
    for (const mutation of rotated(sure, LIVE)) {
      const outcome = await outcomeFor(mutation);
      expect([lineOf(outcome), outcome.end]).toEqual([lineOf(outcome), 'killed']);
    }
  });

  test.each(['variable', 'role-statement', 'trust-statement', 'state-transition'] as const)(
    'of the kind %s are missed as soon as the stack starts, asks or walks',
    async (kind) => {
      const quick = all.filter((mutation) => mutation.kind === kind && isQuick(mutation));
      const ends: string[] = [];
      for (const mutation of rotated(quick, QUICK_OF_A_KIND * 3)) {
        if (ends.filter((end) => end !== 'untouched').length >= QUICK_OF_A_KIND) break;
        const outcome = await outcomeFor(mutation);
        ends.push(outcome.end === 'survived' ? lineOf(outcome) : outcome.end);
      }
      expect(ends.filter((end) => !['killed', 'excused', 'untouched'].includes(end))).toEqual([]);
      expect(ends).toContain('killed');
    },
  );
});
