// Compiled by `npm run types`, run by nobody: each line under @ts-expect-error must not compile, or the compiler says
// so.
import { HINTS } from '../../functions/contract/errors/failure-hints.ts';
import { type RawFailureName, retriedFor } from '../../functions/contract/errors/raw-failures.ts';
import { RUNBOOK_SECTIONS, type RunbookEntry } from '../../functions/contract/errors/runbook-sections.ts';
import { Failure, failure, isFailure } from '../../functions/domain/failure/failure.ts';

failure('FenceUnconfirmed', 'nothing confirmed it');
// @ts-expect-error a name that is not in the catalogue cannot be thrown
failure('FenceUnsure', 'nothing confirmed it');
// @ts-expect-error nor by the class itself
new Failure('FenceUnsure', 'nothing confirmed it');
// @ts-expect-error nor can a text of which nobody knows what it holds
failure(String('FenceUnconfirmed'), 'nothing confirmed it');
// @ts-expect-error nor can one be asked for
isFailure(undefined, 'FenceUnsure');

const { FenceUnconfirmed: _left, ...otherHints } = HINTS;
// @ts-expect-error a name without a hint
export const hints: typeof HINTS = otherHints;

const { FenceUnconfirmed: _without, ...otherSections } = RUNBOOK_SECTIONS;
// @ts-expect-error a name without a section of the runbook
export const sections: typeof RUNBOOK_SECTIONS = otherSections;

// @ts-expect-error a section that is of no alarm and no failure
export const entry: RunbookEntry = { severity: 'page', section: 'FenceUnsure' };

// @ts-expect-error an error that leaves its folder needs a row that says what it means
export const raw: RawFailureName = 'ZoneMoody';

// @ts-expect-error what the state machine tries again, it tries for a reason of the table
retriedFor('any');

/** What is told apart by its name is known by it afterwards. */
export const narrowed = (caught: unknown): 'FileRefused' | undefined =>
  isFailure(caught, 'FileRefused') ? caught.name : undefined;

export const mistaken = (caught: unknown): 'RestoreRefused' | undefined =>
  // @ts-expect-error the names of two failures are two types
  isFailure(caught, 'FileRefused') ? caught.name : undefined;
