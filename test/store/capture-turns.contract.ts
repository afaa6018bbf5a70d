// What every store of the turns to capture must keep, its races among them.
import type { CaptureLease } from '../../functions/domain/model/capture-lease.ts';
import type { CaptureLeases } from '../../functions/store/latest/capture-leases.ts';

export interface CaptureTurnsUnderTest extends AsyncDisposable {
  readonly one: CaptureLeases;
  readonly other: CaptureLeases;
}

export const turnOf = (captureId: string, startedAt: string, notAfter: string): CaptureLease => ({
  captureId,
  appliance: 'london',
  startedAt: `2026-11-22T${startedAt}:00.000Z`,
  notAfter: `2026-11-22T${notAfter}:00.000Z`,
});

const FIRST = turnOf('first', '20:00', '20:15');
const SECOND = turnOf('second', '20:05', '20:20');
const LATER = turnOf('later', '20:15', '20:30');

export const captureTurnsContract = (name: string, open: () => Promise<CaptureTurnsUnderTest>): void => {
  describe(`${name} keeps the turns of captures`, () => {
    test('where nobody ever captured there is no turn', async () => {
      await using turns = await open();
      await expect(turns.one.latest('support')).resolves.toBeUndefined();
    });

    test('the first takes it, and others are told who has it', async () => {
      await using turns = await open();
      await expect(turns.one.take('support', FIRST)).resolves.toBeUndefined();
      await expect(turns.other.take('support', SECOND)).resolves.toEqual(FIRST);
      await expect(turns.other.latest('support')).resolves.toEqual(FIRST);
    });

    test('each pair has its own', async () => {
      await using turns = await open();
      await turns.one.take('support', FIRST);
      await expect(turns.other.take('archive', SECOND)).resolves.toBeUndefined();
    });

    test('a turn at another appliance, the primary of before, keeps nobody waiting', async () => {
      await using turns = await open();
      const elsewhere = { ...SECOND, appliance: 'dublin' };
      await turns.one.take('support', FIRST);
      await expect(turns.other.take('support', elsewhere)).resolves.toBeUndefined();
      await turns.one.release('support', FIRST, '2026-11-22T20:06:00.000Z');
      await expect(turns.other.latest('support')).resolves.toEqual(elsewhere);
    });

    test('what was given back can be taken', async () => {
      await using turns = await open();
      await turns.one.take('support', FIRST);
      await turns.one.release('support', FIRST, '2026-11-22T20:02:00.000Z');
      await expect(turns.one.latest('support')).resolves.toEqual({ ...FIRST, notAfter: '2026-11-22T20:02:00.000Z' });
      await expect(turns.other.take('support', SECOND)).resolves.toBeUndefined();
    });

    test('what was never given back can be taken once it is over', async () => {
      await using turns = await open();
      await turns.one.take('support', FIRST);
      await expect(turns.other.take('support', LATER)).resolves.toBeUndefined();
      await expect(turns.other.latest('support')).resolves.toEqual(LATER);
    });

    test('a turn that another has taken since is not given back', async () => {
      await using turns = await open();
      await turns.one.take('support', FIRST);
      await turns.other.take('support', LATER);
      await turns.one.release('support', FIRST, '2026-11-22T20:16:00.000Z');
      await expect(turns.other.latest('support')).resolves.toEqual(LATER);
    });

    test('to take one’s own turn again is to have it', async () => {
      await using turns = await open();
      await turns.one.take('support', FIRST);
      await expect(turns.one.take('support', FIRST)).resolves.toBeUndefined();
    });

    test('of several at once one gets it, and all the others are told that one', async () => {
      await using turns = await open();
      const all = ['a', 'b', 'c', 'd'].map((id) => turnOf(id, '20:00', '20:15'));
      const answers = await Promise.all(
        all.map((turn, index) => (index % 2 ? turns.one : turns.other).take('support', turn)),
      );
      const winner = all[answers.indexOf(undefined)];
      expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
      expect(answers.filter((answer) => answer !== undefined)).toEqual([winner, winner, winner]);
      await expect(turns.one.latest('support')).resolves.toEqual(winner);
    });
  });
};
