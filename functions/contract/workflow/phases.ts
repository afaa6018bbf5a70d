// The workflow as a table: one state = one verb = one function = one file in steps. The definition, the budgets and the
// pages are built from it.
import type { Phase } from './phase.ts';
import { END_PHASES } from './phases/end-phases.ts';
import { MOVE_PHASES } from './phases/move-phases.ts';
import { RESTORE_PHASES } from './phases/restore-phases.ts';

export const PHASES = [...RESTORE_PHASES, ...MOVE_PHASES, ...END_PHASES] as const satisfies readonly Phase[];
