// FinalCapture: before a planned move or a reprotect, captures the primary under the recovery's own lease, so that only
// the changes made after it are lost. What it captured is the recovery's only restore point.
import type { ApplianceApiOf } from '../../../appliance/appliance.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { accountsOf } from '../../../domain/record/accepted-accounts.ts';
import { backupIdOf } from '../../../store/form/object-keys.ts';
import { manifestsOf } from '../../backups/seek-backups.ts';
import { type CaptureTurnTools, inTurn } from '../../capture/capture-lease.ts';
import { captureGround } from '../../capture/capture-preconditions.ts';
import { type TakeBackupTools, type Taken, takeBackup } from '../../capture/take-backup.ts';
import { followAccount } from '../../pairs/follow-account.ts';
import { type PhaseContext, type PhaseTools, phaseStep, type Step } from '../phase-step.ts';

export interface FinalCaptureTools extends PhaseTools, TakeBackupTools, CaptureTurnTools {
  readonly clock: PhaseTools['clock'];
  readonly records: PhaseTools['records'];
  readonly apiOf: ApplianceApiOf;
  /** Unique per capture; letters, digits and hyphens. */
  readonly newId: () => string;
}

const take = async (tools: FinalCaptureTools, context: PhaseContext): Promise<Taken> => {
  const { settings, recovery, remainingMs, signal } = context;
  const ground = await captureGround(tools, settings, signal, { under: recovery.recoveryId });
  if ('blocked' in ground) return { skipped: ground.blocked };
  const { record } = ground;
  const credentialsOf = accountsOf(record, record.primary);
  const api = tools.apiOf(settings, record.primary, credentialsOf, record.secretVersionOf?.[record.primary]);
  const health = await api.health(signal);
  if (!health.healthy || health.reportedRole === 'standby')
    return { skipped: `${record.primary} reports over its API that it is not a healthy primary` };
  const capturedAt = new Date(tools.clock.nowMs()).toISOString();
  const captureId = tools.newId();
  const notAfter = new Date(tools.clock.nowMs() + remainingMs()).toISOString();
  const turn = { captureId, appliance: record.primary, startedAt: capturedAt, notAfter };
  const backupId = backupIdOf(capturedAt, captureId);
  const taking = { settings, record, api, credentialsOf, health, backupId, capturedAt, signal };
  return inTurn(tools, settings.name, turn, () => takeBackup(tools, { ...taking, under: recovery.recoveryId }));
};

/** A backup has a time in it, so the same bytes twice mean that nothing changed, or that an old file was returned. */
const sameAsBefore = async (
  tools: FinalCaptureTools,
  pair: string,
  { captured, sha256 }: Extract<Taken, { readonly captured: string }>,
): Promise<readonly string[]> => {
  for await (const before of manifestsOf(tools.backups, pair, ({ backupId }) => backupId !== captured))
    return before.sha256 === sha256
      ? [
          `WARNING: the last capture has the same bytes as ${before.backupId} of ${before.capturedAt}: if the configuration changed since then, the appliance returned an old file`,
        ]
      : [];
  return [];
};

/** @throws LeaseLostError, NoEligibleBackup, PhaseTimedOut, and the failures of a capture */
export const finalCapture = (tools: FinalCaptureTools): Step<ResultOf<'FinalCapture'>> =>
  phaseStep('FinalCapture', tools, async (context) => {
    const { recovery, settings, signal } = context;
    signal.throwIfAborted();
    const taken = await take(tools, context);
    if ('skipped' in taken) return { outcome: 'again', evidence: [`no capture yet: ${taken.skipped}`] };
    const { captured, bytes, sha256, suspect, secretVersionId } = taken;
    await followAccount(tools.records, settings, recovery.from, secretVersionId);
    if (suspect !== undefined) {
      throw failure(
        'NoEligibleBackup',
        `the last capture ${captured} of ${recovery.from} is suspect: ${suspect}`,
        `Users were not affected. Check ${recovery.from}, then start again.`,
      );
    }
    const evidence = [
      `captured ${captured} of ${recovery.from}: ${bytes} bytes, SHA-256 ${sha256}`,
      ...(await sameAsBefore(tools, settings.name, taken)),
    ];
    return { outcome: 'captured', backupId: captured, evidence };
  });
