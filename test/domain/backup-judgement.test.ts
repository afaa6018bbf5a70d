// What may pass as a backup, and what is only an answer: by its bytes, whatever it is called.
import { gzipSync } from 'node:zlib';
import { backupSample, JUDGED_BYTES, sampleOf } from '../../functions/domain/backup/backup-sample.ts';
import { judgeStart, judgeWhole, type WholeBackupFacts } from '../../functions/domain/backup/backup-verdict.ts';
import { fc } from '../properties.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const wide = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
/** No two alike, and no text: what a packed or encrypted file looks like. */
const packed = (length: number): Uint8Array => {
  let state = 0x2545f491;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
};
const RULES = { minBytes: 32_768, minShrinkRatio: 0.8 };
const judge = (whole: Uint8Array, more: Partial<WholeBackupFacts> = {}) =>
  judgeWhole({ ...sampleOf(whole), bytes: whole.length, ...RULES, ...more });
const kindsOf = (verdict: ReturnType<typeof judgeWhole>) => (verdict.verdict === 'suspect' ? verdict.kinds : verdict);

describe('the first bytes', () => {
  test.each([
    ['an empty body', '', 'BackupEmpty'],
    ['blanks only', ' \r\n\t', 'BackupEmpty'],
    ['an HTML page', '<!DOCTYPE html><html>', 'BackupIsErrorPage'],
    ['XML after a byte order mark', '\ufeff<?xml version="1.0"?>', 'BackupIsErrorPage'],
    ['a JSON error', '\n {"error":"access_denied"}', 'BackupIsErrorPage'],
    ['a success that is a failed login', 'Invalid credentials', 'BackupIsErrorPage'],
  ])('%s is no backup', (_says, text, fault) => {
    expect(judgeStart({ firstBytes: bytes(text) })).toMatchObject({ verdict: 'failed', fault });
  });

  test('a page is one in units of two bytes as well, and before other bytes', () => {
    expect(judgeStart({ firstBytes: wide('<html><body>An error occurred') })).toMatchObject({
      fault: 'BackupIsErrorPage',
    });
    const warned = Buffer.concat([bytes('<br />\n<b>Warning</b>: fopen() in /x.php\n'), packed(400)]);
    expect(judgeStart({ firstBytes: warned })).toMatchObject({ fault: 'BackupIsErrorPage' });
  });

  test.each(['<', '{', '['])('binary bytes may happen to begin with %s', (sign) => {
    expect(judgeStart({ firstBytes: Buffer.concat([bytes(sign), Uint8Array.of(0x8b, 3, 0, 0), packed(500)]) })).toEqual(
      {
        verdict: 'good',
      },
    );
  });

  test('any markup is recognised after any blanks', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[ \t\r\n]{0,20}$/),
        fc.constantFrom('<', '{'),
        fc.string(),
        (blanks, first, rest) => {
          expect(judgeStart({ firstBytes: bytes(blanks + first + rest).slice(0, JUDGED_BYTES) }).verdict).toBe(
            'failed',
          );
        },
      ),
    );
  });
});

describe('a first backup, which has nothing to be compared with', () => {
  test('is good where it is binary, bigger than minBytes, and totals are not all zero or not known', () => {
    expect(judge(packed(32_769))).toEqual({ verdict: 'good' });
    expect(judge(packed(32_769), { fingerprint: { user: 3, jumpoint: 0 } })).toEqual({ verdict: 'good' });
  });

  test.each<[string, Uint8Array, readonly string[]]>([
    ['Service Unavailable', bytes('Service Unavailable'), ['not-binary', 'too-small']],
    ['Permission denied, with a NUL at its end', bytes('Permission denied\n\0'), ['not-binary', 'too-small']],
    ['the fatal error of PHP', bytes('PHP Fatal error:  Allowed memory size exhausted'), ['not-binary', 'too-small']],
    ['a message in Latin-1', Buffer.from('Zugriff für Gerät verweigert', 'latin1'), ['not-binary', 'too-small']],
    ['a message in units of two bytes', wide('Service Unavailable'), ['not-binary', 'too-small']],
    ['512 zero bytes', new Uint8Array(512), ['one-byte', 'too-small']],
    ['a megabyte of one byte', new Uint8Array(1_048_576).fill(1), ['one-byte']],
    ['an empty gzip', gzipSync(''), ['too-small']],
    ['a gzip of a page', gzipSync('<html><body>Service Unavailable</body></html>'), ['too-small']],
    ['a log of a megabyte', bytes('2026-11-22 error: no space left\n'.repeat(32_768)), ['not-binary']],
    ['base64', bytes(Buffer.from(packed(60_000)).toString('base64')), ['not-binary']],
  ])('is suspect where it is %s', (_says, whole, kinds) => {
    expect(kindsOf(judge(whole))).toEqual(kinds);
  });

  test('is suspect where it has exactly minBytes, or every total with it is zero', () => {
    expect(kindsOf(judge(packed(32_768)))).toEqual(['too-small']);
    expect(kindsOf(judge(packed(40_000), { fingerprint: { user: 0, 'jump-group': 0 } }))).toEqual(['no-totals']);
  });
});

