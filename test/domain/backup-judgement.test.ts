// What may pass as a backup, and what is only an answer.
import fc from 'fast-check';
import { JUDGED_BYTES, judgeStart, judgeWhole } from '../../functions/domain/backup-judgement.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const binary = Uint8Array.from([0x50, 0x4b, 3, 4, 0xff, 0, 7, 9]);
const contentType = 'application/octet-stream';

describe('judgeStart', () => {
  test.each([
    ['an empty body', '', contentType, 'BackupEmpty'],
    ['nothing but blanks', ' \r\n\t', contentType, 'BackupEmpty'],
    ['an HTML page, whatever its type', '<!DOCTYPE html><html>', contentType, 'BackupIsErrorPage'],
    ['XML after a byte order mark', '\ufeff<?xml version="1.0"?>', contentType, 'BackupIsErrorPage'],
    ['a JSON error, whatever its type', '\n {"error":"access_denied"}', contentType, 'BackupIsErrorPage'],
    ['a success that is a failed login', 'Invalid credentials', contentType, 'BackupIsErrorPage'],
    ['a type that says text', 'PK...', 'text/html; charset=UTF-8', 'BackupIsErrorPage'],
    ['a type that says JSON', 'PK...', 'application/json', 'BackupIsErrorPage'],
  ])('%s is no backup', (_says, text, type, fault) => {
    expect(judgeStart({ contentType: type, firstBytes: bytes(text) })).toMatchObject({ verdict: 'failed', fault });
  });

  test('binary bytes under a binary type or none are a backup so far', () => {
    expect(judgeStart({ contentType, firstBytes: binary })).toEqual({ verdict: 'good' });
    expect(judgeStart({ contentType: '', firstBytes: binary })).toEqual({ verdict: 'good' });
  });

  test('any markup is recognised after any blanks', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ \t\r\n]{0,20}$/), fc.constantFrom('<', '{'), fc.string(), (blanks, first, rest) => {
        expect(judgeStart({ contentType, firstBytes: bytes(blanks + first + rest).slice(0, JUDGED_BYTES) }).verdict).toBe(
          'failed',
        );
      }),
    );
  });
});

describe('judgeWhole', () => {
  const whole = { contentType, firstBytes: binary, bytes: 1000, minShrinkRatio: 0.5 };

  test('fewer bytes than the answer promised are a truncated backup', () => {
    expect(judgeWhole({ ...whole, contentLength: 1001 })).toMatchObject({ verdict: 'failed', fault: 'BackupTruncated' });
  });

  test('exactly the promised bytes are good', () => {
    expect(judgeWhole({ ...whole, contentLength: 1000 })).toEqual({ verdict: 'good' });
  });

  test('far fewer bytes than the last good backup are suspect, not refused', () => {
    const verdict = judgeWhole({ ...whole, lastGoodBytes: 2001 });
    expect(verdict).toMatchObject({ verdict: 'suspect' });
    expect(verdict).toHaveProperty('because', expect.stringContaining('shrunken'));
  });

  test('half of the last good backup is still good at a ratio of a half', () => {
    expect(judgeWhole({ ...whole, lastGoodBytes: 2000 })).toEqual({ verdict: 'good' });
  });

  test('a first backup has nothing to be compared with', () => {
    expect(judgeWhole({ ...whole, bytes: 1 })).toEqual({ verdict: 'good' });
  });
});
