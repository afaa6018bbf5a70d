// What a short scenario is to whoever runs it.
import type { ScenarioLab } from '../../scenario/scenario-lab.ts';

export interface MutationScenario {
  readonly name: string;
  readonly message: string;
  /** @throws whatever is missing */
  play(lab: ScenarioLab): Promise<void>;
}
