// Runs one short scenario on a template, mutated or not, and stops at the first failure: a refused permission, an
// undelivered event, something missing, or a broken invariant.
import { checkInvariants } from '../../scenario/invariants/all-invariants.ts';
import { type ScenarioLab, startScenarioLab } from '../../scenario/scenario-lab.ts';
import type { Prepared } from '../../scenario/setup/prepare.ts';
import type { EditableTemplate } from '../mutations/mutation.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import { type Recording, recordingOf } from './recording.ts';

export interface RunOptions {
  readonly prepared: Prepared;
  readonly seed: number;
  readonly edit?: (template: EditableTemplate) => void;
}

export type ScenarioOutcome =
  | { readonly green: true; readonly recording: Recording }
  | { readonly green: false; readonly why: string };

/** Maximum jitter of schedules, in lab ms: short, because the scenarios do not test late starts. */
const JITTER_MS = 3_000;

/** Failures that no passing scenario may have. */
const redOf = ({ cloud }: ScenarioLab): string | undefined => {
  const [denial] = cloud.denials;
  if (denial) return `refused: ${denial.asker} requested ${denial.action} on ${denial.resource}`;
  const [letter] = cloud.deadLetters;
  if (letter) return `not delivered: ${letter.origin} to ${letter.targetArn}: ${letter.reason}`;
  const [fault] = cloud.faults;
  return fault && `fault of the emulated cloud: ${fault}`;
};

const failIfRed = (lab: ScenarioLab): void => {
  const red = redOf(lab);
  if (red !== undefined) throw Object.assign(new Error(red), { name: 'ScenarioRed' });
};

/** The lab, with a check at every wait whether the scenario has failed already. */
const impatient = (lab: ScenarioLab): ScenarioLab => ({
  ...lab,
  until: (message, deadlineSeconds, probe) =>
    lab.until(message, deadlineSeconds, () => {
      failIfRed(lab);
      return probe();
    }),
});

const shortened = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 240);

/** Never rejects: a lab that does not start counts as a failure. */
export const runScenario = async (scenario: MutationScenario, options: RunOptions): Promise<ScenarioOutcome> => {
  const { prepared, seed, edit } = options;
  try {
    await using lab = await startScenarioLab({
      prepared,
      seed,
      chaos: { scheduleJitterMs: JITTER_MS },
      ...(edit === undefined ? {} : { edit }),
    });
    const startedMs = performance.now();
    await scenario.play(impatient(lab));
    failIfRed(lab);
    const [breach] = await checkInvariants(lab.view());
    if (breach) return { green: false, why: shortened(`invariant ${breach.invariant}: ${breach.message}`) };
    return { green: true, recording: recordingOf(scenario.name, lab, (performance.now() - startedMs) / 1000) };
  } catch (error) {
    return { green: false, why: shortened(Error.isError(error) ? `${error.name}: ${error.message}` : String(error)) };
  }
};
