// The reasons not to start a recovery, one function each: what blocks it, how to lift it, and the evidence. Pure.

import type { Automation, RecoveryKind, StandbyQuiet } from '../model/recovery.ts';
import type { PairRecord } from '../record/pair-record.ts';
import { type ServiceWindow, windowNow } from '../windows/service-window.ts';
import { pauseNow } from './pause.ts';
import { blockingQuarantine, describeQuarantine, reprotectInput } from './quarantine.ts';

/** What the settings allow. */
export interface StartPolicy {
  readonly automation: Automation;
  readonly coolDownMinutes: number;
  /** `standby.quiet` of the settings; if absent, nobody has confirmed that a restored standby does no harm. */
  readonly quiet?: StandbyQuiet;
  readonly windows?: readonly ServiceWindow[];
}

/** A reason not to act. */
export type Block =
  | 'paused'
  | 'window'
  | 'quarantined'
  | 'held'
  | 'cooling-down'
  | 'nothing-to-fence'
  | 'observing'
  | 'fenced-lately'
  | 'not-quiet'
  | 'already-there'
  | 'not-salvaged';

export interface Blocked {
  readonly block: Block;
  readonly reason: string;
  readonly evidence: string;
}

/**
 * A pause blocks every request: the appliances may be down on purpose, and even a dry run would sign in to one during
 * its upgrade.
 */
export const paused = (record: PairRecord, nowMs: number): Blocked | undefined => {
  const pause = pauseNow(record, nowMs);
  if (!pause) return undefined;
  return {
    block: 'paused',
    reason: `${record.pair} is paused until ${pause.until} (${pause.reason}). Resume it first with {"pair": "${record.pair}", "kind": "resume"}.`,
    evidence: `pause until ${pause.until}: ${pause.reason}`,
  };
};

/** Somebody works on an appliance of the pair: Twinbox starts nothing by itself. A person may. */
export const inWindow = ({ pair }: PairRecord, { windows }: StartPolicy, nowMs: number): Blocked | undefined => {
  const span = windowNow(windows, nowMs);
  if (!span) return undefined;
  const until = new Date(span.toMs).toISOString();
  return {
    block: 'window',
    reason: `${pair} is in the service window of ${span.appliance} until ${until}, so Twinbox acts on nothing by itself, and waits for a person's approval afterwards. If the outage is not part of the work, let Twinbox act after the window with {"pair": "${pair}", "kind": "resume"}, or start a failover now with {"pair": "${pair}"}.`,
    evidence: `service window of ${span.appliance} until ${until}`,
  };
};

/**
 * Blocks every request, including dry runs, which would report it as possible. Only an operator lifts it, when nothing
 * would be lost.
 */
export const quarantined = (record: PairRecord, kind: RecoveryKind): Blocked | undefined => {
  const quarantine = blockingQuarantine(record);
  if (!quarantine) return undefined;
  return {
    block: 'quarantined',
    reason: `a ${kind} of ${record.pair} would restore over ${quarantine.appliance}: ${describeQuarantine(record.pair, quarantine)}.`,
    evidence: `quarantine of ${quarantine.appliance} since ${quarantine.since}: ${quarantine.reason}`,
  };
};

export const held = (record: PairRecord, nowMs: number): Blocked | undefined => {
  const { hold } = record;
  if (!hold || (hold.lapsesAt !== undefined && Date.parse(hold.lapsesAt) <= nowMs)) return undefined;
  const end = hold.lapsesAt === undefined ? '' : `, or wait until ${hold.lapsesAt}`;
  return {
    block: 'held',
    reason: `${record.pair} has been on hold since ${hold.since}, when ${hold.recoveryId} halted in ${hold.phase} (${hold.reason}). Continue with ${JSON.stringify(hold.resumeInput)}, or acknowledge the hold with {"pair": "${record.pair}", "kind": "acknowledge", "by": "<your name>"}${end}.`,
    evidence: `hold of ${hold.recoveryId} since ${hold.since}: ${hold.message}`,
  };
};

/**
 * Only a recovery that moved users starts a cool-down: after one that stood down, a new outage needs a recovery at
 * once. While Twinbox only observes, `would-have-acted` also starts one, so that it is not repeated every minute.
 */
