// Lab time in memory that all threads of a lab share. One keeper advances it. Each participating thread has a seat:
// there the keeper signals that time has advanced, and the thread signals that its event loop has turned since.

/** Given to a thread when it starts. */
export interface Seat {
  readonly words: SharedArrayBuffer;
  /** Lab time at the clock's origin, ms since 1970. */
  readonly originMs: number;
  readonly number: number;
}

/** Lab ms since the origin that are granted to everybody. 32 bits last for 24 days. */
export const NOW = 0;
/** How many seats have yet to answer. Whoever answers last wakes the keeper. */
export const AWAITED = 1;
const HEAD_WORDS = 2;

/** Words of a seat: written by the keeper, answered by the thread. */
export const NOTIFIED = 0;
export const ANSWERED = 1;
/** When its next timer falls due, lab ms since the origin; NEVER when nothing waits. */
export const DUE = 2;
/** 1 when its last turn did more than wait: a timer, a message, a byte from the network. */
export const STIRRED = 3;
const SEAT_WORDS = 4;

export const NEVER = 2 ** 31 - 1;
/** More threads at once than any lab has. */
export const MOST_SEATS = 1024;

export const newWords = (): SharedArrayBuffer => new SharedArrayBuffer(4 * (HEAD_WORDS + SEAT_WORDS * MOST_SEATS));

/** The index of a seat's word. */
export const wordOf = (seat: number, word: number): number => HEAD_WORDS + SEAT_WORDS * seat + word;

/** Notes that a seat has answered one signal; a later signal remains. @returns whether no seat is left to wait for */
export const answer = (words: Int32Array<SharedArrayBuffer>, seat: number, notified: number): boolean => {
  const at = wordOf(seat, ANSWERED);
  for (let before = Atomics.load(words, at); before < notified; ) {
    const found = Atomics.compareExchange(words, at, before, notified);
    if (found === before) return Atomics.sub(words, AWAITED, 1) === 1;
    before = found;
  }
  return false;
};

/** Resolves once the word is no longer that value; may resolve earlier. */
export const changeOf = async (words: Int32Array<SharedArrayBuffer>, index: number, value: number): Promise<void> => {
  const waiting = Atomics.waitAsync(words, index, value);
  if (waiting.async) await waiting.value;
};
