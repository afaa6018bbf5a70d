// The one interface through which the product takes chances.

export interface Random {
  /** A UUID of version 4. */
  uuid(): string;
  /** At least 0, below 1. */
  fraction(): number;
  bytes(count: number): Buffer;
}
