// Tells each story on the unchanged template first: one that is red there proves nothing.
import type { Prepared } from '../../scenario/story-lab.ts';
import type { Recording } from './recording.ts';
import { runStory } from './run-story.ts';
import type { WireStory } from './wire-story.ts';

export interface RecordOptions {
  readonly prepared: Prepared;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** A second try, since a machine that is busy with other things is not the template's fault; a third would hide one. */
const TRIES = 2;

/** @throws when a story is red on the unchanged template */
export const recordStories = async (stories: readonly WireStory[], options: RecordOptions): Promise<readonly Recording[]> => {
  const { say, ...run } = options;
  const recordings: Recording[] = [];
  for (const story of stories) {
    for (let tries = 1; ; tries += 1) {
      const outcome = await runStory(story, run);
      if (outcome.green) {
        recordings.push(outcome.recording);
        say(`green on the unchanged template: ${story.name} (${outcome.recording.realSeconds.toFixed(0)} s): ${story.says}`);
        break;
      }
      say(`RED on the unchanged template: ${story.name}: ${outcome.why}`);
      if (tries >= TRIES) throw new Error(`the story ${story.name} is red although nothing was changed: ${outcome.why}`);
    }
  }
  return recordings;
};
