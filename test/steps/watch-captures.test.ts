// A watcher during a capture: a busy appliance is not a dead one, a dead one still raises the alarm, and no failure
// makes it wait longer.
import type { CaptureLease } from '../../functions/domain/model/capture-lease.ts';
import { START_MS, watchStage as stage } from './watch-stage.ts';

const at = (seconds: number): string => new Date(START_MS - 3_000 + seconds * 1000).toISOString();

const inFlight = (changes: Partial<CaptureLease> = {}): CaptureLease => ({
  captureId: 'a',
  appliance: 'london',
  startedAt: at(-30),
  notAfter: at(800),
  ...changes,
});

const downPoints = ({ named }: ReturnType<typeof stage>): string =>
  named('PrimaryDown')
    .map(({ value }) => value)
    .join('');

test('a primary that dies during a capture is published as down after three more rounds, and in every round after them', async () => {
  const it = stage();
  it.captured.turn = inFlight();
  it.london.result = 'silent';
  await it.run();
  expect(downPoints(it)).toBe('00011111111111');
  expect(it.said.filter((sentence) => sentence.includes('PrimaryDown is held back'))).toEqual([
    expect.stringContaining('support: PrimaryDown is held back, 1 of 3: a capture of london has been under way since'),
    expect.stringContaining('2 of 3'),
    expect.stringContaining('3 of 3'),
  ]);
});

test('ServiceDown is published as observed', async () => {
  const it = stage();
  it.captured.turn = inFlight();
  it.london.result = 'silent';
  it.service.result = 'silent';
  await it.run();
  expect(it.named('ServiceDown').map(({ value }) => value)).toEqual(Array(14).fill(1));
});

test('a primary that is silent for a moment during a capture is never published as down', async () => {
  const it = stage();
  it.captured.turn = inFlight();
  it.onRound.now = (slot) => {
    const second = (Date.parse(slot) - START_MS + 3_000) / 1000;
    it.london.result = [20, 30, 60, 70, 80].includes(second) ? 'silent' : 'healthy';
  };
  await it.run();
  expect(downPoints(it)).toBe('00000000000000');
});

test('the end of the capture ends the grace at once', async () => {
  const it = stage();
  it.captured.turn = inFlight({ notAfter: at(15) });
  it.london.result = 'silent';
  await it.run();
  expect(downPoints(it)).toBe('00111111111111');
});

test('without a capture, or with one of the other appliance, nothing is held back', async () => {
  for (const turn of [undefined, inFlight({ notAfter: at(0) }), inFlight({ appliance: 'dublin' })]) {
    const it = stage();
    it.captured.turn = turn;
    it.london.result = 'silent';
    await it.run();
    expect(downPoints(it)).toBe('11111111111111');
  }
});

test('the next watcher continues the count', async () => {
  const older = stage();
  older.captured.turn = inFlight();
  older.london.result = 'silent';
  await older.run(() => START_MS + 25_000 - older.now());
  expect(downPoints(older)).toBe('00');
  const younger = stage({ streaks: older.streaks });
  younger.captured.turn = inFlight();
  younger.london.result = 'silent';
  await younger.run();
  expect(downPoints(younger).slice(0, 4)).toBe('0011');
});

test('a store failure delays nothing: no capture is assumed, and that is logged', async () => {
  const it = stage({
    turns: {
      latest: async () => {
        throw new Error('no store');
      },
    },
  });
  it.london.result = 'silent';
  await it.run();
  expect(downPoints(it)).toBe('11111111111111');
  expect(it.said.filter((sentence) => sentence.includes('Twinbox assumes none'))).toHaveLength(14);
});

test('a streak that can be neither read nor written costs only the next watcher’s count', async () => {
  const failing = async () => {
    throw new Error('no store');
  };
  const it = stage({ streaks: { write: failing, read: failing } });
  it.captured.turn = inFlight();
  it.london.result = 'silent';
  await it.run();
  expect(downPoints(it)).toBe('00011111111111');
});

test('while the primary is healthy the store is not read for captures', async () => {
  let asked = 0;
  const it = stage({
    turns: {
      latest: async () => {
        asked += 1;
        return inFlight();
      },
    },
  });
  await it.run();
  expect(asked).toBe(0);
});
