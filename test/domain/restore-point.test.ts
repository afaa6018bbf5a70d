// The restore point over any history of a pair, against the truth that the history knows.

import { chooseRestorePoint, type RestoreQuestion } from '../../functions/domain/backup/restore-point.ts';
import { fc } from '../properties.ts';
import { histories, manifestAt, type PairHistory, playHistory } from './pair-histories.ts';

const questionOf = (history: PairHistory): RestoreQuestion => ({
  pair: 'support',
  from: history.primary,
  to: history.standby,
  record: { epoch: history.epoch, restoredBackup: history.restoredBackup },
  standby: { product: 'RS', version: '25.1.2', build: '81234' },
});
const choose = (history: PairHistory, change: Partial<RestoreQuestion> = {}) =>
  chooseRestorePoint(history.manifests, { ...questionOf(history), ...change });
const idsOf = (manifests: readonly { readonly backupId: string }[]): string[] => manifests.map((one) => one.backupId);

describe('the choice of the restore point, over any history of the pair', () => {
  test('never gives a backup since which the appliance to be overwritten has been the primary', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { capturedAt } of choose(history).candidates) {
          expect(Date.parse(capturedAt)).toBeGreaterThan(history.standbyServedUntilMs ?? 0);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('gives every good capture of the present reign of the primary, newest first, and nothing else', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const good = history.manifests.filter(
          (one) => Date.parse(one.capturedAt) > history.reignSinceMs && one.suspect === undefined,
        );
        expect(idsOf(choose(history).candidates)).toEqual(idsOf(good.toReversed()));
      }),
      { numRuns: 2_000 },
    );
  });

  test('does not depend on the order of the manifests, and accounts for each of them once', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (history, random) => {
        const shuffled = history.manifests
          .map((manifest) => ({ manifest, rank: random.next().value }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ manifest }) => manifest);
        const answer = chooseRestorePoint(shuffled, questionOf(history));
        expect(answer).toEqual(choose(history));
        expect([...idsOf(answer.candidates), ...idsOf(answer.passedOver)].sort()).toEqual(
          idsOf(history.manifests).sort(),
        );
      }),
    );
  });
});

describe('a backup is passed over, and it is said why,', () => {
  const reasons = (history: PairHistory, change: Partial<RestoreQuestion> = {}): readonly string[] =>
    choose(history, change).passedOver.map((one) => one.reason);

  test('when it is suspect; the one before it is taken', () => {
    const history = playHistory(['capture', 'suspect capture']);
    expect(choose(history)).toMatchObject({
      candidates: [history.manifests[0]],
      passedOver: [{ reason: 'suspect: far smaller than the last one' }],
    });
  });

  test('when the standby was the primary after it: the first appliance after a failover, with no capture since', () => {
    const history = playHistory(['capture', 'restore standby', 'move']);
    expect(choose(history).candidates).toEqual([]);
    expect(reasons(history)).toEqual([expect.stringContaining('captured from london itself')]);
  });

  test('when a newer capture is from the standby', () => {
    const history = playHistory(['capture', 'restore standby', 'move', 'capture', 'restore standby', 'move']);
    expect(reasons(history)).toEqual([
      expect.stringContaining('captured from dublin itself'),
      'dublin has been the primary since: a capture from it is newer',
    ]);
  });

  test('when the standby was the primary since, though it was never captured then', () => {
    const history = playHistory(['capture', 'restore standby', 'move', 'restore standby', 'move']);
    expect(reasons(history)).toEqual([
      expect.stringMatching(/^dublin has been the primary since: london was itself restored at 2026/),
    ]);
  });

  test('when the standby runs something else; unknown facts are not compared', () => {
    const history = playHistory(['capture']);
    for (const [fact, runs, made] of [
      ['version', '25.2.1', '25.1.2'],
      ['product', 'PRA', 'RS'],
      ['build', '81300', '81234'],
    ] as const) {
      expect(reasons(history, { standby: { [fact]: runs } })).toEqual([
        `made by ${fact} ${made}, the standby dublin runs ${runs}`,
      ]);
    }
    expect(choose(history, { standby: {} }).candidates).toHaveLength(1);
  });

  test('when it bears an epoch that the record never reached, belongs to another pair or to an appliance that is none of the two', () => {
    const history = playHistory([]);
    const manifests = [
      manifestAt(3_000, 'london', 5),
      { ...manifestAt(2_000, 'london', 0), pair: 'other' },
      manifestAt(1_000, 'paris', 0),
    ];
    expect(chooseRestorePoint(manifests, questionOf(history))).toEqual({
      candidates: [],
      passedOver: [
        { backupId: '3000', reason: 'captured under epoch 5, but the record is at epoch 0' },
        { backupId: '2000', reason: 'belongs to the pair other' },
        { backupId: '1000', reason: 'captured from paris, which is not the primary of this pair' },
      ],
    });
  });
});
