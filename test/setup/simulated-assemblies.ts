// The templates of all simulated scenarios, synthesized in one process before they run.
import type { SettingsVariant } from '../../lab/scenario/setup/lab-settings.ts';
import { keepPrepared } from '../scenarios/prepared.ts';
import makeFolder from './scenarios-folder.ts';

/** What scenarios ask for; another one is synthesized when it is asked for. */
const VARIANTS: readonly SettingsVariant[] = [
  {},
  { onUnconfirmedFence: 'halt' },
  { onUnconfirmedFence: 'proceed' },
  { automation: 'observe' },
  { automation: 'act' },
  { neighbour: true },
  { restoreMethod: 'login-form' },
  { powerMethods: ['ec2'] },
  { powerMethods: ['hypervisor'] },
  { powerMethods: ['redfish', 'strip'] },
];

export default async (): Promise<void> => {
  await makeFolder();
  process.env.LAB_BLOCK = '0';
  await keepPrepared(process.env.TWINBOX_SCENARIOS ?? '', VARIANTS);
};
