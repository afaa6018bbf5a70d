// Decides whether a recovery may start, with reason and evidence. Begin and reconcile both use it, so that they always
// agree. Pure; `nowMs` is the store's own time.

import type { Automation, RecoveryKind, RecoveryTrigger, StandbyQuiet } from '../model/recovery.ts';
import type { PairRecord } from '../record/pair-record.ts';
import { type ServiceWindow, windowNow } from '../windows/service-window.ts';
import { pauseNow } from './pause.ts';
import { blockingQuarantine, describeQuarantine } from './quarantine.ts';

/** The requested recovery. */
export interface StartRequest {
  readonly trigger: RecoveryTrigger;
  readonly kind: RecoveryKind;
  readonly dryRun: boolean;
}

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
  | 'not-quiet';

export type StartDecision =
  | { readonly action: 'start'; readonly evidence: readonly string[] }
  | {
      readonly action: 'refuse';
      readonly block: Block;
      /** One sentence, which says how to lift the block. */
      readonly reason: string;
      readonly evidence: readonly string[];
    };

interface Blocked {
  readonly block: Block;
  readonly reason: string;
  readonly evidence: string;
}

/**
 * A pause blocks every request: the appliances may be down on purpose, and even a dry run would sign in to one during
 * its upgrade.
 */
const paused = (record: PairRecord, nowMs: number): Blocked | undefined => {
  const pause = pauseNow(record, nowMs);
  if (!pause) return undefined;
  return {
    block: 'paused',
    reason: `${record.pair} is paused until ${pause.until} (${pause.reason}). Resume it first with {"pair": "${record.pair}", "kind": "resume"}.`,
    evidence: `pause until ${pause.until}: ${pause.reason}`,
  };
};

/** Somebody works on an appliance of the pair: Twinbox starts nothing by itself. A person may. */
const inWindow = ({ pair }: PairRecord, { windows }: StartPolicy, nowMs: number): Blocked | undefined => {
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
const quarantined = (record: PairRecord, kind: RecoveryKind): Blocked | undefined => {
  const quarantine = blockingQuarantine(record);
  if (!quarantine) return undefined;
  return {
    block: 'quarantined',
    reason: `a ${kind} of ${record.pair} would restore over ${quarantine.appliance}: ${describeQuarantine(record.pair, quarantine)}.`,
    evidence: `quarantine of ${quarantine.appliance} since ${quarantine.since}: ${quarantine.reason}`,
  };
};

const held = (record: PairRecord, nowMs: number): Blocked | undefined => {
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
const coolingDown = (record: PairRecord, policy: StartPolicy, nowMs: number): Blocked | undefined => {
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
const nothingToFence = ({ pair, primary, quarantined: kept }: PairRecord): Blocked | undefined => {
  if (kept && kept.appliance !== primary) return undefined;
  return {
    block: 'nothing-to-fence',
    reason: `no appliance of ${pair} is quarantined, so there is nothing to fence; ${primary} is the primary.`,
    evidence: 'no quarantine',
  };
};

const observing = ({ pair }: PairRecord, { automation }: StartPolicy, power: string): Blocked | undefined => {
  if (automation !== 'observe') return undefined;
  const reason = `Twinbox only observes ${pair}, so it may ${power}. Set policy.automation to ask or act to allow it.`;
  return { block: 'observing', reason, evidence: `automation ${automation}` };
};

const FENCE_AGAIN_MS = 10 * 60_000;

/** An appliance that somebody powers on repeatedly must not keep the pair busy. */
const fencedLately = ({ quarantined: kept }: PairRecord, nowMs: number): Blocked | undefined => {
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
 * A quarantine, a hold or a cool-down does not block a new fence: it moves no users, and two serving appliances do harm
 * with every minute. A pause does block it: somebody may be working on that appliance.
 */
const fenceBlocks = (record: PairRecord, { trigger }: StartRequest, policy: StartPolicy, nowMs: number) => [
  ...[paused(record, nowMs), nothingToFence(record), observing(record, policy, 'power nothing off')],
  ...(trigger === 'alarm' ? [fencedLately(record, nowMs), inWindow(record, policy, nowMs)] : []),
];

/**
 * A restored standby has the primary's configuration and may act on it, so the settings must say why it does no harm.
 */
const notQuiet = ({ pair }: PairRecord, { quiet }: StartPolicy): Blocked | undefined =>
  quiet === undefined
    ? {
        block: 'not-quiet',
        reason: `a restored standby of ${pair} has the configuration of the primary and may act on it while the primary serves (e-mails, outbound integrations, directory syncs, scheduled jobs). Set standby.quiet and deploy: isolated if its network blocks all outbound connections, attested if you know that it does no harm.`,
        evidence: 'standby.quiet is not set',
      }
    : undefined;

/**
 * A drill is never urgent, so a hold blocks it for everybody. A cool-down does not: it only blocks automatic starts,
 * and no drill is one.
 */
const drillBlocks = (record: PairRecord, { kind }: StartRequest, policy: StartPolicy, nowMs: number) => [
  ...[paused(record, nowMs), quarantined(record, kind), held(record, nowMs)],
  ...[observing(record, policy, 'restore nothing'), notQuiet(record, policy)],
];

const recoveryBlocks = (
  record: PairRecord,
  { kind, trigger, dryRun }: StartRequest,
  policy: StartPolicy,
  nowMs: number,
) => {
  const isAutomatic = trigger === 'alarm' && !dryRun;
  return [
    ...[paused(record, nowMs), quarantined(record, kind)],
    ...(isAutomatic ? [inWindow(record, policy, nowMs), held(record, nowMs), coolingDown(record, policy, nowMs)] : []),
  ];
};

const BLOCKS_OF = { failover: recoveryBlocks, drill: drillBlocks, fence: fenceBlocks } as const;

/**
 * Holds and cool-downs block automatic starts only: an operator who starts a recovery has decided, and a dry run
 * changes nothing. A pause and a quarantine block everybody until they are lifted. A drill is refused wherever it could
 * do harm.
 */
export const mayStart = (
  record: PairRecord,
  request: StartRequest,
  policy: StartPolicy,
  nowMs: number,
): StartDecision => {
  const blocks = BLOCKS_OF[request.kind](record, request, policy, nowMs);
  const [first, ...others] = blocks.filter((found) => found !== undefined);
  if (!first)
    return { action: 'start', evidence: [`nothing blocks a ${request.kind} of ${record.pair} by ${request.trigger}`] };
  const evidence = [first, ...others].map((found) => found.evidence);
  return { action: 'refuse', block: first.block, reason: first.reason, evidence };
};
