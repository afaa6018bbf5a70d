// CheckStandby's function: queries the standby with the accounts in the restored backup.
import { applianceApiOf } from '../appliance/api/appliance-api-of.ts';
import { tokenWitnessOf } from '../appliance/restore/token-witness.ts';
import { checkStandby } from '../steps/recovery/restore/check-standby.ts';
import { messageTools, probeTools, stepTools } from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((environment, clients, platform) =>
  checkStandby({
    ...stepTools(environment, clients, platform),
    ...messageTools(environment, clients, platform),
    ...probeTools(platform),
    apiOf: applianceApiOf(clients.secrets, platform),
    tokenWitness: tokenWitnessOf(clients.secrets, platform),
  })) satisfies Wire<'check-standby'>;
