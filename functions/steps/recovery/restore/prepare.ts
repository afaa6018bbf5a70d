// Prepare: picks the restore point, verifies its hash, and checks the standby and the service's DNS records. It changes
// nothing that users see, so a dry run and an observed pair end after it.

import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { describeSoftware } from '../../../domain/identity/software.ts';
import { type Check, describeCheck } from '../../../domain/model/readiness-check.ts';
import type { Recovery } from '../../../domain/model/recovery.ts';
import { accepting } from '../../pairs/follow-account.ts';
import { type ReadPowerOfTools, readPowerOf } from '../../pairs/read-pair-power.ts';
import { type ReadReadinessTools, readReadiness } from '../../readiness/read-readiness.ts';
import { type PhaseContext, phaseStep, type Step } from '../phase-step.ts';
import { type AskTrustTools, askTrust, mayAsk } from './choice/ask-trust.ts';
import { dryRunChecks } from './choice/dry-run-checks.ts';
import { notifyLoss } from './choice/notify-loss.ts';
import { nothingEligible, type PickTools, pickRestorePoint } from './choice/pick-restore-point.ts';
import { type IdentifyStandbyTools, identifyStandby } from './identify-standby.ts';
import { type ReadyTrafficTools, readyTraffic } from './ready-traffic.ts';

export interface PrepareTools
  extends AskTrustTools,
    IdentifyStandbyTools,
    ReadPowerOfTools,
    ReadyTrafficTools,
    ReadReadinessTools {
  readonly backups: PickTools['backups'];
}

/** A rehearsal also reads the power of both appliances. It reports a fault there but continues. */
const rehearsedPower = async (tools: PrepareTools, context: PhaseContext): Promise<readonly Check[]> => {
  const { recovery, settings, record, signal } = context;
  if (outcomeOf(recovery) === 'ready') return [];
  const at = new Date(tools.clock.nowMs()).toISOString();
  const { checks, into } = await readPowerOf(tools, { settings, record, at, signal });
  await context.changeRecord(into);
  return checks;
};

/** The whole list of readiness, with what was checked just now in place of the last inspection's. */
const allChecks = async (
  tools: PrepareTools,
  { settings, record, recovery: { recoveryId } }: PhaseContext,
  fresh: readonly Check[],
): Promise<readonly Check[]> => {
  const nowMs = tools.clock.nowMs();
  return (await readReadiness(tools, { settings, record, nowMs, fresh, recoveryId })).checks;
};

const outcomeOf = ({ kind, dryRun, automation }: Recovery): ResultOf<'Prepare'>['outcome'] => {
  if (dryRun || automation === 'observe') return 'dry-run';
  return kind === 'failover' ? 'ready' : 'rehearse';
};

/** @throws LeaseLostError, StandbyUnfit, NoEligibleBackup, RestorePointRefused, and what `readyTraffic` throws */
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
    const picked = await pickRestorePoint(tools, context, standby.health);
    if ('asked' in picked) {
      const [newest] = picked.asked.newest;
      if (!newest || !mayAsk(recovery)) throw nothingEligible(recovery, picked);
      return askTrust(tools, context, { ...picked.asked, newest: [newest, ...picked.asked.newest.slice(1)] });
    }
    const { restorePoint, passedOver, loss } = picked;
    const lossEvidence = await notifyLoss(tools, context, loss);
    const { health } = standby;
    const standbySays = `${health.product} ${health.version} (${health.build}), healthy, alone, accepts the accounts of ${standby.credentialsOf}`;
    const made = dryRunChecks(context, { restorePoint, loss, standbySays, power, traffic: traffic.checks });
    return {
      ...picked,
      ...(Object.keys(standby.fingerprint).length === 0 ? {} : { standbyHeld: standby.fingerprint }),
      ...(outcomeOf(recovery) === 'dry-run' && { checks: await allChecks(tools, context, made) }),
      outcome: outcomeOf(recovery),
      evidence: [
        `${to} is healthy: ${describeSoftware(health)}, alone, accepts the accounts of ${standby.credentialsOf}`,
        ...standby.notified,
        `restore point ${restorePoint.backupId} of ${restorePoint.appliance}, ${restorePoint.bytes} bytes, SHA-256 ${restorePoint.sha256} verified`,
        ...lossEvidence,
        ...passedOver.map(({ backupId, reason }) => `passed over ${backupId}: ${reason}`),
        ...traffic.evidence,
        ...power.map(describeCheck),
      ],
      records: traffic.records,
    };
  });
