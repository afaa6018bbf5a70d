import { claimNameOf, formatClaim, parseClaim } from '../../functions/traffic/claim-text.ts';
import type { TrafficClaim } from '../../functions/traffic/traffic.ts';
import { fc } from '../properties.ts';

const claim: TrafficClaim = { epoch: 7, stage: 'claimed', target: 'dublin', recoveryId: '20261122T201503Z-abcdef12' };

describe('the mark in DNS', () => {
  test('is one quoted string that people can read', () => {
    expect(formatClaim(claim)).toBe(
      '"twinbox=1 epoch=7 stage=claimed target=dublin recovery=20261122T201503Z-abcdef12"',
    );
    expect(claimNameOf('support.example.com')).toBe('_twinbox.support.example.com');
  });

  test('carries the deployment that wrote it, where it is known', () => {
    const ours = { ...claim, deployment: 'a1b2c3d4e5f6' };
    expect(formatClaim(ours)).toMatch(/ recovery=\S+ deployment=a1b2c3d4e5f6"$/);
    expect(parseClaim(formatClaim(ours))).toEqual(ours);
    expect(parseClaim(formatClaim(claim))).not.toHaveProperty('deployment');
  });

  test('is read back as it was written, whatever it says', async () => {
    await fc.assert(
      fc.property(
        fc.record({
          epoch: fc.integer({ min: 1, max: 999_999_999 }),
          stage: fc.constantFrom<TrafficClaim['stage']>('claimed', 'moved'),
          target: fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/),
          recoveryId: fc.stringMatching(/^[A-Za-z0-9._:-]{1,100}$/),
        }),
        (any) => expect(parseClaim(formatClaim(any))).toEqual(any),
      ),
    );
  });

  test('is never written so that it could not be read back', () => {
    expect(() => formatClaim({ ...claim, recoveryId: 'two words' })).toThrow(RangeError);
    expect(() => formatClaim({ ...claim, epoch: 0 })).toThrow(RangeError);
  });

  test.each([
    '"v=spf1 -all"',
    '"twinbox=2 epoch=7 stage=claimed target=dublin recovery=x"',
    '"twinbox=1 epoch=7 stage=claimed target=dublin recovery=x" "more"',
    'twinbox=1 epoch=7 stage=claimed target=dublin recovery=x',
    '"twinbox=1 epoch=-7 stage=claimed target=dublin recovery=x"',
    '',
  ])('does not take %s for ours', (text) => {
    expect(parseClaim(text)).toBeUndefined();
  });
});
