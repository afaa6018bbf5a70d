// What every source of settings must do.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { SettingsSource } from '../../functions/platform/settings-source.ts';
import { PAIR } from './pair.ts';

export interface SettingsUnderTest extends AsyncDisposable {
  readonly settings: SettingsSource;
}

const ACCESS: PairSettings = { ...PAIR, name: 'access' };

/** `open` deploys those pairs, in that order. */
export const settingsContract = (
  name: string,
  open: (pairs: readonly PairSettings[]) => Promise<SettingsUnderTest>,
): void => {
  describe(`${name} gives settings`, () => {
    test('it names all pairs in the order of the settings, and gives each its own', async () => {
      await using store = await open([PAIR, ACCESS]);
      expect(store.settings.pairs()).toEqual(['support', 'access']);
      expect(await store.settings.read('support')).toEqual(PAIR);
      expect(await store.settings.read('access')).toEqual(ACCESS);
    });

    test.each(['sales', 'constructor'])(
      'a pair that is not deployed (%s) is refused, naming those that are',
      async (pair) => {
        await using store = await open([PAIR, ACCESS]);
        const expected = {
          name: 'UnknownPairError',
          message: expect.stringContaining(`there is no pair ${pair}`),
          hint: expect.stringContaining('support, access'),
        };
        await expect(store.settings.read(pair)).rejects.toMatchObject(expected);
      },
    );

    test('what is handed out is a copy', async () => {
      await using store = await open([PAIR]);
      Object.assign(await store.settings.read('support'), { preferred: 'dublin' });
      expect(await store.settings.read('support')).toEqual(PAIR);
    });
  });
};
