// Whether what happens reaches people. Muting an alarm, disabling its actions or leaving a subscription unconfirmed keeps the news away
// and nothing else: alarms go on changing their states, and those start recoveries. Whoever muted one to stop a failover has not. Pure.
import { bodyOf, subjectLine } from '../../text/notification-body.ts';
import type { Finding } from './finding.ts';

export interface ReachSeen {
  readonly alarms: readonly AlarmReach[];
  readonly subscriptions: readonly Subscription[];
}

export interface AlarmReach {
  readonly name: string;
  /** Undefined where nothing keeps its news from people. */
  readonly muted?:
    | 'its actions are disabled'
    | 'it does not exist'
    | 'the topic is not among its actions'
    | `mute rule ${string}`;
}

export interface Subscription {
  readonly protocol: string;
  /** Of an https address the host alone: the rest may be a key. */
  readonly to: string;
  readonly confirmed: boolean;
}

/** What is known of it, and what people were notified. */
export interface PeopleSeen {
  /** ISO time. */
  readonly askedAt: string;
  readonly findings: readonly Finding[];
  /** ISO time of the last notification, and the sentences that it held. */
  readonly notifiedAt?: string;
  readonly notified?: readonly string[];
}

const ASK_MS = 5 * 60_000;
const NOTIFY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
/** What was not to be asked for so long says nothing any more. */
const STALE_MS = 3_600_000;
const MOST_SENTENCES = 20;

export const isReachDue = (last: PeopleSeen | undefined, nowMs: number): boolean =>
  !last || nowMs - Date.parse(last.askedAt) >= ASK_MS || Date.parse(last.askedAt) > nowMs;

export const isReachStale = ({ askedAt }: PeopleSeen, nowMs: number): boolean => nowMs - Date.parse(askedAt) >= STALE_MS;

const NO_STOP = (pair: string): string =>
  `It stops no failover. If one is to be stopped, pause the pair: ${JSON.stringify({ pair, kind: 'pause', reason: 'why', hours: 4 })}`;

const finding = (pair: string, message: string, fix: string): Finding => ({
  name: 'PeopleMuted',
  message,
  fix: `${fix} ${NO_STOP(pair)}`,
  alarms: false,
});

/** One for each reason, so that each is notified once. */
export const reachFindings = (pair: string, { alarms, subscriptions }: ReachSeen): readonly Finding[] => {
  const reasons = [...new Set(alarms.flatMap(({ muted }) => muted ?? []))];
  const open = subscriptions.filter(({ confirmed }) => !confirmed);
  return [
    ...reasons.map((reason) => {
      const names = alarms.flatMap(({ name, muted }) => (muted === reason ? [name] : []));
      const action = reason.startsWith('mute rule') ? `${reason} mutes` : `${reason}:`;
      return finding(pair, `people get nothing from alarms of ${pair}: ${action} ${names.join(', ')}`, 'Lift what mutes them.');
    }),
    ...(open.length > 0
      ? [
          finding(
            pair,
            `subscriptions are not confirmed and get nothing: ${open.map(({ protocol, to }) => `${protocol} ${to}`).join(', ')}`,
            'Confirm them by the link that SNS has sent, or subscribe again.',
          ),
        ]
      : []),
    ...(subscriptions.length === open.length
      ? [finding(pair, 'nobody is subscribed to what Twinbox notifies of', 'Subscribe an address to the topic and confirm it.')]
      : []),
  ];
};

/** At once where there is something new, at most every ten minutes; what stands is notified again every day. */
export const isReachToBeNotified = ({ findings, notifiedAt, notified = [] }: PeopleSeen, nowMs: number): boolean => {
  if (findings.length === 0) return false;
  const ageMs = notifiedAt === undefined ? Number.POSITIVE_INFINITY : nowMs - Date.parse(notifiedAt);
  return ageMs >= DAY_MS || (ageMs >= NOTIFY_MS && findings.some(({ message }) => !notified.includes(message)));
};

/** A mute that comes and goes within a day is not told each time. */
export const reachNotified = ({ findings, notified = [], ...seen }: PeopleSeen, nowMs: number): PeopleSeen => ({
  ...seen,
  findings,
  notifiedAt: new Date(nowMs).toISOString(),
  notified: [...new Set([...notified, ...findings.map(({ message }) => message)])].slice(-MOST_SENTENCES),
});

/** Sent by the function itself: no alarm takes part, so nothing that mutes alarms mutes it. */
export const mutedMessage = (
  pair: string,
  findings: readonly Finding[],
): { readonly subject: string; readonly body: string } => ({
  subject: subjectLine(`${pair}: PeopleMuted: not everybody hears what happens`),
  body: bodyOf([
    { title: 'What happened:', items: findings.map(({ message }) => message) },
    'What callers should do: nothing.',
    { title: 'What to do:', items: [...new Set(findings.map(({ fix }) => fix))] },
    'This is sent by Twinbox itself, not by an alarm. You are notified again every day while it is so; {"kind": "status"} says it as well.',
  ]),
});
