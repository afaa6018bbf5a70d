// A pair's settings for the tests of the store.
import { PairSettings } from '../../functions/contract/settings/pair-settings.ts';

const appliance = (name: string, address: string) => ({
  name,
  address,
  secret: `twinbox/${name}`,
  restore: { method: 'lambda', functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:restore' },
  power: [{ method: 'none' }],
});

export const PAIR_AS_WRITTEN = {
  name: 'support',
  service: { names: ['support.example.com'] },
  appliances: [appliance('london', '203.0.113.10'), appliance('dublin', '198.51.100.10')],
  preferred: 'london',
  traffic: { mode: 'dns-record', zones: [{ id: 'Z0123456789' }] },
  policy: { onUnconfirmedFence: 'halt' },
};

export const PAIR: PairSettings = PairSettings.parse(PAIR_AS_WRITTEN);
