// Runs each scenario on the unchanged template first. A scenario that fails there proves nothing.
import type { Prepared } from '../../scenario/setup/prepare.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import type { Recording } from './recording.ts';
import { runScenario } from './run-scenario.ts';

export interface RecordOptions {
  readonly prepared: Prepared;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** Two tries, because a busy machine can fail a scenario. A third could hide a fault of the template. */
const TRIES = 2;

/** @throws when a scenario fails on the unchanged template */
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
          `passed on the unchanged template: ${scenario.name} (${outcome.recording.realSeconds.toFixed(0)} s): ${scenario.message}`,
        );
        break;
      }
      say(`FAILED on the unchanged template: ${scenario.name}: ${outcome.why}`);
      if (tries >= TRIES)
        throw new Error(`the scenario ${scenario.name} fails on the unchanged template: ${outcome.why}`);
    }
  }
  return recordings;
};