describe('a backup whose end nobody can prove', () => {
  test('is suspect for that alone, first or not', () => {
    expect(judge(packed(40_000), { endProven: false })).toMatchObject({
      verdict: 'suspect',
      kinds: ['end-not-proven'],
      reason: expect.stringMatching(/^end not proven/),
    });
    expect(kindsOf(judge(packed(40_000), { endProven: false, baseline: { bytes: 40_000 } }))).toEqual([
      'end-not-proven',
    ]);
    expect(judge(packed(40_000), { endProven: true })).toEqual({ verdict: 'good' });
  });

  test('fewer bytes than the answer promised are a truncated backup', () => {
    expect(judge(packed(1000), { contentLength: 1001 })).toMatchObject({ verdict: 'failed', fault: 'BackupTruncated' });
    expect(judge(packed(40_000), { contentLength: 40_000 })).toEqual({ verdict: 'good' });
  });
});

describe('against the best of the last days', () => {
  test('fewer bytes than its share are suspect, exactly its share is good', () => {
    const best = { bytes: 50_000 };
    expect(judge(packed(40_000), { baseline: best })).toEqual({ verdict: 'good' });
    expect(judge(packed(39_999), { baseline: best })).toMatchObject({
      kinds: ['shrunken'],
      reason: expect.stringContaining('50000'),
    });
    expect(kindsOf(judge(packed(25_000), { baseline: best }))).toEqual(['shrunken']);
  });

  test('it may be smaller than minBytes: that is for the first', () => {
    expect(judge(packed(900), { baseline: { bytes: 1_000 } })).toEqual({ verdict: 'good' });
  });

  test('fallen totals are suspect', () => {
    const baseline = { bytes: 40_000, fingerprint: { user: 10 } };
    expect(kindsOf(judge(packed(40_000), { baseline, fingerprint: { user: 7 } }))).toEqual(['fallen-totals']);
    expect(judge(packed(40_000), { baseline, fingerprint: { user: 8 } })).toEqual({ verdict: 'good' });
  });

  test('text is suspect, unless one among the good ones is text', () => {
    const text = bytes(Buffer.from(packed(60_000)).toString('base64'));
    expect(kindsOf(judge(text, { baseline: { bytes: text.length } }))).toEqual(['not-binary']);
    expect(judge(text, { baseline: { bytes: text.length, hasText: true } })).toEqual({ verdict: 'good' });
  });

  test('an error at its end makes one suspect', () => {
    const whole = Buffer.concat([
      packed(40_000),
      bytes('\n<br />\n<b>Fatal error</b>: Allowed memory size exhausted in /x.php'),
    ]);
    expect(kindsOf(judge(whole, { baseline: { bytes: 40_000 } }))).toEqual(['ends-in-message']);
  });
});

test('a sample keeps nothing of the pieces: their memory may be given back at once', () => {
  const sample = backupSample();
  const piece = Buffer.from(new ArrayBuffer(2_000)).fill(7);
  sample.add(piece);
  piece.buffer.transfer(0);
  expect(sample.facts()).toMatchObject({ onlyByte: 7, lastBytes: new Uint8Array(512).fill(7) });
});

test('a sample knows the same of a body, however it is cut into pieces', () => {
  const whole = Buffer.concat([packed(3_000), bytes('done')]);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 700 }), { maxLength: 20 }), (cuts) => {
      const sample = backupSample();
      let at = 0;
      for (const cut of [...cuts, whole.length]) {
        sample.add(whole.subarray(at, at + cut));
        at += cut;
      }
      const { firstBytes, lastBytes } = sampleOf(whole);
      expect(sample.facts()).toMatchObject({ content: 'binary', firstBytes, lastBytes });
    }),
  );
});
