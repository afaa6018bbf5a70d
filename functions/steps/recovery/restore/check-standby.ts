// CheckStandby: requires positive evidence that the standby carries the restore point and is fit to serve. Accounts are
// part of the configuration, so from here on Twinbox uses the accounts of the appliance that the backup came from.

import type { Acceptance, ApplianceApi, ApplianceApiOf, ApplianceProbe } from '../../../appliance/appliance.ts';
import type { TokenWitness } from '../../../appliance/restore/token-witness.ts';
import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import { applianceOf, tlsNameOf } from '../../../contract/settings/pair-settings.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { proveRestore } from '../../../domain/backup/restore-proof.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { standbyFaults } from '../../../domain/health/standby-fitness.ts';
import { describeFingerprint, readBack } from '../../../domain/identity/fingerprint.ts';
import type { BackupManifest } from '../../../domain/model/backup-manifest.ts';
import { movesUsers } from '../../../domain/model/recovery.ts';
import { accountsOf } from '../../../domain/record/accepted-accounts.ts';
import { mayPresent, oneMore, type Refusals } from '../../../domain/recovery/account-tries.ts';
import type { Messages } from '../../../platform/messages.ts';
import { PROBE_TIMEOUT_MS } from '../../pairs/probe-timeout.ts';
import { notifyReady } from '../notify-progress.ts';
import { type PhaseContext, type PhaseTools, phaseStep, type Step } from '../phase-step.ts';
import { restorePointOf } from '../picked-restore-point.ts';
import { carrying } from './carried-restore.ts';

export interface CheckStandbyTools extends PhaseTools {
  readonly probe: ApplianceProbe;
  readonly apiOf: ApplianceApiOf;
  readonly tokenWitness?: TokenWitness;
  readonly messages: Messages;
}

interface Finding {
  readonly proven: boolean;
  /** Signs of a restore in this recovery; empty if only the record says that the appliance carries it. */
  readonly signs: readonly string[];
  readonly faults: readonly string[];
  readonly evidence: readonly string[];
  readonly accepted?: Acceptance;
  readonly refusals?: Refusals;
}

const faultsOf = async (api: ApplianceApi, version: string, signal: AbortSignal): Promise<readonly string[]> => {
  try {
    return standbyFaults(await api.health(signal), version);
  } catch (error) {
    return [`its API does not answer: ${describeFailure(error).message}`];
  }
};

/** An appliance that cannot be reached neither accepted nor refused; the next attempt tries again. */
const accepts = (api: ApplianceApi, signal: AbortSignal): Promise<Acceptance | 'unasked'> =>
  api.accepts(signal).catch(() => 'unasked' as const);

const acceptance = (answer: Acceptance | 'unasked'): Acceptance => (answer === 'unasked' ? undefined : answer);

/** For the report, if the appliance accepts a newer version of the secret than at the capture. */
const changedSince = ({ secretVersionId }: BackupManifest, accepted: Acceptance): string =>
  secretVersionId === undefined || accepted?.secretVersionId === secretVersionId
    ? ''
    : ', with the current version of their secret';

