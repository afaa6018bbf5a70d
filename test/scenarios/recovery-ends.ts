// Waits for the recovery that was let in. Beside it others may begin and end at once, since alarms and events are told more than
// once: those are no recovery.
import type { StoryLab } from '../../lab/scenario/story-lab.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { statesOf } from './story-steps.ts';

/** Whether that execution got the lease and went on. */
export const wasLetIn = (lab: StoryLab, execution: SeenExecution): boolean => statesOf(lab, execution).includes('Confirm');

/** The first recovery begun after that instant (lab ms) and let in, once it has ended. @throws StoryStuck */
export const recoveryEnds = (lab: StoryLab, afterMs: number, deadlineSeconds = 900): Promise<SeenExecution> =>
  lab.until('a recovery that was let in to end', deadlineSeconds, () =>
    lab.cloud.executions().find((one) => one.startMs >= afterMs && one.status !== 'RUNNING' && wasLetIn(lab, one)),
  );
