// Confirm: three looks in a row must find the primary down while we can see, before anything is prepared; for a drill, healthy.
import type { ConfirmResult } from '../contract/workflow-state.ts';
import { calmInRow } from './calm-in-row.ts';
import { confirmInRow } from './confirm-in-row.ts';
import { type LookTools, lookAround } from './look-around.ts';
import { phaseStep, type Step } from './phase-step.ts';

const LOOKS_IN_A_ROW = 3;

/**
 * A dry run of a failover looks once and goes on whatever it sees, since it is made while all is well.
 * @throws LeaseLostError, Unsure, PrimaryNotHealthy
 */
export const confirm = (tools: LookTools): Step<ConfirmResult> =>
  phaseStep<ConfirmResult>('Confirm', tools, async (context) => {
    const previous = context.state.confirm;
    if (context.recovery.kind === 'drill') return calmInRow(tools, context, { wanted: LOOKS_IN_A_ROW, previous });
    if (context.recovery.dryRun) {
      const { evidence } = await lookAround(tools, context);
      return { outcome: 'down', downInARow: 0, evidence: ['a dry run goes on whatever it sees', ...evidence] };
    }
    return confirmInRow(tools, context, { state: 'Confirm', wanted: LOOKS_IN_A_ROW, previous });
  });
