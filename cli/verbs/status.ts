// `twinbox status`: whether the standby could take over now, and everything that keeps Twinbox from acting.
import * as z from 'zod/mini';
import { pauseNow } from '../../functions/domain/recovery/pause.ts';
import { agoText, timeText } from '../base/spans.ts';
import { bullet, type Fact, facts, tone, widthOf, wrapped } from '../base/style.ts';
import { type PairState, readPairState } from '../read/pair-state.ts';
import type { Answer, Session } from '../session.ts';

const Named = z.object({ name: z.string(), message: z.string(), fix: z.string() });
const Since = z.object({ since: z.string(), reason: z.string() });

export const StatusShape = z.object({
  pair: z.string(),
  region: z.string(),
  /** ISO time of the store. */
  at: z.string(),
  canFailOver: z.enum(['yes', 'yes, as far as checked', 'no', 'unknown']),
  because: z.string(),
  automation: z.enum(['observe', 'ask', 'act']),
  primary: z.string(),
  standby: z.string(),
  epoch: z.number(),
  running: z.array(z.object({ run: z.string(), kind: z.string(), startedAt: z.string() })),
  hold: z.optional(
    z.extend(Since, {
      run: z.string(),
      phase: z.string(),
      message: z.string(),
      left: z.array(z.string()),
      lapsesAt: z.optional(z.string()),
      /** Input that continues the run. */
      resumeInput: z.record(z.string(), z.unknown()),
    }),
  ),
  quarantine: z.optional(z.extend(Since, { appliance: z.string() })),
  pause: z.optional(z.object({ until: z.string(), reason: z.string() })),
  restorePoint: z.optional(z.object({ backup: z.string(), capturedAt: z.string() })),
  lastRecovery: z.optional(z.object({ run: z.string(), kind: z.string(), outcome: z.string(), endedAt: z.string() })),
  lastProof: z.optional(z.object({ backup: z.string(), at: z.string(), appliance: z.string() })),
  /** Alarms in the state ALARM. */
  alarms: z.array(z.object({ name: z.string(), since: z.string() })),
  findings: z.array(Named),
  notChecked: z.array(z.object({ about: z.string(), reason: z.string() })),
  /** Deployment state as CloudFormation reports it. */
  stackStatus: z.string(),
});

type StatusData = z.infer<typeof StatusShape>;

const held = ({ record: { hold } }: PairState): StatusData['hold'] =>
  hold && {
    since: hold.since,
    reason: hold.reason,
    run: hold.recoveryId,
    phase: hold.phase,
    message: hold.message,
    left: [...hold.left],
    ...(hold.lapsesAt !== undefined && { lapsesAt: hold.lapsesAt }),
    resumeInput: { ...hold.resumeInput },
  };

const dataOf = (state: PairState): StatusData => {
  const { deployment, settings, record, nowMs, inspection, verdict, findings, alarms, running } = state;
  const { quarantined, lastRecovery, lastProof } = record;
  const pause = pauseNow(record, nowMs);
  const hold = held(state);
  const restorePoint = inspection?.restorePoint;
  return {
    pair: deployment.pair,
    region: deployment.region,
    at: new Date(nowMs).toISOString(),
    canFailOver: verdict.is,
    because: verdict.reason,
    automation: settings.policy.automation,
    primary: record.primary,
    standby: state.standby,
    epoch: record.epoch,
    running: running.map(({ id: run, kind, startedAt }) => ({ run, kind, startedAt })),
    ...(hold && { hold }),
    ...(quarantined && {
      quarantine: { appliance: quarantined.appliance, since: quarantined.since, reason: quarantined.reason },
    }),
    ...(pause && { pause: { until: pause.until, reason: pause.reason } }),
    ...(restorePoint &&
      'backupId' in restorePoint && {
        restorePoint: { backup: restorePoint.backupId, capturedAt: restorePoint.capturedAt },
      }),
    ...(lastRecovery && {
      lastRecovery: {
        run: lastRecovery.recoveryId,
        kind: lastRecovery.kind,
        outcome: lastRecovery.outcome,
        endedAt: lastRecovery.endedAt,
      },
    }),
    ...(lastProof && { lastProof: { backup: lastProof.backupId, at: lastProof.at, appliance: lastProof.appliance } }),
    alarms: alarms.filter((alarm) => alarm.state === 'ALARM').map(({ name, since }) => ({ name, since })),
    findings: findings.map(({ name, message, fix }) => ({ name, message, fix })),
    notChecked: (inspection?.checks ?? []).flatMap((check) =>
      check.result === 'not-checked' ? [{ about: check.about, reason: check.reason }] : [],
    ),
    stackStatus: deployment.stackStatus,
  };
};

