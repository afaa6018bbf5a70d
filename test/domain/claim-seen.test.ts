import { type ClaimSeen, judgeClaim } from '../../functions/domain/traffic/claim-seen.ts';

const [A, B, C, D] = ['192.0.2.1:53', '192.0.2.2:53', '192.0.2.3:53', '192.0.2.4:53'] as const;
const seen = (
  shown: string[],
  against: string[] = [],
  silent: string[] = [],
  name = 'support.example.com',
): ClaimSeen => ({
  ...{ name, shown, against, silent },
});

describe('a claim', () => {
  test.each<[string, ClaimSeen]>([
    ['every server shows it', seen([A, B, C, D])],
    ['one shows it and three are silent', seen([A], [], [B, C, D])],
    ['a majority shows it, whatever the last one says', seen([A, B, C], [D])],
  ])('is seen at once where %s', (_what, one) => {
    expect(judgeClaim([one], false, 1).verdict).toBe('shown');
  });

  test.each<[string, ClaimSeen]>([
    ['answers are without it', seen([], [A, B, C, D])],
    ['one answers without it and the others are silent', seen([], [A], [B, C, D])],
    ['half of the answers are without it', seen([A, B], [C, D])],
  ])('is waited for while %s, and refused once it must be everywhere', (_what, one) => {
    expect(judgeClaim([one], false, 9).verdict).toBe('again');
    const { verdict, evidence } = judgeClaim([one], true, 9);
    expect(verdict).toBe('refused');
    expect(evidence.join()).toContain('answer without it');
  });

  test('is not checked where nobody answers, asked twice', () => {
    expect(judgeClaim([seen([], [], [A, B])], true, 1).verdict).toBe('again');
    const { verdict, evidence } = judgeClaim([seen([], [], [A, B])], true, 2);
    expect(verdict).toBe('not-checked');
    expect(evidence.join()).toContain('could not be checked');
    expect(judgeClaim([seen([])], true, 2).verdict).toBe('not-checked');
  });

  test('must be seen beside every name', () => {
    const other = seen([], [A, B], [], 'help.example.com');
    expect(judgeClaim([seen([A, B]), other], false, 1).verdict).toBe('again');
    expect(judgeClaim([seen([A, B]), other], true, 1).verdict).toBe('refused');
  });
});
