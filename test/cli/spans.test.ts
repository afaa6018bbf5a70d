// Spans and layout as people type and read them.
import { hoursOf, spanText } from '../../cli/base/spans.ts';
import { facts, table, tone, wrapped } from '../../cli/base/style.ts';

test.each([
  ['90m', 1.5],
  ['4h', 4],
  ['2d', 48],
  ['1.5h', 1.5],
])('%s are %d hours', (text, hours) => expect(hoursOf(text)).toBe(hours));

test.each(['', '4', 'h', '4 hours', '-1h'])('%j is no span', (text) =>
  expect(() => hoursOf(text)).toThrow('a span is expected'),
);

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [75_000, '1 min 15 s'],
  [3_600_000, '1 h'],
  [90_060_000, '1 d 1 h'],
])('%d ms are %s', (ms, text) => expect(spanText(ms)).toBe(text));

test('a text breaks at its spaces, and a long word stays whole', () => {
  expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapped('a 1234567890', 5)).toEqual(['a', '1234567890']);
});

test('labels and columns are aligned, with colours or without', () => {
  for (const colour of [true, false]) {
    const io = { colour, columns: 60 };
    const plain = facts(io, [
      ['a', 'one'],
      ['long', 'two'],
    ]);
    expect(plain).toHaveLength(2);
    expect(table(io, ['A', 'LONG'], [[tone(io, 'bad', 'x'), 'y']])).toHaveLength(2);
  }
  expect(facts({ colour: false, columns: 60 }, [['a', 'one']])).toEqual(['  a  one']);
  expect(tone({ colour: false }, 'bad', 'x')).toBe('x');
  expect(tone({ colour: true }, 'bad', 'x')).not.toBe('x');
});
