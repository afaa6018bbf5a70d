// Tells each scenario on the unchanged template first: one that is red there proves nothing.
import type { Prepared } from '../../scenario/scenario-lab.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import type { Recording } from './recording.ts';
import { runScenario } from './run-scenario.ts';

export interface RecordOptions {
  readonly prepared: Prepared;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** A second try, since a machine that is busy with other things is not the template's fault; a third would hide one. */
const TRIES = 2;

/** @throws when a scenario is red on the unchanged template */
export const recordScenarios = async (
  scenarios: readonly MutationScenario[],
  options: RecordOptions,
): Promise<readonly Recording[]> => {
  const { say, ...run } = options;
  const recordings: Recording[] = [];
  for (const scenario of scenarios) {
    for (let tries = 1; ; tries += 1) {
      const outcome = await runScenario(scenario, run);
      if (outcome.green) {
        recordings.push(outcome.recording);
        say(
          `green on the unchanged template: ${scenario.name} (${outcome.recording.realSeconds.toFixed(0)} s): ${scenario.message}`,
        );
        break;
      }
      say(`RED on the unchanged template: ${scenario.name}: ${outcome.why}`);
      if (tries >= TRIES) throw new Error(`the scenario ${scenario.name} is red although nothing was changed: ${outcome.why}`);
    }
  }
  return recordings;
};
