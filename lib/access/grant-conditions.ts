// When a pair has a permission that not every pair has. Those that can change an appliance, a restore or users' traffic
// exist only if automation is act.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { powerSecretsOf, readOnlyPowerSecretsOf, restoreFunctionsOf, restoreSecretsOf } from './settings-access.ts';

type Automation = PairSettings['policy']['automation'];

export interface Condition {
  /** The automation that the condition requires. */
  readonly automation: Automation;
  /** Completes the sentence "only if the settings say ...". */
  readonly means: string;
  readonly holds: (pair: PairSettings) => boolean;
}

const only = (automation: Automation, setting: string, holds: (pair: PairSettings) => boolean): Condition => ({
  automation,
  means: [`\`automation: ${automation}\``, ...(setting === '' ? [] : [`\`${setting}\``])].join(' and '),
  holds: (pair) => pair.policy.automation === automation && holds(pair),
});

export const CONDITIONS = {
  acts: only('act', '', () => true),
  restoresByFunction: only('act', 'restore: {method: lambda}', (pair) => restoreFunctionsOf(pair).length > 0),
  restoresByLogin: only('act', 'restore: {method: login-form}', (pair) => restoreSecretsOf(pair).length > 0),
  switchesPower: only('act', 'power: [{method: redfish}]', (pair) => powerSecretsOf(pair).length > 0),
  readsPowerOnly: only(
    'observe',
    'power: [{method: redfish, readSecret}]',
    (pair) => readOnlyPowerSecretsOf(pair).length > 0,
  ),
} as const satisfies Record<string, Condition>;
