// Whether a recovery may start: act or not, why, and what that rests on. Asked by Begin and by reconcile, so that both
// always say the same. Pure; `nowMs` is the store's own time.

import type { Automation, RecoveryKind, RecoveryTrigger, StandbyQuiet } from '../model/recovery.ts';
import type { PairRecord } from '../record/pair-record.ts';
import { pauseNow } from './pause.ts';
import { blockingQuarantine, describeQuarantine } from './quarantine.ts';

/** What somebody asks for. */
export interface StartRequest {
  readonly trigger: RecoveryTrigger;
  readonly kind: RecoveryKind;
  readonly dryRun: boolean;
}

/** What the owner allows. */
export interface StartPolicy {
  readonly automation: Automation;
  readonly coolDownMinutes: number;
  /** `standby.quiet` of the settings; left out, nobody has said that a restored standby does no harm. */
  readonly quiet?: StandbyQuiet;
}

/** A reason not to act. */
export type Block =
  | 'paused'
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
      /** One sentence, with the way to lift it. */
      readonly reason: string;
      readonly evidence: readonly string[];
    };

interface Blocked {
  readonly block: Block;
  readonly reason: string;
  readonly evidence: string;
}

/** A pause blocks everybody: the appliances may be away on purpose, and even a dry run would sign in at one that is being upgraded. */
const paused = (record: PairRecord, nowMs: number): Blocked | undefined => {
  const pause = pauseNow(record, nowMs);
  if (!pause) return undefined;
  return {
    block: 'paused',
    reason: `${record.pair} is paused until ${pause.until} (${pause.reason}): resume it first, with {"pair": "${record.pair}", "kind": "resume"}.`,
    evidence: `pause until ${pause.until}: ${pause.reason}`,
  };
};

/** Blocks everybody, dry runs too, which would say that it can be done: only a person's word that nothing is lost lifts it. */
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
    reason: `${record.pair} is on hold since ${hold.since}, when ${hold.recoveryId} halted in ${hold.phase} (${hold.reason}): go on with ${JSON.stringify(hold.resumeInput)}, or lift it with {"pair": "${record.pair}", "kind": "acknowledge", "by": "<your name>"}${end}.`,
    evidence: `hold of ${hold.recoveryId} since ${hold.since}: ${hold.message}`,
  };
};

/**
 * Only a recovery that moved users cools down: after one that stood down a new outage must be met at once. A dry answer
 * (`would-have-acted`) is not repeated every minute either, but no longer once the owner lets us act.
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
    reason: `${record.pair} cools down until ${until} after ${last.recoveryId} (${last.outcome}): automatic recoveries wait; start one by hand with {"pair": "${record.pair}"} if it is needed now.`,
    evidence: `${last.recoveryId} ended ${last.outcome} at ${last.endedAt}; cool-down ${policy.coolDownMinutes} min`,
  };
};

/** Only a quarantined appliance is kept fenced, and never the one that users are sent to. */
const nothingToFence = ({ pair, primary, quarantined: kept }: PairRecord): Blocked | undefined => {
  if (kept && kept.appliance !== primary) return undefined;
  return {
    block: 'nothing-to-fence',
    reason: `no appliance of ${pair} is quarantined, so there is none to be kept off; ${primary} is the primary.`,
    evidence: 'no quarantine',
  };
};

const observing = ({ pair }: PairRecord, { automation }: StartPolicy, power: string): Blocked | undefined => {
  if (automation === 'act') return undefined;
  const reason = `${pair} is only observed: Twinbox may ${power}; set policy.automation to act if it shall.`;
  return { block: 'observing', reason, evidence: `automation ${automation}` };
};

const FENCE_AGAIN_MS = 10 * 60_000;

/** An appliance that somebody switches on again and again must not keep the pair busy. */
const fencedLately = ({ quarantined: kept }: PairRecord, nowMs: number): Blocked | undefined => {
  const triedAt = kept?.fencedAgainAt;
  if (kept === undefined || triedAt === undefined || Date.parse(triedAt) + FENCE_AGAIN_MS <= nowMs) return undefined;
  const again = new Date(Date.parse(triedAt) + FENCE_AGAIN_MS).toISOString();
  return {
    block: 'fenced-lately',
    reason: `it was last tried to switch ${kept.appliance} off at ${triedAt}: it is tried again after ${again}.`,
    evidence: `last tried at ${triedAt}`,
  };
};

/**
 * Neither a quarantine nor what comes from an earlier recovery keeps from fencing again: that moves nobody, and two appliances that
 * serve do harm with every minute. A pause does: then somebody may work on that appliance.
 */
const fenceBlocks = (record: PairRecord, { trigger }: StartRequest, policy: StartPolicy, nowMs: number) => [
  ...[paused(record, nowMs), nothingToFence(record), observing(record, policy, 'switch nothing off')],
  ...(trigger === 'alarm' ? [fencedLately(record, nowMs)] : []),
];

/** A restored standby carries the primary's configuration and may begin to act on it: somebody must have thought of that before. */
const notQuiet = ({ pair }: PairRecord, { quiet }: StartPolicy): Blocked | undefined =>
  quiet === undefined
    ? {
        block: 'not-quiet',
        reason: `a restored standby of ${pair} carries the configuration of the primary and may act on it while the primary serves (e-mails, outbound integrations, directory syncs, scheduled jobs). Say in the settings why it does no harm, and deploy: standby.quiet: isolated, where its network keeps it from reaching anything, or standby.quiet: attested, where you know that it does none.`,
        evidence: 'standby.quiet is not set',
      }
    : undefined;

/** A drill is never urgent, so a hold stops it whoever asks. A cool-down does not: it is there against machines, which ask for none. */
const drillBlocks = (record: PairRecord, { kind }: StartRequest, policy: StartPolicy, nowMs: number) => [
  ...[paused(record, nowMs), quarantined(record, kind), held(record, nowMs)],
  ...[observing(record, policy, 'restore nothing'), notQuiet(record, policy)],
];

const recoveryBlocks = (record: PairRecord, { kind, trigger, dryRun }: StartRequest, policy: StartPolicy, nowMs: number) => {
  const forMachines = trigger === 'alarm' && !dryRun;
  return [
    ...[paused(record, nowMs), quarantined(record, kind)],
    ...(forMachines ? [held(record, nowMs), coolingDown(record, policy, nowMs)] : []),
  ];
};

const BLOCKS_OF = { failover: recoveryBlocks, drill: drillBlocks, fence: fenceBlocks } as const;

/**
 * Holds and cool-downs are there to stop machines; a person who starts a recovery has decided, and a dry run changes nothing.
 * A pause and a quarantine bind everybody until they are lifted, and a drill is refused wherever it could do harm.
 */
export const mayStart = (record: PairRecord, request: StartRequest, policy: StartPolicy, nowMs: number): StartDecision => {
  const blocks = BLOCKS_OF[request.kind](record, request, policy, nowMs);
  const [first, ...others] = blocks.filter((found) => found !== undefined);
  if (!first) return { action: 'start', evidence: [`nothing blocks a ${request.kind} of ${record.pair} by ${request.trigger}`] };
  const evidence = [first, ...others].map((found) => found.evidence);
  return { action: 'refuse', block: first.block, reason: first.reason, evidence };
};
