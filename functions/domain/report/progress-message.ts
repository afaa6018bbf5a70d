// The notifications while a failover runs: what was found, what comes next, and how to stop it and until when.
// Pure.

import { askReasonOf, denyInput } from '../approval/question.ts';
import { describeNamed, type NamedRestorePoint } from '../model/named-restore-point.ts';
import type { Recovery } from '../model/recovery.ts';
import { describeLoss, type RestoreLoss } from '../record/restore-loss.ts';
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

const last = ({ recoveryId, owner, epoch }: Recovery): string =>
  `Recovery ${recoveryId}, epoch ${epoch}. Execution: ${owner}`;

/** Before this time Twinbox does nothing that users or the old primary would notice. */
const fenceNotBefore = ({ actAfterSeconds, outageSince, nowMs }: ProgressFacts): string =>
  new Date(Math.max(nowMs, Date.parse(outageSince) + actAfterSeconds * 1000)).toISOString();

const stopping = (facts: ProgressFacts): string => {
  const { pair, from, recoveryId } = facts.recovery;
  return `How to stop it: start the workflow with ${denyInput(pair, recoveryId)} before ${from} is fenced (not before ${fenceNotBefore(facts)}), or pause the pair with ${pausingInput(pair, from)}. The failover also stops if ${from} answers again.`;
};

const believed = ({ recovery, outageSince }: ProgressFacts): string =>
  `What happened: ${recovery.from} has not answered users since ${outageSince}: three consecutive probes with new connections failed. ${recovery.trigger === 'alarm' ? 'The alarm PrimaryDown' : 'An operator'} started a failover of ${recovery.pair} to ${recovery.to}.`;

const nextIn = (facts: ProgressFacts): readonly string[] => {
  const { recovery } = facts;
  const { pair, from, to, automation, named } = recovery;
  if (automation === 'observe')
    return [`What comes next: nothing. Twinbox only observes ${pair}. It notifies you of what it would have done.`];
  const restores = `What comes next: Twinbox restores ${named ? describeNamed(named) : 'the newest good backup'} to ${to}, checks it`;
  if (askReasonOf(recovery) !== undefined)
    return [
      `${restores}, and asks you to approve the failover. Until you approve, ${from} is not fenced and users are not moved.`,
    ];
  return [
    `${restores}, fences ${from}, and moves users to ${to}. Twinbox notifies you when ${to} is ready, if the fence fails, and at the end.`,
    stopping(facts),
  ];
};

/** At the start: the outage is confirmed. @param begun the evidence of Begin, as sentences. */
export const startedMessage = (facts: ProgressFacts, begun: readonly string[]): News => {
  const { recovery } = facts;
  const { pair, from, to } = recovery;
  return news(`${pair}: ${from} is down, failover to ${to} begins`, [
    believed(facts),
    `What callers should do: nothing yet. Traffic has not been moved: users are still sent to ${from}, which is down.`,
    ...nextIn(facts),
    ...begun.map((line) => `Begin: ${line}`),
    last(recovery),
  ]);
};

/** A person named the restore point: what it loses, before anything is touched. */
export const namedMessage = (recovery: Recovery, named: NamedRestorePoint, loss: RestoreLoss): News => {
  const { pair, from, to } = recovery;
  return news(`${pair}: ${to} gets the restore point that ${named.by} named`, [
    `What happened: the failover restores ${describeNamed(named)}. Traffic has not been moved, and nothing was fenced.`,
    `What is lost: ${describeLoss(loss)}.`,
    `How to stop it: start the workflow with ${pausingInput(pair, from)}, or distrust the backup ${loss.backupId}, before ${from} is fenced.`,
    last(recovery),
  ]);
};

/** The standby carries the restored backup and is fit to serve. */
export const standbyReadyMessage = (facts: ProgressFacts, backupId: string, loss?: RestoreLoss): News => {
  const { recovery } = facts;
  const { pair, from, to } = recovery;
  return news(`${pair}: ${to} is ready to take over`, [
    `What happened: ${to} carries the backup ${backupId} and is fit to serve.`,
    ...(loss ? [`What is lost: ${describeLoss(loss)}.`] : []),
    `What callers should do: nothing yet. Traffic has not been moved: users are still sent to ${from}, which is down.`,
    `What comes next: Twinbox probes both appliances again, fences ${from} and moves users to ${to}, not before ${fenceNotBefore(facts)}.`,
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
      ? `Then Twinbox stops, and starts a new fence while ${from} answers.`
      : policy === 'halt'
        ? 'Then the recovery halts and needs an operator: onUnconfirmedFence is halt.'
        : 'Then Twinbox moves users without a confirmed fence, and both appliances may serve: onUnconfirmedFence is proceed.';
  const word =
    kind === 'fence'
      ? ''
      : ` If you know that it cannot serve, confirm that to the running recovery with ${JSON.stringify({ pair, kind: 'confirm', what: 'fence', recoveryId: recovery.recoveryId, by: 'your name', how: 'how you know it' })}.`;
  return news(`${pair}: ${from} could not be powered off yet`, [
    `What happened: the fence of ${from} failed: ${tried.join('; ')}`,
    'What callers should do: nothing. Users are still sent to the same appliance as before.',
    `What comes next: Twinbox tries again for up to ${untilSeconds} s. ${then}`,
    `What to do: make sure that ${from} is off and stays off, so that only ${to} serves.${word}`,
    last(recovery),
  ]);
};
