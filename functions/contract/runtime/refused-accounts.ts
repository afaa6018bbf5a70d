// The interface through which captures and inspections share which accounts an appliance refused. A lost note costs
// only one more attempt.
import type { RefusedAccount } from '../../domain/record/refused-account.ts';

export interface RefusedAccounts {
  /** Bounded in time; empty where nothing was ever noted. */
  read(pair: string): Promise<readonly RefusedAccount[]>;
  write(pair: string, refused: readonly RefusedAccount[]): Promise<void>;
}
