// A few large buffers, reused throughout a capture, so that its memory is bounded however big the backup is.

/** Buffers of one size, lent out one by one. */
export interface PartBuffers {
  /** A free buffer; waits while all are lent. */
  borrow(): Promise<Buffer>;
  giveBack(buffer: Buffer): void;
}

/** At most `count` buffers of `bytes` each, made when first needed. */
export const partBuffers = (count: number, bytes: number): PartBuffers => {
  const free: Buffer[] = [];
  const waiting: ((buffer: Buffer) => void)[] = [];
  let made = 0;
  return {
    borrow: async () => {
      const idle = free.pop();
      if (idle) return idle;
      if (made < count) {
        made += 1;
        return Buffer.allocUnsafeSlow(bytes);
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    giveBack: (buffer) => {
      const next = waiting.shift();
      if (next) next(buffer);
      else free.push(buffer);
    },
  };
};
