// What people are notified of while a failover is under way: what is believed, what comes next, and until when and how it can be
// stopped. Pure.

import type { Recovery } from '../model/recovery.ts';
import { pausingInput } from '../recovery/quarantine.ts';
import { bodyOf, subjectLine } from '../text/notification-body.ts';

export interface ProgressFacts {
  readonly recovery: Recovery;
  readonly actAfterSeconds: number;
  /** ISO time. */
  readonly outageSince: string;
  readonly nowMs: number;
}

interface News {
  readonly subject: string;
  readonly body: string;
  readonly about: 'progress';
}

const news = (subject: string, paragraphs: readonly string[]): News => ({
  subject: subjectLine(subject),
  body: bodyOf(paragraphs),
  about: 'progress',
});

const last = ({ recoveryId, owner, epoch }: Recovery): string => `Recovery ${recoveryId}, epoch ${epoch}. Execution: ${owner}`;

/** Not before this time is anything done that users, or the old primary, would notice. */
const fenceNotBefore = ({ actAfterSeconds, outageSince, nowMs }: ProgressFacts): string =>
  new Date(Math.max(nowMs, Date.parse(outageSince) + actAfterSeconds * 1000)).toISOString();

const stopping = (facts: ProgressFacts): string => {
  const { pair, from } = facts.recovery;
  return `How to stop it: start the workflow with ${pausingInput(pair, from)} before ${from} is fenced, which is not before ${fenceNotBefore(facts)}. It also stops by itself if ${from} answers again.`;
};

const believed = ({ recovery, outageSince }: ProgressFacts): string =>
  `What happened: ${recovery.from} has not answered users since ${outageSince}, by three probes in a row with new connections. ${recovery.trigger === 'alarm' ? 'The alarm PrimaryDown' : 'A person'} started a failover of ${recovery.pair} to ${recovery.to}.`;

/** At the start: the outage is confirmed. @param begun what Begin has to say, as sentences. */
export const startedMessage = (facts: ProgressFacts, begun: readonly string[]): News => {
  const { recovery } = facts;
  const { pair, from, to, automation } = recovery;
  const next =
    automation === 'act'
      ? [
          `What comes next: Twinbox restores the newest good backup to ${to}, checks it, fences ${from}, and moves users to ${to}. You are notified when ${to} is ready, if the fence fails, and at the end.`,
          stopping(facts),
        ]
      : [`What comes next: nothing. ${pair} is only observed; you are notified of what would have been done.`];
  return news(`${pair}: ${from} is down, failover to ${to} begins`, [
    believed(facts),
    `What callers should do: nothing yet. Traffic has not been moved: users are still sent to ${from}, which is down.`,
    ...next,
    ...begun.map((line) => `Begin: ${line}`),
    last(recovery),
  ]);
};

/** The standby carries the restore point and is fit to serve. */
export const standbyReadyMessage = (facts: ProgressFacts, backupId: string): News => {
  const { recovery } = facts;
  const { pair, from, to } = recovery;
  return news(`${pair}: ${to} is ready to take over`, [
    `What happened: ${to} carries the backup ${backupId} and is fit to serve.`,
    `What callers should do: nothing yet. Traffic has not been moved: users are still sent to ${from}, which is down.`,
    `What comes next: not before ${fenceNotBefore(facts)} Twinbox probes both once more, fences ${from} and moves users to ${to}.`,
    stopping(facts),
    last(recovery),
  ]);
};

/** A method of the fence has failed for the first time. */
export const fenceFailingMessage = (
  recovery: Recovery,
  {
    tried,
    policy,
    untilSeconds,
  }: { readonly tried: readonly string[]; readonly policy: 'halt' | 'proceed'; readonly untilSeconds: number },
): News => {
  const { pair, kind, from, to } = recovery;
  const then =
    kind === 'fence'
      ? 'Then it stops, and is tried again while it answers.'
      : policy === 'halt'
        ? 'Then it halts and needs a person: onUnconfirmedFence is halt.'
        : `Then users are moved all the same, and both may serve: onUnconfirmedFence is proceed.`;
  return news(`${pair}: ${from} could not be powered off yet`, [
    `What happened: the fence of ${from} failed: ${tried.join('; ')}`,
    `What callers should do: nothing. Users are still sent where they were before this fence.`,
    `What comes next: it is tried again for up to ${untilSeconds} s. ${then}`,
    `What to do: make sure by hand that ${from} is off and stays off, so that ${to} alone serves.`,
    last(recovery),
  ]);
};
