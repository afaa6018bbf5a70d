// Notifies operators of suspect captures and of captures that keep returning the same bytes, and records each
// notification. A failure here does not fail the capture.
import type { Clock } from '../../contract/runtime/clock.ts';
import type { Say } from '../../contract/runtime/log.ts';
import type { BackupsNotified } from '../../domain/record/trusted-backup.ts';
import { bodyOf, subjectLine } from '../../domain/text/notification-body.ts';
import { isNews, isStale, notifiedAfterGood, notifiedNow, SAME_IN_A_ROW } from '../../domain/trust/suspect-news.ts';
import { trustInput } from '../../domain/trust/trust.ts';
import type { Messages } from '../../platform/messages.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';
import { type BackupSource, manifestsOf, newestGood } from '../backups/seek-backups.ts';
import type { Taken, Taking } from './take-backup.ts';

export interface NotifyCapturesTools {
  readonly records: PairRecords;
  readonly backups: BackupSource;
  readonly messages: Messages;
  readonly clock: Clock;
  readonly say: Say;
}

type Captured = Extract<Taken, { readonly captured: string }>;

const note = async (
  { records }: NotifyCapturesTools,
  { settings }: Taking,
  change: (notified: BackupsNotified | undefined) => BackupsNotified | undefined,
) => {
  await records.change(settings, (record) => {
    const notified = change(record.backupsNotified);
    return { record: notified && { ...record, backupsNotified: notified } };
  });
};

const suspectBody = (
  { settings, record }: Taking,
  { captured, suspect }: Captured,
  goodAt: string | undefined,
  stale: boolean,
): string => {
  const { name: pair, policy } = settings;
  const good = goodAt === undefined ? 'There is no good backup.' : `The newest good backup was captured at ${goodAt}.`;
  return bodyOf([
    `What happened: the capture ${captured} of ${record.primary} is suspect: ${suspect}. Twinbox keeps it, but no recovery restores it automatically.`,
    `${good}${stale ? ` It is older than the RPO of ${policy.rpoMinutes} min, because all later captures are suspect. You receive this notification once a day.` : ''}`,
    'What callers should do: nothing.',
    `What to do: check ${record.primary}. If the backup is good, start the workflow with ${trustInput(pair, captured)}. If only its end is unproven, a drill that restores it also makes it good.`,
  ]);
};

const notifySuspect = async (tools: NotifyCapturesTools, taking: Taking, taken: Captured): Promise<void> => {
  const { settings, record } = taking;
  const { suspicions = [] } = taken;
  const nowMs = tools.clock.nowMs();
  const goodAt = (await newestGood(tools.backups, settings.name, record))?.capturedAt;
  const facts = {
    ...(goodAt !== undefined && { newestGoodAt: goodAt }),
    rpoMinutes: settings.policy.rpoMinutes,
    nowMs,
  };
  if (!isNews({ ...facts, notified: record.backupsNotified, suspicions })) return;
  await tools.messages.notify({
    subject: subjectLine(`${settings.name}: a capture of ${record.primary} is suspect`),
    body: suspectBody(taking, taken, goodAt, isStale(facts)),
  });
  await note(tools, taking, (notified) => notifiedNow(notified, suspicions, nowMs));
};

const notifySameBytes = async (
  tools: NotifyCapturesTools,
  taking: Taking,
  { captured, sha256 }: Captured,
): Promise<void> => {
  const { settings, record } = taking;
  if (record.backupsNotified?.sameBytes === sha256) return;
  let same = 1;
  for await (const before of manifestsOf(tools.backups, settings.name, ({ backupId }) => backupId !== captured)) {
    if (before.sha256 !== sha256) return;
    same += 1;
    if (same === SAME_IN_A_ROW) break;
  }
  if (same < SAME_IN_A_ROW) return;
  await tools.messages.notify({
    subject: subjectLine(`${settings.name}: ${record.primary} keeps returning the same backup`),
    body: bodyOf([
      `What happened: the last ${SAME_IN_A_ROW} captures of ${record.primary} have the same bytes (SHA-256 ${sha256}). The newest is ${captured}. They count as good.`,
      'What callers should do: nothing.',
      `What to do: if the configuration of ${record.primary} has changed since the first of them, the appliance is returning an old file: check its backup page. You receive this notification once.`,
    ]),
  });
  await note(tools, taking, (notified) => ({ suspicions: [], ...notified, sameBytes: sha256 }));
};

/** Never throws. */
export const notifyCaptures = async (tools: NotifyCapturesTools, taking: Taking, taken: Captured): Promise<void> => {
  const notify = async (): Promise<void> => {
    if (taken.suspect !== undefined) return notifySuspect(tools, taking, taken);
    const after = notifiedAfterGood(taking.record.backupsNotified, tools.clock.nowMs());
    if (after) await note(tools, taking, (notified) => notifiedAfterGood(notified, tools.clock.nowMs()));
  };
  for (const answer of await Promise.allSettled([notify(), notifySameBytes(tools, taking, taken)])) {
    if (answer.status === 'rejected')
      tools.say(`operators could not be notified of the capture ${taken.captured}`, answer.reason);
  }
};
