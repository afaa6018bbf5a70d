// AwaitRestore: waits until the standby becomes unreachable and comes back, because an appliance restarts after a
// restore, and a cold standby is already healthy before it. The result is evidence; CheckStandby judges it.

import type { ApplianceProbe } from '../../../appliance/appliance.ts';
import { applianceOf, tlsNameOf } from '../../../contract/settings/pair-settings.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import type { ProbeResult } from '../../../domain/model/observation.ts';
import { PROBE_TIMEOUT_MS } from '../../pairs/probe-timeout.ts';
import { type PhaseTools, phaseStep, type Step } from '../phase-step.ts';

export interface AwaitRestoreTools extends PhaseTools {
  readonly probe: ApplianceProbe;
}

/** If the restore method reported success, the restart may have been too quick to observe. */
const ATTEMPTS_WITH_MARKER = 6;
/** Otherwise the upload may still be under way. After this many attempts CheckStandby decides that nothing happened. */
const ATTEMPTS_WITHOUT_MARKER = 60;

const GONE: readonly ProbeResult[] = ['silent', 'refused', 'reset', 'unhealthy'];

/** @throws LeaseLostError, PhaseTimedOut */
export const awaitRestore = (tools: AwaitRestoreTools): Step<ResultOf<'AwaitRestore'>> =>
  phaseStep('AwaitRestore', tools, async ({ state, settings, recovery, attempt }) => {
    const { result } = await tools.probe.probe(
      applianceOf(settings, recovery.to),
      tlsNameOf(settings),
      PROBE_TIMEOUT_MS,
    );
    const seenGone = (state.awaitRestore?.seenGone ?? false) || GONE.includes(result);
    const seenBack = seenGone && result === 'healthy';
    const seen = { seenGone, seenBack };
    if (seenBack) return { outcome: 'restored', ...seen, evidence: [`${recovery.to} went away and came back`] };
    const enough = state.uploadBackup?.marker === undefined ? ATTEMPTS_WITHOUT_MARKER : ATTEMPTS_WITH_MARKER;
    if (!seenGone && result === 'healthy' && attempt >= enough) {
      return { outcome: 'restored', ...seen, evidence: [`${recovery.to} never went away in ${attempt} probes`] };
    }
    return {
      outcome: 'again',
      ...seen,
      evidence: [`${recovery.to} is ${result}${seenGone ? ', after it went away' : ''}`],
    };
  });
