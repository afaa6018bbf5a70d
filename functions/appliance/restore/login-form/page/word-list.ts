// Lists of words by which a text is understood. Text and words are compared without regard to case, signs and width; a
// space at an end of a word stands for the end of a word. Plain search, so it takes time with the length of the text.

export interface WordList {
  test(text: string): boolean;
}

/** Longer texts are no sentences of a page. */
const MOST_TEXT = 300_000;

const even = (text: string): string =>
  ` ${text
    .slice(0, MOST_TEXT)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replaceAll('back up', 'backup')} `;

/** Several lists are asked for the same text one after the other. */
let last = { text: '', even: ' ' };
const evened = (text: string): string => {
  if (last.text !== text) last = { text, even: even(text) };
  return last.even;
};

/** @param words in small letters, several in one text apart by `|`. */
export const anyOf = (...words: readonly string[]): WordList => {
  const all = words.flatMap((group) => group.split('|')).map((word) => word.normalize('NFKC'));
  return {
    test: (text) => {
      const searched = evened(text);
      return all.some((word) => searched.includes(word));
    },
  };
};
