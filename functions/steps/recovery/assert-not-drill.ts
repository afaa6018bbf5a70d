// The states after which users feel something refuse a drill, whatever leads to them: the workflow's graph is one fence, this is
// another.

import type { StateName } from '../../contract/workflow/phase-names.ts';
import { failure } from '../../domain/failure/failure.ts';
import type { Recovery } from '../../domain/model/recovery.ts';

/** @throws WorkflowBroken in a drill */
export const neverInDrill = (state: StateName, { kind, recoveryId }: Pick<Recovery, 'kind' | 'recoveryId'>): void => {
  if (kind !== 'drill') return;
  throw failure(
    'WorkflowBroken',
    `the drill ${recoveryId} reached ${state}, and a drill never affects users; Twinbox did nothing`,
    'Check the definition of the state machine: somebody edited it, or the deployment is incomplete.',
  );
};
