// Reads the beginning of a streamed body without consuming it.
import type { StreamedAnswer } from './call.ts';

const PEEKED_BYTES = 64;

export interface Peeked {
  /** The first bytes as Latin-1. */
  readonly beginning: string;
  /** The same answer; its body begins at its beginning. */
  readonly answer: StreamedAnswer;
}

/** Waits for the first piece. What goes wrong with it is thrown by whoever reads the body. */
export const peek = async (answer: StreamedAnswer): Promise<Peeked> => {
  const pieces = answer.body[Symbol.asyncIterator]();
  const [first] = await Promise.allSettled([pieces.next()]);
  async function* body(): AsyncGenerator<Uint8Array> {
    try {
      if (first.status === 'rejected') throw first.reason;
      for (let next = first.value; !next.done; next = await pieces.next()) yield next.value;
    } finally {
      await pieces.return?.();
    }
  }
  const bytes = first.status === 'fulfilled' && !first.value.done ? first.value.value.subarray(0, PEEKED_BYTES) : [];
  return { beginning: Buffer.from(bytes).toString('latin1'), answer: { ...answer, body: body() } };
};
