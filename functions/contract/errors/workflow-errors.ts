// The errors that the state machine itself catches and raises, under names of the catalogue.
import type { FailureName } from '../../domain/failure/failure-name.ts';

interface StateError {
  readonly name: FailureName;
  readonly cause: string;
}

/** What every Catch matches: any failure of a task, except States.DataLimitExceeded and States.Runtime. */
export const ANY_ERROR = 'States.ALL';

export const UNKNOWN_OUTCOME: StateError = {
  name: 'WorkflowBroken',
  cause: 'A state returned an outcome that the phase table does not know.',
};

export const HALT_FAILED: StateError = {
  name: 'HaltFailed',
  cause:
    'Halt itself failed. The end of this execution starts close-out, which writes the hold, the report and the message.',
};
