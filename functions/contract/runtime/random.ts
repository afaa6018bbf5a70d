// The only interface for random values.

export interface Random {
  /** A UUID of version 4. */
  uuid(): string;
  /** At least 0, below 1. */
  fraction(): number;
  bytes(count: number): Buffer;
}
