// What every keeper of executions must do, above all where a name has been taken.
import type { Executions } from '../../functions/platform/executions.ts';

export interface ExecutionsUnderTest extends AsyncDisposable {
  readonly executions: Executions;
  /** ms since 1970 by the clock at which executions begin. */
  nowMs(): number;
  /** What it was started with. */
  inputOf(executionArn: string): unknown;
}

const OURS = { pair: 'support', kind: 'failover', trigger: 'alarm' };
const WHY = { error: 'DrillPreempted', cause: 'a failover preempts it' } as const;
const RENAMED = /:again-1-[0-9a-f]{8}$/;

export const executionsContract = (name: string, open: () => Promise<ExecutionsUnderTest>): void => {
  describe(`${name} starts and stops executions`, () => {
    test('one starts with its input, under its name, and is then found running', async () => {
      await using store = await open();
      const arn = await store.executions.start('again-1', OURS, store.nowMs());
      expect(arn).toMatch(/:again-1$/);
      expect(store.inputOf(arn)).toEqual(OURS);
      expect(await store.executions.describe(arn)).toEqual({ status: 'RUNNING' });
    });

    test('the same asked for again is the same one, even after it has ended', async () => {
      await using store = await open();
      const fromMs = store.nowMs();
      const arn = await store.executions.start('again-1', OURS, fromMs);
      expect(await store.executions.start('again-1', OURS, fromMs)).toBe(arn);
      await store.executions.stop(arn, WHY);
      expect(await store.executions.start('again-1', OURS, fromMs)).toBe(arn);
      expect(await store.executions.describe(arn)).toMatchObject({ status: 'ABORTED' });
    });

    test('where another input has taken the name, it starts under another, and the first keeps its input', async () => {
      await using store = await open();
      const theirs = await store.executions.start('again-1', { kind: 'status' }, store.nowMs());
      const started = await store.executions.start('again-1', OURS, store.nowMs());
      expect(started).toMatch(RENAMED);
      expect([store.inputOf(theirs), store.inputOf(started)]).toEqual([{ kind: 'status' }, OURS]);
      expect(await store.executions.describe(started)).toEqual({ status: 'RUNNING' });
    });

    test('where the name was taken long before, it starts under another', async () => {
      await using store = await open();
      const earlier = await store.executions.start('again-1', OURS, store.nowMs());
      await store.executions.stop(earlier, WHY);
      expect(await store.executions.start('again-1', OURS, store.nowMs() + 60_000)).toMatch(RENAMED);
    });

    test('one that was stopped has ended, and says when', async () => {
      await using store = await open();
      const arn = await store.executions.start('again-1', OURS, store.nowMs());
      await store.executions.stop(arn, WHY);
      const ended = await store.executions.describe(arn);
      expect(ended).toEqual({ status: 'ABORTED', endedAtMs: expect.any(Number) });
      await store.executions.stop(arn, WHY);
      expect(await store.executions.describe(arn)).toEqual(ended);
    });

    test('one that nobody knows is UNKNOWN, and to stop it does no harm', async () => {
      await using store = await open();
      const arn = `${await store.executions.start('again-1', OURS, store.nowMs())}-unknown`;
      await store.executions.stop(arn, WHY);
      expect(await store.executions.describe(arn)).toEqual({ status: 'UNKNOWN' });
    });

    test('what it was started with is a copy', async () => {
      await using store = await open();
      const input = { ...OURS };
      const arn = await store.executions.start('again-1', input, store.nowMs());
      input.pair = 'other';
      expect(store.inputOf(arn)).toEqual(OURS);
    });
  });
};
