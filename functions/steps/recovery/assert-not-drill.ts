// The states that affect users refuse a drill and a reprotect. The workflow's graph keeps those away from them; this
// check does so a second time.

import type { StateName } from '../../contract/workflow/phase-names.ts';
import { failure } from '../../domain/failure/failure.ts';
import { movesUsers, type Recovery } from '../../domain/model/recovery.ts';

/** @throws WorkflowBroken in a drill or a reprotect */
export const neverInDrill = (state: StateName, { kind, recoveryId }: Pick<Recovery, 'kind' | 'recoveryId'>): void => {
  if (movesUsers(kind) || kind === 'fence') return;
  throw failure(
    'WorkflowBroken',
    `the ${kind} ${recoveryId} reached ${state}, and a ${kind} never affects users; Twinbox did nothing`,
    'Check the definition of the state machine: somebody edited it, or the deployment is incomplete.',
  );
};