const find = async (tools: CheckStandbyTools, context: PhaseContext): Promise<Finding> => {
  const { recovery, settings, record, state, signal, attempt, attempts } = context;
  const backup = restorePointOf(context);
  const before = state.checkStandby?.refusals;
  const kept = before ? { refusals: before } : {};
  const { result } = await tools.probe.probe(applianceOf(settings, recovery.to), tlsNameOf(settings), PROBE_TIMEOUT_MS);
  if (result !== 'healthy')
    return {
      ...kept,
      proven: false,
      signs: [],
      faults: [`${recovery.to} is ${result} on the users’ path`],
      evidence: [],
    };
  const apiOf = (of: string, version: string | undefined) => tools.apiOf(settings, recovery.to, of, version);
  const versionBefore = record.secretVersionOf?.[recovery.to];
  const carried = record.restoredBackup[recovery.to];
  if (carried?.backupId === backup.backupId) {
    const message = `the pair record says that ${recovery.to} has carried ${backup.backupId} since ${carried.at}`;
    const api = apiOf(backup.credentialsOf, versionBefore);
    const accepted = versionBefore === undefined ? {} : { secretVersionId: versionBefore };
    return {
      proven: true,
      signs: [],
      faults: await faultsOf(api, backup.version, signal),
      evidence: [message],
      accepted,
    };
  }
  // The appliance knows the version of the secret as of the capture, and the current one only if the account is
  // unchanged.
  const api = apiOf(backup.credentialsOf, backup.secretVersionId);
  if (!mayPresent(before, attempt, attempts)) {
    const message = `${recovery.to} refused the accounts of ${backup.credentialsOf} ${before?.count} times: Twinbox does not present them at every attempt`;
    return { proven: false, signs: [], faults: [message], evidence: [], ...kept };
  }
  const answer = await accepts(api, signal);
  const accepted = acceptance(answer);
  const refusals = answer === undefined ? { refusals: oneMore(before, attempt) } : accepted ? {} : kept;
  const ofBefore = accountsOf(record, recovery.to);
  const knownBefore = ofBefore === backup.credentialsOf;
  const after = accepted ? await api.fingerprint(signal) : {};
  const token = state.uploadBackup?.tokenBefore;
  const tokenDied =
    token !== undefined &&
    accepted !== undefined &&
    (await tools.tokenWitness?.isDead({ settings, appliance: recovery.to }, token, signal)) === true;
  const proof = proveRestore({
    tokenDied,
    ...(state.uploadBackup?.marker === undefined ? {} : { marker: state.uploadBackup.marker }),
    seenGone: state.awaitRestore?.seenGone ?? false,
    seenBack: state.awaitRestore?.seenBack ?? false,
    accountsAccepted: accepted !== undefined,
    accountsKnownBefore: knownBefore,
    accountsAsBefore:
      !accepted && !knownBefore && acceptance(await accepts(apiOf(ofBefore, versionBefore), signal)) !== undefined,
    readBack: readBack({ backup: backup.fingerprint ?? {}, before: state.prepare?.standbyHeld ?? {}, after }),
  });
  const faults = accepted
    ? await faultsOf(api, backup.version, signal)
    : [`${recovery.to} does not accept the accounts of ${backup.credentialsOf}`];
  const holds = `${recovery.to} holds: ${describeFingerprint(after)}`;
  const { proven, signs } = proof;
  return {
    proven,
    signs,
    faults,
    accepted,
    ...refusals,
    evidence: [...signs, ...(proven ? [] : proof.missing), holds],
  };
};

/** A drill leaves time to configure what the appliance says; the next failover does not. */
const untaught = ({ state, recovery, settings }: PhaseContext): readonly string[] => {
  const { uploadBackup } = state;
  const { restore } = applianceOf(settings, recovery.to);
  if (recovery.kind !== 'drill' || restore.method !== 'login-form') return [];
  if (uploadBackup?.outcome !== 'uploaded' || uploadBackup.marker !== undefined) return [];
  const { notice } = uploadBackup;
  const fix =
    notice === undefined
      ? 'Restore once by hand, and set restore.hints.successText to the sentence that the page shows.'
      : `If this sentence reports success, set restore.hints.successText to: ${notice}`;
  return [
    `WARNING: Twinbox did not understand what ${recovery.to} reported after the upload, so a failover lacks that sign. ${fix}`,
  ];
};

/** @throws LeaseLostError, RestoreUnproven, StandbyUnfit */
export const checkStandby = (tools: CheckStandbyTools): Step<ResultOf<'CheckStandby'>> =>
  phaseStep('CheckStandby', tools, async (context) => {
    const { recovery, attempt, attempts } = context;
    const backup = restorePointOf(context);
    const { proven, signs, faults, evidence, accepted, refusals } = await find(tools, context);
    if (proven && faults.length === 0) {
      const at = new Date(tools.clock.nowMs()).toISOString();
      await context.changeRecord((record) => carrying(record, recovery, { backup, accepted, signs, at }));
      const stays = !movesUsers(recovery.kind);
      const lost = recovery.kind !== 'failover' ? [] : await notifyReady(tools, context, backup.backupId);
      return {
        outcome: stays ? 'rehearsed' : 'fit',
        evidence: [
          ...evidence,
          ...untaught(context),
          ...lost,
          `${recovery.to} is healthy on ${backup.version} with the accounts of ${backup.credentialsOf}${changedSince(backup, accepted)}`,
        ],
      };
    }
    const message = [...faults, ...evidence];
    if (attempt < attempts) return { outcome: 'again', ...(refusals && { refusals }), evidence: message };
    if (proven) {
      throw failure(
        'StandbyUnfit',
        `${recovery.to} was restored but is not fit: ${message.join('; ')}`,
        `Check ${recovery.to} at its own address; when it is healthy, start again.`,
      );
    }
    throw failure(
      'RestoreUnproven',
      `nothing proves that ${recovery.to} carries ${backup.backupId}: ${message.join('; ')}`,
      `Users were not affected. Restore ${backup.backupId} to ${recovery.to} by hand, or find out why ${recovery.to} did not accept it; then start again.`,
    );
  });
