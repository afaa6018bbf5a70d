// Colours and layout of what people read. Without colour the words alone say everything.
import { stripVTControlCharacters, styleText } from 'node:util';
import Table from 'cli-table3';
import type { Io } from './io.ts';

type Tone = 'good' | 'bad' | 'warn' | 'quiet' | 'strong';

const TONES = { good: 'green', bad: 'red', warn: 'yellow', quiet: 'gray', strong: 'bold' } as const;

/** @example tone(io, 'bad', 'halted') */
export const tone = ({ colour }: Pick<Io, 'colour'>, kind: Tone, text: string): string =>
  colour ? styleText(TONES[kind], text, { validateStream: false }) : text;

const lengthOf = (text: string): number => stripVTControlCharacters(text).length;

/** Breaks a text at its spaces; a longer word stays whole, so that it can be copied. */
export const wrapped = (text: string, width: number): readonly string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line];
  });

const NARROWEST = 40;
const WIDEST = 110;

/** A width that can be read. */
export const widthOf = ({ columns }: Pick<Io, 'columns'>): number => Math.max(NARROWEST, Math.min(columns, WIDEST));

/** A label and its text, wrapped under itself. */
export type Fact = readonly [label: string, text: string];

/** Labels in one column, texts in the next. */
export const facts = (io: Pick<Io, 'colour' | 'columns'>, rows: readonly Fact[]): readonly string[] => {
  const labels = Math.max(0, ...rows.map(([label]) => label.length));
  return rows.flatMap(([label, text]) =>
    wrapped(text, widthOf(io) - labels - 4).map(
      (line, index) => `  ${tone(io, 'quiet', (index === 0 ? label : '').padEnd(labels))}  ${line}`,
    ),
  );
};

/** One item of a list. */
export const bullet = (io: Pick<Io, 'columns'>, text: string): readonly string[] =>
  wrapped(text, widthOf(io) - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);

const NO_LINES = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
} as const;

/** A table without lines, as `kubectl get` prints one. */
export const table = (
  io: Pick<Io, 'colour'>,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] => {
  const made = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  made.push(
    head.map((name) => tone(io, 'quiet', name)),
    ...rows.map((row) => [...row]),
  );
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
};