const verdictText = ({ io }: Session, { canFailOver, because }: StatusData): string => {
  const kind = canFailOver === 'no' ? 'bad' : canFailOver === 'unknown' ? 'warn' : 'good';
  return `${tone(io, kind, canFailOver.toUpperCase())}: ${because}`;
};

const holdFacts = ({ io, ...session }: Session, { hold }: StatusData): readonly Fact[] =>
  hold
    ? [
        ['hold', tone(io, 'bad', `${hold.run} halted in ${hold.phase} with ${hold.reason}: ${hold.message}`)],
        ...(hold.left.length > 0 ? [['left to do', hold.left.join('; ')] as const] : []),
        ['continue with', session.command(`start '${JSON.stringify(hold.resumeInput)}'`)],
      ]
    : [];

const optionalFacts = (session: Session, data: StatusData, nowMs: number): readonly Fact[] => {
  const { io } = session;
  const { pause, quarantine, lastProof, lastRecovery, restorePoint, alarms } = data;
  const ago = (at: string): string => `${timeText(at)} (${agoText(at, nowMs)})`;
  return [
    ...(pause ? [['paused', tone(io, 'warn', `until ${pause.until}: ${pause.reason}`)] as const] : []),
    ...(quarantine
      ? [
          [
            'quarantine',
            tone(io, 'warn', `${quarantine.appliance} since ${ago(quarantine.since)}: ${quarantine.reason}`),
          ] as const,
        ]
      : []),
    [
      'restores',
      restorePoint ? `the backup ${restorePoint.backup}, captured ${ago(restorePoint.capturedAt)}` : 'nothing yet',
    ],
    [
      'last run',
      lastRecovery
        ? `${lastRecovery.run}: ${lastRecovery.kind} ${lastRecovery.outcome}, ${ago(lastRecovery.endedAt)}`
        : 'none',
    ],
    [
      'last proof',
      lastProof
        ? `${lastProof.backup} on ${lastProof.appliance}, ${ago(lastProof.at)}`
        : 'none: no restore has been proven yet',
    ],
    ['alarms', alarms.length === 0 ? 'none' : tone(io, 'bad', alarms.map(({ name }) => name).join(', '))],
  ];
};

const textOf = (session: Session, data: StatusData, nowMs: number): readonly string[] => {
  const { io, target } = session;
  const { pair, region, primary, standby, epoch, automation, running, findings, notChecked } = data;
  const list = (title: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : ['', tone(io, 'strong', title), ...items.flatMap((item) => bullet(io, item))];
  return [
    `${tone(io, 'strong', pair)} in ${target.lab ? 'the lab' : region}, ${timeText(data.at)}`,
    '',
    ...wrapped(`Can ${standby} take over now? ${verdictText(session, data)}`, widthOf(io)),
    '',
    ...facts(io, [
      ['primary', `${primary} (standby ${standby}), epoch ${epoch}`],
      ['automation', automation === 'observe' ? 'observe: Twinbox starts no recovery' : automation],
      [
        'running',
        running.length === 0
          ? 'nothing'
          : running
              .map(({ run, kind }) => `${kind} ${run}; watch it with ${session.command(`follow ${run}`)}`)
              .join('\n'),
      ],
      ...holdFacts(session, data),
      ...optionalFacts(session, data, nowMs),
    ]),
    ...list(
      'Findings',
      findings.map(({ name, message, fix }) => `${name}: ${message}. Fix: ${fix}`),
    ),
    ...list(
      'Not checked',
      notChecked.map(({ about, reason }) => `${about}: ${reason}`),
    ),
  ];
};

export const status = async (session: Session): Promise<Answer> => {
  const state = await readPairState(session);
  const data = dataOf(state);
  return { data, text: textOf(session, data, state.nowMs) };
};
