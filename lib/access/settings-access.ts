// The secrets and functions of the owner that the settings of a pair name, by what they are for.
import type { PairSettings, PowerSettings } from '../../functions/contract/settings/pair-settings.ts';

type Redfish = Extract<PowerSettings, { method: 'redfish' }>;

const controllersOf = ({ appliances }: PairSettings): readonly Redfish[] =>
  appliances.flatMap(({ power }) => power.filter((method) => method.method === 'redfish'));

/** Secrets of the API accounts. */
export const applianceSecretsOf = ({ appliances }: PairSettings): readonly string[] =>
  appliances.map(({ secret }) => secret);

/** Secrets of the accounts that switch power. */
export const powerSecretsOf = (pair: PairSettings): readonly string[] =>
  controllersOf(pair).map(({ secret }) => secret);

/** Secrets of the accounts that can only read power. */
export const readOnlyPowerSecretsOf = (pair: PairSettings): readonly string[] =>
  controllersOf(pair).flatMap(({ readSecret }) => readSecret ?? []);

/** ARNs of the owner's restore functions, each once. */
export const restoreFunctionsOf = ({ appliances }: PairSettings): readonly string[] => [
  ...new Set(appliances.flatMap(({ restore }) => (restore.method === 'lambda' ? [restore.functionArn] : []))),
];

/**
 * Secrets for a restore at /login: its account, and the backup password, which is in the secrets of the API accounts.
 * None if no appliance restores that way.
 */
export const restoreSecretsOf = ({ appliances }: PairSettings): readonly string[] =>
  appliances.some(({ restore }) => restore.method === 'login-form')
    ? appliances.flatMap(({ secret, restore }) =>
        restore.method === 'login-form' ? [secret, restore.secret] : [secret],
      )
    : [];
