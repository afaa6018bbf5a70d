// Decides whether a recovery may start, with reason and evidence. Begin and reconcile both use it, so that they always
// agree. Pure; `nowMs` is the store's own time.

import type { RecoveryKind, RecoveryTrigger } from '../model/recovery.ts';
import type { PairRecord } from '../record/pair-record.ts';
import {
  alreadyThere,
  type Block,
  type Blocked,
  coolingDown,
  fencedLately,
  held,
  inWindow,
  nothingToFence,
  notQuiet,
  notSalvaged,
  observing,
  paused,
  quarantined,
  type StartPolicy,
} from './start-blocks.ts';

export type { Block, StartPolicy } from './start-blocks.ts';

/** The requested recovery. */
export interface StartRequest {
  readonly trigger: RecoveryTrigger;
  readonly kind: RecoveryKind;
  readonly dryRun: boolean;
  /** Of a planned move: the appliance that it leads to. */
  readonly to?: string | undefined;
  /** True if a person says that the data of the quarantined appliance is saved. */
  readonly isSalvaged?: boolean | undefined;
}

export type StartDecision =
  | { readonly action: 'start'; readonly evidence: readonly string[] }
  | {
      readonly action: 'refuse';
      readonly block: Block;
      /** One sentence, which says how to lift the block. */
      readonly reason: string;
      readonly evidence: readonly string[];
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

/** What is planned can wait, and begins with a restore beside the primary, as a drill does. */
const switchoverBlocks = (record: PairRecord, request: StartRequest, policy: StartPolicy, nowMs: number) => [
  alreadyThere(record, request.to),
  ...drillBlocks(record, request, policy, nowMs),
];

const reprotectBlocks = (
  record: PairRecord,
  { isSalvaged = false }: StartRequest,
  policy: StartPolicy,
  nowMs: number,
) => [
  ...[paused(record, nowMs), held(record, nowMs), notSalvaged(record, isSalvaged)],
  ...[observing(record, policy, 'restore nothing'), notQuiet(record, policy)],
];

type Blocks = (
  record: PairRecord,
  request: StartRequest,
  policy: StartPolicy,
  nowMs: number,
) => readonly (Blocked | undefined)[];

const BLOCKS_OF: Readonly<Record<RecoveryKind, Blocks>> = {
  failover: recoveryBlocks,
  drill: drillBlocks,
  fence: fenceBlocks,
  switchover: switchoverBlocks,
  reprotect: reprotectBlocks,
};

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
