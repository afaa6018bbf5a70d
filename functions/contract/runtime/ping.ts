// The weekly ping calls every function of the workflow once through the state machine, so that an outage is not their
// first call in weeks. Lambda sets unused functions in a VPC to Inactive, version by version.
import { PHASES } from '../workflow/phases.ts';
import type { WorkflowState } from '../workflow/workflow-state.ts';

/** The input of such an execution is `{"kind": "ping"}`; a person may send it as well. */
export const PING = 'ping';

/** The answer of each function, given without running its step. */
export const PINGED = 'pinged';

/**
 * The state whose function has not answered a ping, by what the execution's data hold: the phases are called in their
 * order.
 * @example unansweredPing({}) // 'Begin'
 */
export const unansweredPing = (state: WorkflowState): string | undefined =>
  PHASES.find(({ result }) => !Object.hasOwn(state, result))?.state;
