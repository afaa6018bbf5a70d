// Waits for the recovery that was let in. Beside it others may begin and end at once, since alarms and events are told more than
// once: those are no recovery.
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { statesOf } from './scenario-steps.ts';

/** Whether that execution got the lease and went on. */
export const wasLetIn = (lab: ScenarioLab, execution: SeenExecution): boolean => statesOf(lab, execution).includes('Confirm');

/** The first recovery begun after that instant (lab ms) and let in, once it has ended. @throws ScenarioStuck */
export const recoveryEnds = (lab: ScenarioLab, afterMs: number, deadlineSeconds = 900): Promise<SeenExecution> =>
  lab.until('a recovery that was let in to end', deadlineSeconds, () =>
    lab.cloud.executions().find((one) => one.startMs >= afterMs && one.status !== 'RUNNING' && wasLetIn(lab, one)),
  );
