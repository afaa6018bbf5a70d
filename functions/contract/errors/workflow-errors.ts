// The errors that the state machine itself catches and gives, by the catalogue's names.
import type { FailureName } from '../../domain/failure/failure-name.ts';

interface StateError {
  readonly name: FailureName;
  readonly cause: string;
}

/** What every Catch matches: whatever a task failed by. It does not match States.DataLimitExceeded and States.Runtime. */
export const ANY_ERROR = 'States.ALL';

export const UNKNOWN_OUTCOME: StateError = {
  name: 'WorkflowBroken',
  cause: 'A state gave an outcome that the phase table does not know.',
};

export const HALT_FAILED: StateError = {
  name: 'HaltFailed',
  cause: 'Halt itself failed; the end of this execution starts close-out, which writes hold, report and message.',
};