export const coolingDown = (record: PairRecord, policy: StartPolicy, nowMs: number): Blocked | undefined => {
  const { lastRecovery: last } = record;
  if (!last) return undefined;
  const cools = last.outcome === 'moved' || (last.outcome === 'would-have-acted' && policy.automation === 'observe');
  const untilMs = Date.parse(last.endedAt) + policy.coolDownMinutes * 60_000;
  if (!cools || untilMs <= nowMs) return undefined;
  const until = new Date(untilMs).toISOString();
  return {
    block: 'cooling-down',
    reason: `${record.pair} is in its cool-down until ${until} after ${last.recoveryId} (${last.outcome}): no automatic recovery starts before then. If you need one now, start it with {"pair": "${record.pair}"}.`,
    evidence: `${last.recoveryId} ended with ${last.outcome} at ${last.endedAt}; cool-down ${policy.coolDownMinutes} min`,
  };
};

/** Twinbox fences only a quarantined appliance again, and never the one that serves users. */
export const nothingToFence = ({ pair, primary, quarantined: kept }: PairRecord): Blocked | undefined => {
  if (kept && kept.appliance !== primary) return undefined;
  return {
    block: 'nothing-to-fence',
    reason: `no appliance of ${pair} is quarantined, so there is nothing to fence; ${primary} is the primary.`,
    evidence: 'no quarantine',
  };
};

export const observing = ({ pair }: PairRecord, { automation }: StartPolicy, power: string): Blocked | undefined => {
  if (automation !== 'observe') return undefined;
  const reason = `Twinbox only observes ${pair}, so it may ${power}. Set policy.automation to ask or act to allow it.`;
  return { block: 'observing', reason, evidence: `automation ${automation}` };
};

const FENCE_AGAIN_MS = 10 * 60_000;

/** An appliance that somebody powers on repeatedly must not keep the pair busy. */
export const fencedLately = ({ quarantined: kept }: PairRecord, nowMs: number): Blocked | undefined => {
  const triedAt = kept?.fencedAgainAt;
  if (kept === undefined || triedAt === undefined || Date.parse(triedAt) + FENCE_AGAIN_MS <= nowMs) return undefined;
  const again = new Date(Date.parse(triedAt) + FENCE_AGAIN_MS).toISOString();
  return {
    block: 'fenced-lately',
    reason: `Twinbox last tried to power ${kept.appliance} off at ${triedAt}. It tries again after ${again}.`,
    evidence: `last attempt at ${triedAt}`,
  };
};

/**
 * A restored standby has the primary's configuration and may act on it, so the settings must say why it does no harm.
 */
export const notQuiet = ({ pair }: PairRecord, { quiet }: StartPolicy): Blocked | undefined =>
  quiet === undefined
    ? {
        block: 'not-quiet',
        reason: `a restored standby of ${pair} has the configuration of the primary and may act on it while the primary serves (e-mails, outbound integrations, directory syncs, scheduled jobs). Set standby.quiet and deploy: isolated if its network blocks all outbound connections, attested if you know that it does no harm.`,
        evidence: 'standby.quiet is not set',
      }
    : undefined;

/** A planned move names where it leads, so that one that is typed twice, or from the wrong side, does nothing. */
export const alreadyThere = ({ pair, primary }: PairRecord, to: string | undefined): Blocked | undefined =>
  to === primary
    ? {
        block: 'already-there',
        reason: `${primary} is the primary of ${pair} already, so there is nothing to move.`,
        evidence: `${primary} is the primary`,
      }
    : undefined;

/** The restore would destroy what only the quarantined appliance holds. */
export const notSalvaged = ({ pair, quarantined: kept }: PairRecord, isSalvaged: boolean): Blocked | undefined =>
  kept === undefined || isSalvaged
    ? undefined
    : {
        block: 'not-salvaged',
        reason: `${kept.appliance} is quarantined: ${kept.reason}. A restore would destroy that. Save it, or decide that it is not needed, then start with ${reprotectInput(pair)}.`,
        evidence: `quarantine of ${kept.appliance} since ${kept.since}`,
      };
