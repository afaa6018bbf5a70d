// The interface of a short mutation scenario.
import type { ScenarioLab } from '../../scenario/scenario-lab.ts';

export interface MutationScenario {
  readonly name: string;
  readonly message: string;
  /** @throws an error that names what is missing */
  play(lab: ScenarioLab): Promise<void>;
}
