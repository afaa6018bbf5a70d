// When a pair has a permission that not every pair has. Those that can change an appliance, a restore or users' traffic
// exist only if automation is ask or act.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import {
  ec2InstancesOf,
  powerFunctionsOf,
  powerSecretsOf,
  readOnlyPowerSecretsOf,
  restoreFunctionsOf,
  restoreSecretsOf,
} from './settings-access.ts';

/** What a pair may do at all: an observed one changes nothing. */
export type Reach = 'observe' | 'act';

/** A pair that asks holds what one that acts holds: an approved recovery uses it at once. */
const reachOf = ({ policy }: PairSettings): Reach => (policy.automation === 'observe' ? 'observe' : 'act');

const IN_WORDS: Readonly<Record<Reach, string>> = {
  observe: '`automation: observe`',
  act: '`automation: ask` or `act`',
};

export interface Condition {
  /** Absent if any will do. */
  readonly reach?: Reach;
  /** Completes the sentence "only if the settings say ...". */
  readonly means: string;
  readonly holds: (pair: PairSettings) => boolean;
}

const only = (reach: Reach, setting: string, holds: (pair: PairSettings) => boolean): Condition => ({
  reach,
  means: [IN_WORDS[reach], ...(setting === '' ? [] : [`\`${setting}\``])].join(' and '),
  holds: (pair) => reachOf(pair) === reach && holds(pair),
});

/** Whatever the automation. */
const always = (setting: string, holds: (pair: PairSettings) => boolean): Condition => ({
  means: `\`${setting}\``,
  holds,
});

export const CONDITIONS = {
  acts: only('act', '', () => true),
  restoresByFunction: only('act', 'restore: {method: lambda}', (pair) => restoreFunctionsOf(pair).length > 0),
  restoresByLogin: only('act', 'restore: {method: login-form}', (pair) => restoreSecretsOf(pair).length > 0),
  switchesPower: only('act', 'power: [{method: redfish}]', (pair) => powerSecretsOf(pair).length > 0),
  switchesByFunction: only('act', 'power: [{method: lambda}]', (pair) => powerFunctionsOf(pair).length > 0),
  switchesByEc2: only('act', 'power: [{method: ec2}]', (pair) => ec2InstancesOf(pair).length > 0),
  readsEc2: always('power: [{method: ec2}]', (pair) => ec2InstancesOf(pair).length > 0),
  readsPowerOnly: only(
    'observe',
    'power: [{method: redfish, readSecret}]',
    (pair) => readOnlyPowerSecretsOf(pair).length > 0,
  ),
} as const satisfies Record<string, Condition>;
