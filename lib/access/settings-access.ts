// The secrets and functions of the owner that the settings of a pair name, by what they are for.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { PowerSettingsOf } from '../../functions/contract/settings/power-settings.ts';

type Redfish = PowerSettingsOf<'redfish'>;

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

/** Instances of Amazon EC2 that run the appliances. */
export const ec2InstancesOf = ({ appliances }: PairSettings): readonly PowerSettingsOf<'ec2'>[] =>
  appliances.flatMap(({ power }) => power.filter((method) => method.method === 'ec2'));

/** ARNs of the owner's power functions, each once. */
export const powerFunctionsOf = ({ appliances }: PairSettings): readonly string[] => [
  ...new Set(
    appliances.flatMap(({ power }) => power.flatMap((one) => (one.method === 'lambda' ? [one.functionArn] : []))),
  ),
];

/** ARNs of the owner's restore functions, each once. */
export const restoreFunctionsOf = ({ appliances }: PairSettings): readonly string[] => [
  ...new Set(appliances.flatMap(({ restore }) => (restore.method === 'lambda' ? [restore.functionArn] : []))),
];

/** Secrets of the accounts for /login. */
export const loginSecretsOf = ({ appliances }: PairSettings): readonly string[] =>
  appliances.flatMap(({ restore }) => (restore.method === 'login-form' ? [restore.secret] : []));

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
