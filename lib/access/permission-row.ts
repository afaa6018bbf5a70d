// A row of the permission table: what a function may do.
import type { FunctionName } from '../../functions/contract/runtime/functions.ts';
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
