// Promote: makes sure that the standby accepts clients. Pairs that are restored by file have no vendor role to change,
// so it only checks: the appliance must answer, alone or as the primary.

import type { ApplianceApiOf, ApplianceProbe } from '../../../appliance/appliance.ts';
import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import { applianceOf, tlsNameOf } from '../../../contract/settings/pair-settings.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { accountsOf } from '../../../domain/record/accepted-accounts.ts';
import { PROBE_TIMEOUT_MS } from '../../pairs/probe-timeout.ts';
import { type PhaseContext, type PhaseTools, phaseStep, type Step } from '../phase-step.ts';

export interface PromoteTools extends PhaseTools {
  readonly probe: ApplianceProbe;
  readonly apiOf: ApplianceApiOf;
}

/** What prevents the appliance from serving, or undefined. */
const faultOf = async (
  tools: PromoteTools,
  { settings, recovery, record, signal }: PhaseContext,
): Promise<string | undefined> => {
  const { result } = await tools.probe.probe(applianceOf(settings, recovery.to), tlsNameOf(settings), PROBE_TIMEOUT_MS);
  if (result !== 'healthy') return `${recovery.to} is ${result} on the users’ path`;
  try {
    const { to } = recovery;
    const api = tools.apiOf(settings, to, accountsOf(record, to), record.secretVersionOf?.[to]);
    const { reportedRole } = await api.health(signal);
    return reportedRole === 'standby'
      ? `${recovery.to} reports the vendor's backup role, which accepts no clients`
      : undefined;
  } catch (error) {
    return `${recovery.to} does not answer over its API: ${describeFailure(error).message}`;
  }
};

/** @throws LeaseLostError, StandbyUnfit */
export const promote = (tools: PromoteTools): Step<ResultOf<'Promote'>> =>
  phaseStep('Promote', tools, async (context) => {
    const { recovery, record, attempt, attempts } = context;
    const fault = await faultOf(tools, context);
    if (fault === undefined) {
      return {
        outcome: 'promoted',
        evidence: [`${recovery.to} accepts clients; a pair restored by file has no role to change`],
      };
    }
    if (attempt < attempts) return { outcome: 'again', evidence: [fault] };
    // The roles change in the write that precedes the move: until then no user can have been moved.
    if (record.primary === recovery.from) return { outcome: 'unfit', evidence: [fault] };
    throw failure(
      'StandbyUnfit',
      fault,
      `Users are still sent to ${recovery.from}. Bring ${recovery.to} back and start again, or lift the fence of ${recovery.from}.`,
    );
  });
