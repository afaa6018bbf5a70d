// From the bytes of an answer to the text of a page: the encoding as a browser finds it (mark, header, meta), bounded
// in size. https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding

import type { StreamedAnswer } from '../../../../net/call.ts';
import { CallFailure } from '../../../../net/call-failure.ts';

/** Pages for people are smaller; reading one takes time and memory with its size. */
const MOST_PAGE_BYTES = 256 * 1024;
const PRESCAN_BYTES = 1024;

export interface PageText {
  readonly text: string;
  /** The name of the encoding, as the standard has it. */
  readonly charset: string;
}

const decoderOf = (label: string | undefined): InstanceType<typeof TextDecoder> | undefined => {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label);
  } catch (error) {
    if (Error.isError(error) && error.name === 'RangeError') return undefined;
    throw error;
  }
};

/** The name after `charset=`, wherever it stands. */
const labelIn = (text: string): string | undefined => {
  const [, ...after] = text.toLowerCase().split('charset');
  const named = after.map((rest) => rest.trimStart()).find((rest) => rest.startsWith('='));
  return /^["']?\s*([\w:-]+)/.exec(named?.slice(1).trimStart() ?? '')?.[1];
};

/** Labels of UTF-16 in a page's own bytes cannot be true, and mean UTF-8. */
const prescanned = (bytes: Buffer): InstanceType<typeof TextDecoder> | undefined => {
  const head = bytes.subarray(0, PRESCAN_BYTES).toString('latin1');
  const metas = head.split('<').filter((tag) => tag.slice(0, 'meta'.length).toLowerCase() === 'meta');
  const decoder = decoderOf(metas.map(labelIn).find((label) => label !== undefined));
  return decoder?.encoding.startsWith('utf-16') ? new TextDecoder('utf-8') : decoder;
};

const isUtf8 = (bytes: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (Error.isError(error) && error.name === 'TypeError') return false;
    throw error;
  }
};

/** @param contentType the header. */
export const decodePage = (bytes: Buffer, contentType = ''): PageText => {
  const marked =
    bytes[0] === 0xfe && bytes[1] === 0xff
      ? 'utf-16be'
      : bytes[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : undefined;
  const bom = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 'utf-8' : marked;
  const decoder =
    decoderOf(bom) ??
    decoderOf(labelIn(contentType)) ??
    prescanned(bytes) ??
    new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  return { text: decoder.decode(bytes), charset: decoder.encoding };
};

/** The whole page. @throws CallFailure, `garbled` where it is longer than a page may be */
export const pageTextOf = async (answer: StreamedAnswer): Promise<PageText> => {
  const chunks: Uint8Array[] = [];
  let count = 0;
  for await (const chunk of answer.body) {
    count += chunk.length;
    if (count > MOST_PAGE_BYTES) throw new CallFailure('garbled', `over ${MOST_PAGE_BYTES} bytes`, answer.target);
    chunks.push(chunk);
  }
  return decodePage(Buffer.concat(chunks), answer.headers['content-type']);
};
