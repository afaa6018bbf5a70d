// What everybody who tells the states of alarms must do: tell the one that is asked for, since when, and none where
// there is none.
import type { AlarmReading, AlarmStates } from '../../functions/platform/alarm-states.ts';

export interface AlarmStatesUnderTest extends AsyncDisposable {
  readonly states: AlarmStates;
  /** What stands, by name of the alarm. */
  readonly standing: Readonly<Record<string, AlarmReading>>;
}

const STATES = {
  'Twinbox-support-PrimaryDown': 'ALARM',
  'Twinbox-support-ServiceDown': 'OK',
  'Twinbox-support-WatchSilent': 'INSUFFICIENT_DATA',
} as const;

/** @param open with alarms that are in those states. */
export const alarmStatesContract = (
  name: string,
  open: (states: Readonly<Record<string, AlarmReading['state']>>) => Promise<AlarmStatesUnderTest>,
): void => {
  describe(`${name} tells the states of alarms`, () => {
    test.each(Object.entries(STATES))('%s is read as %s, since it went there', async (alarm, state) => {
      await using it = await open(STATES);
      const read = await it.states.read(alarm);
      expect(read).toEqual(it.standing[alarm]);
      expect(read).toMatchObject({ state, sinceMs: expect.any(Number) });
      expect(read?.sinceMs).toBeGreaterThan(Date.UTC(2026, 0, 1));
    });

    test.each(['Twinbox-support-Primary', 'Twinbox-support-PrimaryDown-2', 'toString'])(
      'there is no alarm %s',
      async (alarm) => {
        await using it = await open(STATES);
        expect(await it.states.read(alarm)).toBeUndefined();
      },
    );

    test('what is handed out is a copy', async () => {
      await using it = await open(STATES);
      Object.assign((await it.states.read('Twinbox-support-ServiceDown')) ?? {}, { state: 'ALARM' });
      expect(await it.states.read('Twinbox-support-ServiceDown')).toMatchObject({ state: 'OK' });
    });
  });
};
