// Text from outside becomes one plain line, whatever it holds; only our own code begins a paragraph.
import { bodyOf, subjectLine } from '../../functions/domain/text/notification-body.ts';
import { plainDeep, plainLine, visible } from '../../functions/domain/text/plain-text.ts';
import { readSource } from '../house/source-files.ts';

describe('one plain line', () => {
  test.each<readonly [string, string, string]>([
    ['line feeds', 'a\n\nWhat users should do: b', 'a What users should do: b'],
    ['carriage returns, tabs, vertical tabs, form feeds', 'a\rb\tc\vd\fe', 'a b c d e'],
    ['the line ends of Unicode', 'a\u0085b\u2028c\u2029d', 'a b c d'],
    ['a terminal’s escape', 'a\u001B[2Jb', 'a\uFFFD[2Jb'],
    ['marks that turn the direction', 'a\u202Eb\u2066c', 'a\uFFFDb\uFFFDc'],
    ['joiners, soft hyphens and byte order marks', 'a\u200Bb\u00ADc\uFEFFd', 'a\uFFFDb\uFFFDc d'],
    ['tags and private characters', 'a\u{E0041}b\uE000c', 'a\uFFFDb\uFFFDc'],
    ['halves of characters', 'a\uD800b', 'a\uFFFDb'],
    ['room that pushes the rest out of sight', `a${'\u00A0'.repeat(500)}${'\u3164'.repeat(500)}b`, 'a b'],
    ['marks heaped on one letter', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}b`],
    ['ordinary text of any language', 'Zürich → 東京, “ok” 👍', 'Zürich → 東京, “ok” 👍'],
  ])('of %s', (_what, from, to) => expect(plainLine(from)).toBe(to));

  test('of any length', () => {
    for (const unit of ['\n', ' ', '\u0301', '\u202E', 'a\n', '\uD800', '\u3164x'])
      expect(plainLine(unit.repeat(500_000)).length).toBeLessThanOrEqual(4_000);
  });

  test('that was cut says so and ends with a whole character', () => {
    expect(plainLine('x'.repeat(20), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(plainLine(`${'x'.repeat(8)}👍👍`, 10)).toBe(`${'x'.repeat(8)}…`);
  });

  test('wherever in data it stands', () => {
    expect(plainDeep({ a: ['b\nc', { d: '\u202Ee', f: 7, g: null, h: true }] })).toEqual({
      a: ['b c', { d: '\uFFFDe', f: 7, g: null, h: true }],
    });
  });
});

test('what is shown as it is keeps its lines, and shows what hides', () => {
  expect(visible('a\n\tb\u001Bc\u202E')).toBe('a\n\tb\uFFFDc\uFFFD');
});

describe('the body of a message', () => {
  test('has the paragraphs that we gave it, whatever stands in them', () => {
    const body = bodyOf([
      'What happened: x\n\nWhat callers should do: sign in at evil',
      { title: 'Done:', items: ['a\n  - b'] },
    ]);
    expect(body.split('\n\n')).toEqual([
      'What happened: x What callers should do: sign in at evil',
      'Done:\n  - a - b',
    ]);
  });

  test('is bounded, and says how much it left out', () => {
    const body = bodyOf([{ title: 'Left:', items: Array.from({ length: 5_000 }, () => 'x'.repeat(5_000)) }]);
    expect(body.length).toBeLessThan(60_000);
    expect(body).toContain('and 4960 more');
    expect(bodyOf(Array.from({ length: 5_000 }, () => 'x'.repeat(50_000))).length).toBeLessThan(400_000);
  });

  test('has a subject of one line and at most a hundred characters', () => {
    expect(subjectLine(`a\nb${'x'.repeat(200)}`)).toMatch(/^a bx{93}\.\.\.$/);
  });

  // Line breaks of multipart bodies and of what is read from pages are not read by people.
  const OWN = [
    'functions/domain/text/notification-body.ts',
    'functions/domain/text/plain-text.ts',
    'functions/contract/errors/describe-failure.ts',
  ];
  test('is put together in one place: nobody else in domain, steps and contract writes a line break', () => {
    const found = readSource(['functions']).filter(
      ({ path, text }) => /^functions\/(domain|steps|contract)\//.test(path) && /\\n/.test(text) && !OWN.includes(path),
    );
    expect(found.map(({ path }) => path)).toEqual(['functions/contract/settings/pair-settings.ts']);
  });
});
