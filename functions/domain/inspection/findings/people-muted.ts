// Whether notifications reach the operators. Muting an alarm, disabling its actions or leaving a subscription
// unconfirmed stops only the notifications: alarms still change state and start recoveries. Muting an alarm does not
// stop a failover. Pure.
import { bodyOf, subjectLine } from '../../text/notification-body.ts';
import type { Finding } from './finding.ts';

export interface ReachSeen {
  readonly alarms: readonly AlarmReach[];
  readonly subscriptions: readonly Subscription[];
}

export interface AlarmReach {
  readonly name: string;
  /** Undefined if nothing mutes it. */
  readonly muted?:
    | 'its actions are disabled'
    | 'it does not exist'
    | 'the topic is not among its actions'
    | `mute rule ${string}`;
}

export interface Subscription {
  readonly protocol: string;
  /** Of an https address only the host: the rest may be a key. */
  readonly to: string;
  readonly confirmed: boolean;
}

/** What is known of it, and which notifications were sent. */
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
/** Older results say nothing about the present. */
const STALE_MS = 3_600_000;
const MOST_SENTENCES = 20;

export const isReachDue = (last: PeopleSeen | undefined, nowMs: number): boolean =>
  !last || nowMs - Date.parse(last.askedAt) >= ASK_MS || Date.parse(last.askedAt) > nowMs;

export const isReachStale = ({ askedAt }: PeopleSeen, nowMs: number): boolean =>
  nowMs - Date.parse(askedAt) >= STALE_MS;

const STOPS_NOTHING = 'This does not stop a failover.';

const NO_STOP = (pair: string): string =>
  `${STOPS_NOTHING} To stop one, pause the pair: ${JSON.stringify({ pair, kind: 'pause', reason: 'why', hours: 4 })}`;

/** The fix alone, where nobody is reminded that muting stops no failover. */
export const fixAlone = ({ fix }: Pick<Finding, 'fix'>): string => fix.split(` ${STOPS_NOTHING}`)[0] ?? fix;

const finding = (pair: string, message: string, fix: string): Finding => ({
  name: 'PeopleMuted',
  message,
  fix: `${fix} ${NO_STOP(pair)}`,
  alarms: false,
});

/** One finding for each reason, so that each is notified once. */
export const reachFindings = (pair: string, { alarms, subscriptions }: ReachSeen): readonly Finding[] => {
  const reasons = [...new Set(alarms.flatMap(({ muted }) => muted ?? []))];
  const open = subscriptions.filter(({ confirmed }) => !confirmed);
  return [
    ...reasons.map((reason) => {
      const names = alarms.flatMap(({ name, muted }) => (muted === reason ? [name] : []));
      const action = reason.startsWith('mute rule') ? `${reason} mutes` : `${reason}:`;
      return finding(
        pair,
        `operators get no notifications from alarms of ${pair}: ${action} ${names.join(', ')}`,
        'Unmute the alarms.',
      );
    }),
    ...(open.length > 0
      ? [
          finding(
            pair,
            `subscriptions are not confirmed and get no notifications: ${open.map(({ protocol, to }) => `${protocol} ${to}`).join(', ')}`,
            'Confirm them with the link that SNS has sent, or subscribe again.',
          ),
        ]
      : []),
    ...(subscriptions.length === open.length
      ? [
          finding(
            pair,
            'nobody is subscribed to the notifications of Twinbox',
            'Subscribe an address to the topic and confirm it.',
          ),
        ]
      : []),
  ];
};

/** A new finding is notified at once, at most every ten minutes; one that persists is notified again every day. */
export const isReachToBeNotified = ({ findings, notifiedAt, notified = [] }: PeopleSeen, nowMs: number): boolean => {
  if (findings.length === 0) return false;
  const ageMs = notifiedAt === undefined ? Number.POSITIVE_INFINITY : nowMs - Date.parse(notifiedAt);
  return ageMs >= DAY_MS || (ageMs >= NOTIFY_MS && findings.some(({ message }) => !notified.includes(message)));
};

/** A mute that comes and goes within a day is notified once. */
export const reachNotified = ({ findings, notified = [], ...seen }: PeopleSeen, nowMs: number): PeopleSeen => ({
  ...seen,
  findings,
  notifiedAt: new Date(nowMs).toISOString(),
  notified: [...new Set([...notified, ...findings.map(({ message }) => message)])].slice(-MOST_SENTENCES),
});

/** The function sends it without an alarm, so muting alarms does not mute it. */
export const mutedMessage = (
  pair: string,
  findings: readonly Finding[],
): { readonly subject: string; readonly body: string } => ({
  subject: subjectLine(`${pair}: PeopleMuted: notifications do not reach all operators`),
  body: bodyOf([
    { title: 'What happened:', items: findings.map(({ message }) => message) },
    'What callers should do: nothing.',
    { title: 'What to do:', items: [...new Set(findings.map(({ fix }) => fix))] },
    'Twinbox sends this itself, not through an alarm. It notifies you every day while this persists; {"kind": "status"} shows it too.',
  ]),
});
