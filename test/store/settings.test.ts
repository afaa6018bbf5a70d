// Settings from the emulated SSM and in memory, by the same contract.
import { SSMClient } from '@aws-sdk/client-ssm';
import { ssmSettings } from '../../functions/platform/ssm-settings.ts';
import { inMemorySettings } from '../doubles/in-memory-store.ts';
import { settingsContract } from './settings.contract.ts';
import { openStoreCloud } from './store-cloud.ts';

settingsContract('SSM', async (pairs) => {
  const store = await openStoreCloud();
  for (const pair of pairs)
    store.cloud.ssm.putParameter({ name: `/twinbox/${pair.name}`, value: JSON.stringify(pair) });
  const ssm = new SSMClient(store.client);
  return {
    settings: ssmSettings(ssm, Object.fromEntries(pairs.map(({ name }) => [name, `/twinbox/${name}`]))),
    [Symbol.asyncDispose]: async () => {
      ssm.destroy();
      await store[Symbol.asyncDispose]();
    },
  };
});
settingsContract('the double', async (pairs) => ({
  settings: inMemorySettings(...pairs),
  [Symbol.asyncDispose]: async () => undefined,
}));
