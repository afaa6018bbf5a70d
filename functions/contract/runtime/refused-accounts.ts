// The interface through which captures and inspections tell each other which accounts an appliance refused. It guards nothing: a note
// that is lost costs one more question.
import type { RefusedAccount } from '../../domain/record/refused-account.ts';

export interface RefusedAccounts {
  /** Bounded in time; empty where nothing was ever noted. */
  read(pair: string): Promise<readonly RefusedAccount[]>;
  write(pair: string, refused: readonly RefusedAccount[]): Promise<void>;
}
