// What is big in tags, names or records is refused before it is parsed: a parser takes long over many small things,
// whatever their bytes. No clock is asked; what is refused is refused unread.
import { kindOfText } from '../../functions/appliance/api/answer-kind.ts';
import { xmlAnswerOf } from '../../functions/appliance/api/xml/xml-answers.ts';
import { parseXml } from '../../functions/appliance/api/xml/xml-text.ts';
import { DnsMessageError, decodeMessage } from '../../functions/net/dns/dns-message.ts';

const attributes = (count: number): string =>
  Array.from({ length: count }, (_each, index) => `b${index}="1"`).join(' ');

describe('XML', () => {
  test.each([
    ['of 500 closed elements', `<a>${'<b></b>'.repeat(499)}</a>`],
    ['of 1,900 attributes', `<a ${attributes(1_900)}/>`],
  ])('%s is read', (_what, text) => {
    expect(parseXml(text)?.name).toBe('a');
  });

  test.each([
    ['of too many elements', `<a>${'<b/>'.repeat(1_000)}</a>`],
    ['of too many attributes', `<a ${attributes(2_001)}/>`],
    ['of too many comments', `<a>${'<!---->'.repeat(1_000)}</a>`],
    ['of too many instructions', `<a>${'<?b?>'.repeat(1_000)}</a>`],
    ['of too many characters', `<a>${'b'.repeat(65_536)}</a>`],
  ])('%s is not, though it is well formed', (_what, text) => {
    expect(parseXml(text)).toBeUndefined();
    expect(xmlAnswerOf(text, 'a')).toBeUndefined();
  });
});

describe('DNS', () => {
  const message = (questions: number, answers: number, ...rest: readonly Buffer[]): Buffer => {
    const header = Buffer.alloc(12);
    header.writeUInt16BE(0x8400, 2);
    header.writeUInt16BE(questions, 4);
    header.writeUInt16BE(answers, 6);
    return Buffer.concat([header, ...rest]);
  };
  const root = Buffer.from([0]);
  const record = Buffer.from([0, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 192, 0, 2, 1]);
  const label = (letters: number): Buffer => Buffer.concat([Buffer.from([letters]), Buffer.alloc(letters, 'a')]);

  test('a message of two hundred records is read', () => {
    expect(decodeMessage(message(0, 200, ...Array.from({ length: 200 }, () => record))).answers).toHaveLength(200);
  });

  test.each([
    ['thousands of records', message(0, 4_000, ...Array.from({ length: 4_000 }, () => record))],
    ['thousands of questions', message(5_000, 0, ...Array.from({ length: 5_000 }, () => Buffer.alloc(5)))],
    [
      'a name of more than 255 octets',
      message(0, 1, ...Array.from({ length: 5 }, () => label(60)), root, record.subarray(1)),
    ],
  ])('a message of %s is not, though it holds together', (_what, bytes) => {
    expect(() => decodeMessage(bytes)).toThrow(DnsMessageError);
  });
});

test('an answer that begins with comments is a page, however many there are', () => {
  expect(kindOfText(`${'<!-- a -->\n'.repeat(20)}<!DOCTYPE html>`)).toBe('an HTML page');
  expect(kindOfText(`${'<!---->'.repeat(81)}`)).toBe('XML of another shape');
  expect(kindOfText('<!-- never closed <html>')).toBe('XML of another shape');
});
