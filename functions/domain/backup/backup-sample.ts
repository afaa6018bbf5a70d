// Samples a streaming backup for its verdict: first and last bytes, and whether it is text or one repeated byte.
// Bounded in memory and work, whatever the size. Pure.
import { countControls, isTextBy, wideEncodingOf } from './byte-kind.ts';

/** Number of first bytes for the verdict. */
export const JUDGED_BYTES = 512;
const LAST_BYTES = 512;

/** Bytes counted of each piece, and in total. */
const COUNTED_OF_PIECE = 1_024;
const COUNTED_IN_ALL = 256 * 1_024;

export interface SampleFacts {
  readonly firstBytes: Uint8Array;
  readonly lastBytes: Uint8Array;
  readonly content: 'binary' | 'text';
  /** The only byte value; undefined if there are two different ones. */
  readonly onlyByte?: number;
}

export interface BackupSample {
  /** Samples the next piece; keeps no reference to it. */
  add(piece: Uint8Array): void;
  facts(): SampleFacts;
}

const joined = (one: Uint8Array, other: Uint8Array): Uint8Array => {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
};

export const backupSample = (): BackupSample => {
  let firstBytes: Uint8Array = new Uint8Array(0);
  let lastBytes: Uint8Array = new Uint8Array(0);
  let [counted, controls] = [0, 0];
  let only: number | undefined;
  let varied = false;
  return {
    add: (piece) => {
      if (piece.length === 0) return;
      if (firstBytes.length < JUDGED_BYTES)
        firstBytes = joined(firstBytes, piece.subarray(0, JUDGED_BYTES - firstBytes.length));
      const end = piece.subarray(-LAST_BYTES);
      lastBytes = end.length === LAST_BYTES ? Uint8Array.from(end) : joined(lastBytes, end).slice(-LAST_BYTES);
      if (counted < COUNTED_IN_ALL) {
        const part = piece.subarray(0, COUNTED_OF_PIECE);
        counted += part.length;
        controls += countControls(part);
      }
      only ??= piece[0];
      varied ||= piece.some((byte) => byte !== only);
    },
    facts: () => {
      const isAllText = wideEncodingOf(firstBytes) !== undefined || isTextBy(controls, counted);
      return {
        firstBytes,
        lastBytes,
        content: isAllText ? 'text' : 'binary',
        ...(!varied && only !== undefined && { onlyByte: only }),
      };
    },
  };
};

/** The facts of complete bytes. */
export const sampleOf = (bytes: Uint8Array): SampleFacts => {
  const sample = backupSample();
  sample.add(bytes);
  return sample.facts();
};
