// Tells one short scenario on a template, changed or not, and stops as soon as it is red: what was refused, what could not be delivered,
// what was missing, what must always hold and does not.
import { checkInvariants } from '../../scenario/invariants/all-invariants.ts';
import { type Prepared, type ScenarioLab, startScenarioLab } from '../../scenario/scenario-lab.ts';
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

/** Starts fall this far into their minute at most (lab ms): the scenarios are about wires, not about patience. */
const JITTER_MS = 3_000;

/** What no green scenario ever shows, whatever it tells. */
const redOf = ({ cloud }: ScenarioLab): string | undefined => {
  const [denial] = cloud.denials;
  if (denial) return `refused: ${denial.asker} asked ${denial.action} on ${denial.resource}`;
  const [letter] = cloud.deadLetters;
  if (letter) return `not delivered: ${letter.origin} to ${letter.targetArn}: ${letter.reason}`;
  const [fault] = cloud.faults;
  return fault && `not done: ${fault}`;
};

const failIfRed = (lab: ScenarioLab): void => {
  const red = redOf(lab);
  if (red !== undefined) throw Object.assign(new Error(red), { name: 'ScenarioRed' });
};

/** The lab, looking at every wait whether the scenario is red already. */
const impatient = (lab: ScenarioLab): ScenarioLab => ({
  ...lab,
  until: (message, deadlineSeconds, probe) =>
    lab.until(message, deadlineSeconds, () => {
      failIfRed(lab);
      return probe();
    }),
});

const shortened = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 240);

/** Never rejects: a lab that does not start is red as well. */
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
