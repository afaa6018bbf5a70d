// Settings read from the emulated SSM, and every way in which a parameter may be unusable.
import { SSMClient } from '@aws-sdk/client-ssm';
import { ssmSettings } from '../../functions/platform/ssm-settings.ts';
import { PAIR, PAIR_AS_WRITTEN } from './pair.ts';
import { openStoreCloud } from './store-cloud.ts';

const PARAMETERS = { support: '/twinbox/support', access: '/twinbox/access' };

const withSupport = async (value: string | undefined, pair = 'support') => {
  await using store = await openStoreCloud();
  if (value !== undefined) store.cloud.ssm.putParameter({ name: '/twinbox/support', value });
  const ssm = new SSMClient(store.client);
  try {
    return await ssmSettings(ssm, PARAMETERS).read(pair);
  } finally {
    ssm.destroy();
  }
};

describe('the settings as deployed', () => {
  test('are those of the parameter, with defaults', async () => {
    expect(await withSupport(JSON.stringify(PAIR_AS_WRITTEN))).toEqual(PAIR);
  });

  test('name all pairs in the order of the settings', () => {
    expect(ssmSettings(new SSMClient({}), PARAMETERS).pairs()).toEqual(['support', 'access']);
  });

  test.each(['sales', 'constructor'])(
    'of a pair that is not deployed (%s) are refused, naming those that are',
    async (pair) => {
      const expected = { name: 'UnknownPairError', hint: expect.stringContaining('support, access') };
      await expect(withSupport('{}', pair)).rejects.toMatchObject(expected);
    },
  );

  test.each([
    ['is not there', undefined, /does not exist/],
    ['is not JSON', '{"name":', /not JSON/],
    ['lacks things', '{"name": "support"}', /service.*appliances.*policy/],
    ['is another pair’s', JSON.stringify({ ...PAIR_AS_WRITTEN, name: 'access' }), /access instead of support/],
  ])('are refused with a name where the parameter %s', async (_name, value, message) => {
    const reading = withSupport(value);
    await expect(reading).rejects.toMatchObject({
      name: 'SettingsUnreadableError',
    });
    await expect(reading).rejects.toThrow(message);
  });
});
