// What a short story is to whoever runs it.
import type { StoryLab } from '../../scenario/story-lab.ts';

export interface WireStory {
  readonly name: string;
  readonly says: string;
  /** @throws whatever is missing */
  tell(lab: StoryLab): Promise<void>;
}
