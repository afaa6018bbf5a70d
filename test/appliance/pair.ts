// A pair's settings as the appliance, power and step tests need them.
import { PairSettings } from '../../functions/contract/settings/pair-settings.ts';

export interface PairChoices {
  readonly london?: object;
  readonly dublin?: object;
  readonly witnesses?: readonly string[];
  readonly nameServers?: readonly string[];
  readonly servicePort?: number;
}

const restore = { method: 'lambda', functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:restore' };

export const SERVICE_NAME = 'support.example.com';

export const pairOf = (choices: PairChoices = {}): PairSettings =>
  PairSettings.parse({
    name: 'support',
    service: { names: [SERVICE_NAME], ports: [choices.servicePort ?? 443] },
    appliances: [
      {
        name: 'london',
        address: '127.10.0.1',
        secret: 'twinbox/london',
        restore,
        power: [{ method: 'none' }],
        ...choices.london,
      },
      {
        name: 'dublin',
        address: '127.10.0.2',
        secret: 'twinbox/dublin',
        restore,
        power: [{ method: 'none' }],
        ...choices.dublin,
      },
    ],
    preferred: 'london',
    traffic: { mode: 'dns-record', zones: [{ id: 'Z0123456789' }], nameServers: choices.nameServers ?? [] },
    watch: { witnesses: choices.witnesses ?? [] },
    policy: { onUnconfirmedFence: 'halt' },
  });
