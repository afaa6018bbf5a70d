// Identifies the standby before anything is uploaded to it: on the users' path, then over its API with whichever
// accounts it accepts now.

import type {
  Acceptance,
  ApplianceApi,
  ApplianceApiOf,
  ApplianceHealth,
  ApplianceProbe,
} from '../../../appliance/appliance.ts';
import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import { applianceOf, type PairSettings, tlsNameOf } from '../../../contract/settings/pair-settings.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import { standbyFaults } from '../../../domain/health/standby-fitness.ts';
import type { Fingerprint } from '../../../domain/identity/fingerprint.ts';
import { accountsOf } from '../../../domain/record/accepted-accounts.ts';
import type { GivenAccounts } from '../../../domain/record/pair-record.ts';
import { PROBE_TIMEOUT_MS } from '../../pairs/probe-timeout.ts';
import type { PhaseContext } from '../phase-step.ts';
import { type StandbyCertificateTools, standbyCertificate } from './standby-certificate.ts';

export interface IdentifyStandbyTools extends StandbyCertificateTools {
  readonly probe: ApplianceProbe;
  readonly apiOf: ApplianceApiOf;
}

export interface StandbyAnswer {
  /** What operators should know about it, although it is fit. */
  readonly notified: readonly string[];
  readonly health: ApplianceHealth;
  /** Whose accounts it accepts, and which version of their secret. */
  readonly credentialsOf: string;
  readonly secretVersionId?: string;
  /** What it holds now, before the restore. */
  readonly fingerprint: Fingerprint;
}

const unfit = (to: string, faults: readonly string[]): Failure =>
  failure(
    'StandbyUnfit',
    `the standby ${to} cannot take over: ${faults.join('; ')}`,
    `Traffic has not been moved: users are still sent to the primary. Fix ${to}, or bring the primary back; then start again.`,
  );

const accepts = async (api: ApplianceApi, to: string, signal: AbortSignal): Promise<Acceptance> => {
  try {
    return await api.accepts(signal);
  } catch (error) {
    throw unfit(to, [`its API does not answer: ${describeFailure(error).message}`]);
  }
};

const healthOf = async (api: ApplianceApi, to: string, signal: AbortSignal): Promise<ApplianceHealth> => {
  try {
    return await api.health(signal);
  } catch (error) {
    throw unfit(to, [`its API does not answer: ${describeFailure(error).message}`]);
  }
};

/**
 * After an upload of unknown outcome, the appliance may know its old accounts or those in the backup; each is tried
 * once.
 */
const accountsToTry = (
  { record, recovery }: Pick<PhaseContext, 'record' | 'recovery'>,
  settings: PairSettings,
): readonly GivenAccounts[] => {
  const { to } = recovery;
  const credentialsOf = accountsOf(record, to);
  const version = record.secretVersionOf?.[to];
  const recorded = version === undefined ? { credentialsOf } : { credentialsOf, secretVersionId: version };
  const carried = record.restoredBackup[to];
  if (carried?.backupId !== 'unknown') return [recorded];
  const others = settings.appliances.flatMap(({ name }) => (name === credentialsOf ? [] : [{ credentialsOf: name }]));
  const isGiven = (other: GivenAccounts): boolean => other.credentialsOf === carried.given?.credentialsOf;
  return carried.given === undefined
    ? [recorded, ...others]
    : [recorded, carried.given, ...others.filter((other) => !isGiven(other))];
};

/** @throws StandbyUnfit with all faults that were found */
export const identifyStandby = async (tools: IdentifyStandbyTools, context: PhaseContext): Promise<StandbyAnswer> => {
  const { settings, recovery, signal } = context;
  const { to } = recovery;
  const [{ result }, certificate] = await Promise.all([
    tools.probe.probe(applianceOf(settings, to), tlsNameOf(settings), PROBE_TIMEOUT_MS),
    standbyCertificate(tools, context),
  ]);
  const seen = [...(result === 'healthy' ? [] : [`it is ${result} on the users’ path`]), ...certificate.faults];
  if (seen.length > 0) throw unfit(to, seen);
  const tries = accountsToTry(context, settings);
  for (const { credentialsOf, secretVersionId } of tries) {
    const api = tools.apiOf(settings, to, credentialsOf, secretVersionId);
    const accepted = await accepts(api, to, signal);
    if (accepted) {
      const health = await healthOf(api, to, signal);
      const faults = standbyFaults(health);
      if (faults.length > 0) throw unfit(to, faults);
      return {
        health,
        credentialsOf,
        ...accepted,
        fingerprint: await api.fingerprint(signal),
        notified: certificate.notified,
      };
    }
  }
  const names = [...new Set(tries.map(({ credentialsOf }) => credentialsOf))];
  throw unfit(to, [`it refuses the API account of ${names.join(' and of ')}`]);
};
