// AwaitDecision: the countdown until the outage has lasted long enough to act. A pause stops it, and so does a primary
// that answers.
import { phaseOf } from '../../../contract/workflow/phase-names.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { pauseNow } from '../../../domain/recovery/pause.ts';
import { assertRestorePoint } from '../assert-restore-point.ts';
import { phaseStep, type Step } from '../phase-step.ts';
import { type ProbeTools, probePair } from './probe.ts';

const MOST_WAIT_SECONDS = phaseOf('AwaitDecision').loop.waitSeconds;

/** Never acts on a probe that is unsure; waits for the next one. @throws LeaseLostError, PhaseTimedOut, RestorePointRefused */
export const awaitDecision = (tools: ProbeTools): Step<ResultOf<'AwaitDecision'>> =>
  phaseStep('AwaitDecision', tools, async (context) => {
    const { record, settings, state, recovery } = context;
    const nowMs = tools.clock.nowMs();
    const paused = pauseNow(record, nowMs);
    if (paused) {
      return {
        outcome: 'stood-down',
        evidence: [`paused until ${paused.until}: ${paused.reason}; Twinbox does not change a paused pair`],
      };
    }
    assertRestorePoint(context);
    const { verdict, evidence } = await probePair(tools, context);
    if (verdict === 'answers') return { outcome: 'stood-down', evidence };
    const sinceMs = Date.parse(state.confirm?.outageSince ?? state.confirm?.downSince ?? recovery.startedAt);
    const downSeconds = Math.max(0, Math.round((nowMs - sinceMs) / 1000));
    const waited = `${recovery.from} has been down for ${downSeconds} s; Twinbox acts after ${settings.policy.actAfterSeconds} s`;
    const leftMs = sinceMs + settings.policy.actAfterSeconds * 1000 - nowMs;
    if (verdict === 'down' && leftMs <= 0) return { outcome: 'act', evidence: [waited, ...evidence] };
    // No longer than the time left, because users are down meanwhile.
    const waitSeconds = leftMs <= 0 ? MOST_WAIT_SECONDS : Math.min(MOST_WAIT_SECONDS, Math.ceil(leftMs / 1000));
    return { outcome: 'again', waitSeconds, evidence: [waited, ...evidence] };
  });
