// Compiled by `npm run types`, run by nobody: each line under @ts-expect-error must not compile, or the compiler says
// so.
import type { DONE, FAILED, Phase } from '../../functions/contract/workflow/phase.ts';
import {
  type OutcomeOf,
  phaseOf,
  type ResultKey,
  type StateName,
} from '../../functions/contract/workflow/phase-names.ts';
import type { PHASES } from '../../functions/contract/workflow/phases.ts';
import type { ResultOf } from '../../functions/contract/workflow/step-answers.ts';
import type { WorkflowState } from '../../functions/contract/workflow/workflow-state.ts';
import type { JournalLine } from '../../functions/domain/model/journal-line.ts';
import type { Outcome } from '../../functions/domain/model/outcome.ts';
import { type PhaseTools, phaseStep } from '../../functions/steps/recovery/phase-step.ts';

type Row = (typeof PHASES)[number];
const evidence: readonly string[] = [];

/** Steps answer in the words of their own row. */
export const steps = (tools: PhaseTools) => [
  phaseStep('Verify', tools, async () => ({ outcome: 'verified', evidence })),
  phaseStep('Verify', tools, async () => ({ outcome: 'again', evidence })),
  // @ts-expect-error a word that no row knows
  phaseStep('Verify', tools, async () => ({ outcome: 'verifed', evidence })),
  // @ts-expect-error a word of another row
  phaseStep('Verify', tools, async () => ({ outcome: 'claimed', evidence })),
  // @ts-expect-error a text of which nobody knows what it holds
  phaseStep('Verify', tools, async () => ({ outcome: String('verified'), evidence })),
  // @ts-expect-error an attempt more in a state that has no loop
  phaseStep('UploadBackup', tools, async () => ({ outcome: 'again', evidence })),
  // @ts-expect-error an answer without what the state must say beside it
  phaseStep('AwaitRestore', tools, async () => ({ outcome: 'restored', evidence })),
  // @ts-expect-error a state that the table does not have
  phaseStep('Verfy', tools, async () => ({ outcome: 'verified', evidence })),
];

export const again: OutcomeOf<'Promote'> = 'again';
// @ts-expect-error Finish is not done again
export const finishedAgain: OutcomeOf<'Finish'> = 'again';

// @ts-expect-error a state that the table does not have
phaseOf('Verfy');

/** Data of an execution stand under the keys of the table, with the outcomes of the state whose key it is. */
export const data: WorkflowState = { verify: { outcome: 'verified', attempt: 1, evidence } };
// @ts-expect-error what MoveTraffic answers is no answer of Verify
export const wrongData: WorkflowState = { verify: { outcome: 'moved', attempt: 1, evidence } };
// @ts-expect-error a key that no row names
export const wrongKey: ResultKey = 'verfy';

// @ts-expect-error a halt for a reason that is not in the catalogue
export const halted: ResultOf<'Halt'> = { outcome: 'halted', attempt: 1, evidence, reason: 'FenceUnsure', message: '' };

// @ts-expect-error a row takes no outcome that journal and report do not know
export const row: Pick<Phase, 'next'> = { next: { veryfied: 'Finish' } };
// @ts-expect-error nor does an entry of the journal
export const line: JournalLine = { at: '', state: 'Verify', attempt: 1, event: 'outcome', outcome: 'verifed' };

/** No word is known that no row answers; whatever is left over is named here by the compiler. */
type Unused = Exclude<Outcome, OutcomeOf<StateName>>;
export const everyWordIsAnswered: [Unused] extends [never] ? true : Unused = true;

/** Whatever a row leads to is a state or an end. */
type TargetOf<R> = R extends { readonly next: infer N } ? N[keyof N] : never;
export const leadsTo = (target: TargetOf<Row>): StateName | typeof DONE | typeof FAILED => target;
