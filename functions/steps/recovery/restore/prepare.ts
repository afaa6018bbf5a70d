// Prepare: picks the restore point, verifies its hash, and checks the standby and the service's DNS records. It changes
// nothing that users see, so a dry run and an observed pair end after it.

import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { isOnlySuspect } from '../../../domain/backup/restore-point.ts';
import { type PassedOver, skippedBackups } from '../../../domain/backup/skipped-backups.ts';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import { describeSoftware } from '../../../domain/identity/software.ts';
import { type Check, describeCheck } from '../../../domain/model/readiness-check.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import { trustInput } from '../../../domain/trust/trust.ts';
import type { Backups } from '../../../store/vault/vault.ts';
import { eligibleBackups } from '../../backups/seek-backups.ts';
import { type ReadPowerOfTools, readPowerOf } from '../../pairs/read-pair-power.ts';
import { type PhaseContext, phaseStep, type Step } from '../phase-step.ts';
import { accepting } from './accepted-accounts.ts';
import { type AskTrustTools, askTrust, mayAsk } from './ask-trust.ts';
import { dryRunChecks } from './dry-run-checks.ts';
import { type IdentifyStandbyTools, identifyStandby, type StandbyAnswer } from './identify-standby.ts';
import { type ReadyTrafficTools, readyTraffic } from './ready-traffic.ts';

export interface PrepareTools extends AskTrustTools, IdentifyStandbyTools, ReadPowerOfTools, ReadyTrafficTools {
  readonly backups: Pick<Backups, 'listed' | 'read' | 'strays' | 'prove'>;
}

/** Backups without a capture are reported, so that a person can check them. */
const MOST_STRAYS = 10;

type Picked = Required<Pick<ResultOf<'Prepare'>, 'restorePoint' | 'passedOver'>>;

/** No backup to restore, with the backups that are only suspect. */
interface Nothing {
  readonly message: string;
  /** Newest first. */
  readonly suspects: readonly PassedOver[];
}

/** The newest eligible backup whose bytes match its manifest. */
const pick = async (
  tools: PrepareTools,
  { recovery, record, state, signal }: PhaseContext,
  { health }: StandbyAnswer,
): Promise<Picked | Nothing> => {
  const refused = state.uploadBackup?.refused ?? [];
  const { pair, from, to } = recovery;
  const skipped = skippedBackups();
  const question = { pair, from, to, record, standby: health, rehearsed: recovery.kind === 'drill' };
  for await (const restorePoint of eligibleBackups(tools.backups, question, skipped, signal)) {
    const refusal = refused.find(({ backupId }) => backupId === restorePoint.backupId);
    if (refusal) {
      skipped.name(refusal.backupId, refusal.reason);
      continue;
    }
    const { intact, reason } = await tools.backups.prove(restorePoint, signal);
    if (intact) return { restorePoint, passedOver: skipped.rows() };
    skipped.name(restorePoint.backupId, `damaged: ${reason}`);
  }
  const strays = await tools.backups.strays(pair, MOST_STRAYS, signal);
  const all = [
    ...skipped.rows().map(({ backupId, reason }) => `${backupId}: ${reason}`),
    ...strays.map((backupId) => `${backupId.slice(0, 100)}: no Twinbox capture made it`),
  ];
  return { message: all.join('; ') || 'the backup store holds none', suspects: skipped.rows().filter(isOnlySuspect) };
};

const nothingEligible = (
  { kind, dryRun, pair, from, to }: Recovery,
  { message, suspects: [suspect] }: Nothing,
): Failure => {
  const trust =
    suspect && `If ${suspect.backupId} is good, start the workflow with ${trustInput(pair, suspect.backupId)}.`;
  const capture = `A failover would ${suspect ? 'wait for a person' : 'halt'} here as well: take a capture of ${from} that fits ${to}.`;
  const byHand = `Bring ${from} back, or restore a backup to ${to} by hand and move the service there.`;
  return failure(
    'NoEligibleBackup',
    `no backup of ${from} may be restored to ${to}: ${message}`,
    [
      kind === 'drill' || dryRun
        ? 'Users were not affected.'
        : `Traffic has not been moved: users are still sent to ${from}.`,
      kind === 'drill' || dryRun ? capture : byHand,
      ...(trust ? [trust] : []),
    ].join(' '),
  );
};

/** A rehearsal also reads the power of both appliances. It reports a fault there but continues. */
const rehearsedPower = async (tools: PrepareTools, context: PhaseContext): Promise<readonly Check[]> => {
  const { recovery, settings, record, signal } = context;
  if (outcomeOf(recovery) === 'ready') return [];
  const at = new Date(tools.clock.nowMs()).toISOString();
  const { checks, into } = await readPowerOf(tools, { settings, record, at, signal });
  await context.changeRecord(into);
  return checks;
};

const outcomeOf = ({ kind, dryRun, automation }: Recovery): ResultOf<'Prepare'>['outcome'] => {
  if (dryRun || automation === 'observe') return 'dry-run';
  return kind === 'drill' ? 'rehearse' : 'ready';
};

/** @throws LeaseLostError, StandbyUnfit, NoEligibleBackup, and what `readyTraffic` throws */
export const prepare = (tools: PrepareTools): Step<ResultOf<'Prepare'>> =>
  phaseStep('Prepare', tools, async (context) => {
    const { recovery, record } = context;
    const { to } = recovery;
    const standby = await identifyStandby(tools, context);
    const known = record.secretVersionOf?.[to];
    const isOther = record.credentialsOf[to] !== standby.credentialsOf;
    if (isOther || (known !== undefined && known !== standby.secretVersionId)) {
      // Records what the appliance accepts, because CheckStandby must know what it accepted before the restore.
      await context.changeRecord((current) => accepting(current, to, standby.credentialsOf, standby.secretVersionId));
    }
    const power = await rehearsedPower(tools, context);
    const traffic = await readyTraffic(tools, context);
    const picked = await pick(tools, context, standby);
    if ('suspects' in picked) {
      const [newest, ...older] = picked.suspects;
      if (!newest || !mayAsk(recovery)) throw nothingEligible(recovery, picked);
      return askTrust(tools, context, [newest, ...older]);
    }
    const { restorePoint, passedOver } = picked;
    const { health } = standby;
    const standbySays = `${health.product} ${health.version} (${health.build}), healthy, alone, accepts the accounts of ${standby.credentialsOf}`;
    const checks = dryRunChecks(context, { restorePoint, standbySays, power, traffic: traffic.checks });
    return {
      ...picked,
      ...(Object.keys(standby.fingerprint).length === 0 ? {} : { standbyHeld: standby.fingerprint }),
      ...(outcomeOf(recovery) === 'dry-run' && { checks }),
      outcome: outcomeOf(recovery),
      evidence: [
        `${to} is healthy: ${describeSoftware(health)}, alone, accepts the accounts of ${standby.credentialsOf}`,
        ...standby.notified,
        `restore point ${restorePoint.backupId} of ${restorePoint.appliance}, ${restorePoint.bytes} bytes, SHA-256 ${restorePoint.sha256} verified`,
        ...passedOver.map(({ backupId, reason }) => `passed over ${backupId}: ${reason}`),
        ...traffic.evidence,
        ...power.map(describeCheck),
      ],
      records: traffic.records,
    };
  });
