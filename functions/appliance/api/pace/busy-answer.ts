// Whether the answer to a backup request means that the appliance is making another one. Neither status nor text is
// documented; this assumes 409, 423, or a text that says so. Never quotes the text.

import { type StreamedAnswer, textOf } from '../../../net/call.ts';
import { CallFailure } from '../../../net/call-failure.ts';

const BUSY_STATUSES: readonly number[] = [409, 423];
const SAYS_BUSY = /\b(in progress|already (running|started|being)|another backup|busy|currently (being|running))\b/i;
/** An error fits in a line. */
const MOST_ERROR_BYTES = 16_384;

const isShortText = ({ headers }: StreamedAnswer): boolean => {
  const type = headers['content-type'] ?? '';
  const length = Number(headers['content-length'] ?? '0');
  return type.toLowerCase().startsWith('application/json') && length <= MOST_ERROR_BYTES;
};

const saysBusy = (text: string): boolean => text.length <= MOST_ERROR_BYTES && SAYS_BUSY.test(text);

export interface Peeked extends Pick<StreamedAnswer, 'status' | 'headers' | 'close'> {
  readonly busy: boolean;
  /** The same answer: a body that may be a backup is still whole, the body of an error is consumed. */
  readonly answer: StreamedAnswer;
}

async function* joined(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** A text that is too long or unreadable is ignored. */
const errorText = async (answer: StreamedAnswer): Promise<string> => {
  try {
    return await textOf(answer, MOST_ERROR_BYTES);
  } catch (error) {
    if (error instanceof CallFailure) return '';
    throw error;
  }
};

const isBusy = async (answer: StreamedAnswer): Promise<boolean> =>
  BUSY_STATUSES.includes(answer.status) || (answer.status >= 400 && saysBusy(await errorText(answer)));

/** Reads the beginning of an answer that can only be an error, and returns the whole answer. @throws CallFailure */
export const peekBusy = async (answer: StreamedAnswer): Promise<Peeked> => {
  const { status, headers, close } = answer;
  if (status !== 200 || !isShortText(answer)) return { status, headers, close, busy: await isBusy(answer), answer };
  const head: Uint8Array[] = [];
  const bytes = answer.body[Symbol.asyncIterator]();
  let count = 0;
  while (count <= MOST_ERROR_BYTES) {
    const next = await bytes.next();
    if (next.done === true) break;
    head.push(next.value);
    count += next.value.length;
  }
  const busy = count <= MOST_ERROR_BYTES && saysBusy(Buffer.concat(head).toString('utf8'));
  return { status, headers, close, busy, answer: { ...answer, body: joined(head, bytes) } };
};
