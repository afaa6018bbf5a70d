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
    `${state} was reached by the drill ${recoveryId}, and a drill never touches users; nothing was done`,
    'Look at the definition of the state machine: somebody edited it, or the deployment is not whole.',
  );
};
