// Continue: the input with which a halted recovery goes on, as its hold has it, unless the pair has changed since. Pure.
import type { Hold, PairRecord } from '../record/pair-record.ts';

export type Continuation =
  | { readonly input: Readonly<Record<string, unknown>> }
  | { readonly faults: readonly string[] };

export interface ContinueRequest {
  readonly by: string;
  /** How the person knows that the old primary cannot serve. */
  readonly how?: string | undefined;
}

const difference = (what: string, expected: unknown, found: unknown): readonly string[] =>
  expected === found ? [] : [`${what}: expected ${expected}, found ${found}`];

/** Only what the hold knows is compared: an older version wrote fewer facts. */
const changesSince = (record: PairRecord, hold: Hold): readonly string[] => [
  ...difference('epoch', hold.epoch, record.epoch),
  ...(hold.primary === undefined ? [] : difference('assigned primary', hold.primary, record.primary)),
  ...(hold.carried === undefined
    ? []
    : difference(`backup on ${hold.to}`, hold.carried, record.restoredBackup[hold.to]?.backupId ?? 'none')),
];

/**
 * A person's word is never taken from the hold, where it is a form to fill in.
 * @param execution the one that asks: its own lease is no change.
 */
export const continuationOf = (record: PairRecord, { by, how }: ContinueRequest, execution: string): Continuation => {
  const { hold, pair, lease } = record;
  if (!hold) return { faults: [`continue: ${pair} has no hold`] };
  const { fenceConfirmed: _form, ...input } = hold.resumeInput;
  const word = how === undefined ? {} : { fenceConfirmed: { by, how } };
  if (lease?.owner === execution) return { input: { ...input, ...word } };
  const changes = changesSince(record, hold);
  if (changes.length === 0) return { input: { ...input, ...word } };
  return {
    faults: [
      `continue: ${pair} has changed since ${hold.recoveryId} halted at ${hold.since} (${changes.join('; ')}); read the status, then start a failover or acknowledge the hold`,
    ],
  };
};
