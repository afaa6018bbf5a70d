// The weekly ping: every function of the workflow is called once through the state machine, so that none of them meets its first call
// in weeks when a primary is dead. Lambda lets functions in a VPC fall asleep (state Inactive), version by version.
import { PHASES } from '../workflow/phases.ts';
import type { WorkflowState } from '../workflow/workflow-state.ts';

/** The input of such an execution is `{"kind": "ping"}`; a person may send it as well. */
export const PING = 'ping';

/** What each function answers to it, before its step is asked anything. */
export const PINGED = 'pinged';

/** The state whose function has not answered a ping, by what the execution's data hold: the phases are called in their order. */
export const unansweredPing = (state: WorkflowState): string | undefined =>
  PHASES.find(({ result }) => !Object.hasOwn(state, result))?.state;
