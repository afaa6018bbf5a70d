// Tells one short story on a template, changed or not, and stops as soon as it is red: what was refused, what could not be delivered,
// what was missing, what must always hold and does not.
import { checkInvariants } from '../../scenario/invariants/all-invariants.ts';
import { type Prepared, type StoryLab, startStoryLab } from '../../scenario/story-lab.ts';
import type { EditableTemplate } from '../mutations/mutation.ts';
import { type Recording, recordingOf } from './recording.ts';
import type { WireStory } from './wire-story.ts';

export interface RunOptions {
  readonly prepared: Prepared;
  readonly seed: number;
  readonly edit?: (template: EditableTemplate) => void;
}

export type StoryOutcome =
  | { readonly green: true; readonly recording: Recording }
  | { readonly green: false; readonly why: string };

/** Starts fall this far into their minute at most (lab ms): the stories are about wires, not about patience. */
const JITTER_MS = 3_000;

/** What no green story ever shows, whatever it tells. */
const redOf = ({ cloud }: StoryLab): string | undefined => {
  const [denial] = cloud.denials;
  if (denial) return `refused: ${denial.asker} asked ${denial.action} on ${denial.resource}`;
  const [letter] = cloud.deadLetters;
  if (letter) return `not delivered: ${letter.origin} to ${letter.targetArn}: ${letter.reason}`;
  const [fault] = cloud.faults;
  return fault && `not done: ${fault}`;
};

const failIfRed = (lab: StoryLab): void => {
  const red = redOf(lab);
  if (red !== undefined) throw Object.assign(new Error(red), { name: 'StoryRed' });
};

/** The lab, looking at every wait whether the story is red already. */
const impatient = (lab: StoryLab): StoryLab => ({
  ...lab,
  until: (says, deadlineSeconds, look) =>
    lab.until(says, deadlineSeconds, () => {
      failIfRed(lab);
      return look();
    }),
});

const shortened = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 240);

/** Never rejects: a lab that does not start is red as well. */
export const runStory = async (story: WireStory, options: RunOptions): Promise<StoryOutcome> => {
  const { prepared, seed, edit } = options;
  try {
    await using lab = await startStoryLab({
      prepared,
      seed,
      unkind: { scheduleJitterMs: JITTER_MS },
      ...(edit === undefined ? {} : { edit }),
    });
    const startedMs = performance.now();
    await story.tell(impatient(lab));
    failIfRed(lab);
    const [breach] = await checkInvariants(lab.view());
    if (breach) return { green: false, why: shortened(`invariant ${breach.invariant}: ${breach.says}`) };
    return { green: true, recording: recordingOf(story.name, lab, (performance.now() - startedMs) / 1000) };
  } catch (error) {
    return { green: false, why: shortened(Error.isError(error) ? `${error.name}: ${error.message}` : String(error)) };
  }
};
