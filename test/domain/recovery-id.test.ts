// Ids, sides and starts: small rules on which closing out a stranger's execution rests.

import { standingStartName } from '../../functions/domain/admission/standing-outage.ts';
import { recoveryIdOf } from '../../functions/domain/model/recovery-id.ts';
import { newPairRecord } from '../../functions/domain/record/pair-record.ts';
import { directionOf } from '../../functions/domain/recovery/direction.ts';
import { timeOfId } from '../../functions/domain/text/basic-time.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:twinbox:';

test('a recovery is named after the start and the name of its execution, whatever fraction of a second is told', () => {
  expect(recoveryIdOf(`${ARN}5f2d-0a1b2c3d`, '2026-11-22T20:15:03.987Z')).toBe('20261122T201503Z-0a1b2c3d');
  expect(recoveryIdOf(`${ARN}5f2d-0a1b2c3d`, '2026-11-22T20:15:03Z')).toBe('20261122T201503Z-0a1b2c3d');
});

test('what does not fit an object key is replaced', () => {
  expect(recoveryIdOf(`${ARN}try/it now`, '2026-11-22T20:15:03Z')).toBe('20261122T201503Z-y-it-now');
});

test('the start can be read back from the id', () => {
  expect(timeOfId('20261122T201503Z-0a1b2c3d')).toBe('2026-11-22T20:15:03.000Z');
  expect(() => timeOfId('nonsense')).toThrow(RangeError);
});

test('the assigned primary is the one believed dead, unless a hold tells that the roles had already changed', () => {
  const record = newPairRecord('support', 'london', ['london', 'dublin']);
  const hold = { from: 'london', to: 'dublin' } as NonNullable<typeof record.hold>;
  expect(directionOf(record, ['london', 'dublin'])).toEqual({ from: 'london', to: 'dublin' });
  expect(directionOf({ ...record, hold }, ['london', 'dublin'])).toEqual({ from: 'london', to: 'dublin' });
  expect(directionOf({ ...record, primary: 'dublin', hold }, ['london', 'dublin'])).toEqual({
    from: 'london',
    to: 'dublin',
  });
  expect(directionOf({ ...record, primary: 'dublin' }, ['london', 'dublin'])).toEqual({ from: 'dublin', to: 'london' });
});

test('the name of a standing start is the same within a minute, and fits Step Functions for the longest pair', () => {
  const at = (iso: string) => standingStartName('a'.repeat(31), Date.parse(iso));
  expect(at('2026-11-22T20:15:00.000Z')).toBe(at('2026-11-22T20:15:59.999Z'));
  expect(at('2026-11-22T20:15:00.000Z')).not.toBe(at('2026-11-22T20:16:00.000Z'));
  expect(at('2026-11-22T20:15:00.000Z').length).toBeLessThanOrEqual(80);
});
