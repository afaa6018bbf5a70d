// Waits for the recovery that got the lease. Other executions may begin and end at once beside it, because alarms and
// events arrive more than once; those are not recoveries.
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { statesOf } from './scenario-steps.ts';

/** Whether that execution got the lease. */
export const wasLetIn = (lab: ScenarioLab, execution: SeenExecution): boolean =>
  statesOf(lab, execution).includes('Confirm');

/**
 * The first recovery that began after that instant (lab ms) and got the lease, once it has ended.
 * @throws ScenarioStuck
 */
export const recoveryEnds = (lab: ScenarioLab, afterMs: number, deadlineSeconds = 900): Promise<SeenExecution> =>
  lab.until('a recovery that was let in to end', deadlineSeconds, () =>
    lab.cloud.executions().find((one) => one.startMs >= afterMs && one.status !== 'RUNNING' && wasLetIn(lab, one)),
  );
