// The checks of readiness that the pair record answers: may Twinbox fail over by itself, and when was a restore last
// proven. Pure.

import type { Check } from '../model/readiness-check.ts';
import { NEEDS } from '../needs/needs.ts';
import { type Block, mayStart } from '../recovery/decision.ts';
import type { ReadinessFacts } from './readiness-facts.ts';

const DAY_MS = 86_400_000;
/** Older than two quarters: the pair, its versions and its people have changed since. */
const PROOF_DAYS = 180;

/** Blocks that somebody chose, or that end by themselves: the verdict names them, and no alarm does. */
export const CHOSEN: readonly string[] = ['Paused', 'Observing', 'CoolingDown'];

const NAMES: Partial<Record<Block, string>> = {
  paused: 'Paused',
  observing: 'Observing',
  'cooling-down': 'CoolingDown',
  held: 'OnHold',
  quarantined: 'Quarantined',
};

/** Decides by the same rules as Begin and reconcile. */
export const automationCheck = ({ terms, record, recoveryId, nowMs }: ReadinessFacts): Check => {
  const { pair, automation, coolDownMinutes, quiet } = terms;
  const of = { need: 'automation', about: NEEDS.automation.is } as const;
  const { lease } = record;
  if (lease && lease.recoveryId !== recoveryId)
    return { ...of, result: 'not-checked', reason: `the recovery ${lease.recoveryId} is under way` };
  const policy = { automation, coolDownMinutes, ...(quiet && { quiet }) };
  const decision = mayStart(record, { kind: 'failover', trigger: 'alarm', dryRun: false }, policy, nowMs);
  const failed = { ...of, result: 'failed', alarms: true } as const;
  if (decision.action === 'refuse') {
    const { block, reason, evidence } = decision;
    return { ...failed, name: NAMES[block] ?? 'Blocked', message: evidence.join('; '), fix: reason };
  }
  if (automation === 'observe') {
    const message = `expected policy.automation: act, found observe: Twinbox starts no recovery of ${pair}, and its functions have no right to restore, fence or move users`;
    const fix = 'Set policy.automation to act and deploy, once the other checks pass.';
    return { ...failed, name: 'Observing', message, fix };
  }
  return { ...of, result: 'passed', message: `automation: ${automation}; ${decision.evidence.join('; ')}` };
};

export const proofChecks = ({ record, nowMs, terms }: ReadinessFacts): readonly Check[] => {
  const { lastProof } = record;
  if (!lastProof) return [];
  const of = { need: 'proof', about: NEEDS.proof.is } as const;
  const { backupId, appliance, at, recoveryId } = lastProof;
  const message = `${backupId} was restored to ${appliance} and checked at ${at} by ${recoveryId}`;
  const days = Math.floor((nowMs - Date.parse(at)) / DAY_MS);
  if (days <= PROOF_DAYS) return [{ ...of, result: 'passed', message }];
  return [
    {
      ...of,
      ...{ result: 'failed', name: 'ProofTooOld', alarms: false },
      message: `expected a proof of the last ${PROOF_DAYS} days, found one of ${days} days: ${message}`,
      fix: `Run a drill: ${JSON.stringify({ pair: terms.pair, kind: 'drill' })}.`,
    },
  ];
};
