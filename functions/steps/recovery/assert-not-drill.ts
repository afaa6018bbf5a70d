// The states that affect users refuse a drill. The workflow's graph keeps a drill away from them; this check does so a
// second time.

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
