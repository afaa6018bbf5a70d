// Asks the standby what it is, before anything is given to it: on the users' path, then over its API with whichever accounts
// it accepts now.
import type { ApplianceApi, ApplianceApiOf, ApplianceHealth, ApplianceLook } from '../appliance/appliance.ts';
import { describeError, NamedError } from '../contract/named-error.ts';
import { applianceOf, type PairSettings, tlsNameOf } from '../contract/pair-settings.ts';
import { standbyFaults } from '../domain/standby-fitness.ts';
import type { PhaseContext } from './phase-step.ts';

export interface AskStandbyTools {
  readonly look: ApplianceLook;
  readonly apiOf: ApplianceApiOf;
}

export interface StandbyAnswer {
  readonly health: ApplianceHealth;
  /** Whose accounts it accepts. */
  readonly credentialsOf: string;
}

const LOOK_TIMEOUT_MS = 5_000;

const unfit = (to: string, faults: readonly string[]): NamedError =>
  new NamedError(
    'StandbyUnfit',
    `the standby ${to} cannot take over: ${faults.join('; ')}`,
    `Nothing was touched. Mend ${to}, or bring the primary back; then start again.`,
  );

const accepts = async (api: ApplianceApi, to: string, signal: AbortSignal): Promise<boolean> => {
  try {
    return await api.accepts(signal);
  } catch (error) {
    throw unfit(to, [`its API does not answer: ${describeError(error).message}`]);
  }
};

const healthOf = async (api: ApplianceApi, to: string, signal: AbortSignal): Promise<ApplianceHealth> => {
  try {
    return await api.health(signal);
  } catch (error) {
    throw unfit(to, [`its API does not answer: ${describeError(error).message}`]);
  }
};

/** Where an upload was left unclear, the box may know its own accounts or those in the backup; each is tried once. */
const accountsToTry = (
  { record, recovery }: Pick<PhaseContext, 'record' | 'recovery'>,
  settings: PairSettings,
): readonly string[] => {
  const recorded = record.credentialsOf[recovery.to] ?? recovery.to;
  const unclear = record.carries[recovery.to]?.backupId === 'unknown';
  return unclear ? [recorded, ...settings.appliances.map(({ name }) => name).filter((name) => name !== recorded)] : [recorded];
};

/** @throws StandbyUnfit naming all faults that could be seen */
export const askStandby = async (tools: AskStandbyTools, context: PhaseContext): Promise<StandbyAnswer> => {
  const { settings, recovery, signal } = context;
  const { to } = recovery;
  const { result } = await tools.look.look(applianceOf(settings, to), tlsNameOf(settings), LOOK_TIMEOUT_MS);
  if (result !== 'healthy') throw unfit(to, [`it is ${result} on the users’ path`]);
  for (const credentialsOf of accountsToTry(context, settings)) {
    const api = tools.apiOf(settings, to, credentialsOf);
    if (await accepts(api, to, signal)) {
      const health = await healthOf(api, to, signal);
      const faults = standbyFaults(health);
      if (faults.length > 0) throw unfit(to, faults);
      return { health, credentialsOf };
    }
  }
  throw unfit(to, [`it refuses the API account of ${accountsToTry(context, settings).join(' and of ')}`]);
};
