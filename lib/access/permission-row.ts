// A row of the permission table: what a function may do.
import type { Variable } from '../../functions/contract/runtime/environment.ts';
import { FUNCTIONS, type FunctionName } from '../../functions/contract/runtime/functions.ts';
import type { Condition } from './grant-conditions.ts';

export interface PermissionRow {
  /** Completes the sentence "The function may ...". */
  readonly may: string;
  /** Names of the statements in the template. */
  readonly statements: readonly string[];
  readonly functions: readonly FunctionName[];
  /** Without it, every deployment has the permission. */
  readonly onlyIf?: Condition;
}

export const row = (
  may: string,
  statements: readonly string[],
  functions: readonly FunctionName[],
  onlyIf?: Condition,
): PermissionRow => ({ may, statements, functions, ...(onlyIf ? { onlyIf } : {}) });

/** Functions whose environment names the resource. */
export const given = (variable: Variable): readonly FunctionName[] =>
  FUNCTIONS.filter(({ variables }) => variables.includes(variable)).map(({ verb }) => verb);
