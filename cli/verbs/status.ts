// `twinbox status`: whether the standby could take over now, and everything that keeps Twinbox from acting.
import { agoText, timeText } from '../base/spans.ts';
import { bullet, type Fact, facts, tone, widthOf, wrapped } from '../base/style.ts';
import { readPairState } from '../read/pair-state.ts';
import type { Answer, Session } from '../session.ts';
import { commandOf } from '../workflow/workflow-commands.ts';
import { type StatusData, statusData } from './status-data.ts';

const AUTOMATION: Readonly<Record<StatusData['automation'], string>> = {
  act: 'act: Twinbox recovers the service by itself',
  ask: 'ask: Twinbox asks a person before users are affected',
  observe: 'observe: Twinbox starts no recovery',
};

/** Messages name inputs of the console; those with a kind alone are shorter as commands. */
const withCommands = (session: Session, text: string): string =>
  text.replaceAll(/\{"pair":"[^"]*","kind":"([\w-]+)"\}/g, (_input, kind: string) => session.command(commandOf(kind)));

/** The list below names what was not checked; the first line only counts it. */
const reasonText = ({ canFailOver, because, notChecked }: StatusData): string =>
  canFailOver === 'yes, as far as checked'
    ? `nothing is known against it, and ${notChecked.length} checks are open (below)`
    : because;

/** What was not checked, once for each reason. */
const openChecks = ({ notChecked }: StatusData): readonly string[] =>
  [...Map.groupBy(notChecked, ({ reason }) => reason)].map(
    ([reason, checks]) => `${reason}: ${checks.map(({ about }) => about).join('; ')}`,
  );

const verdictText = ({ io }: Session, data: StatusData): string => {
  const { canFailOver } = data;
  const kind = canFailOver === 'no' ? 'bad' : canFailOver === 'unknown' ? 'warn' : 'good';
  return `${tone(io, kind, canFailOver.toUpperCase())}; ${reasonText(data)}`;
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
  const { pair, region, primary, standby, epoch, automation, running, because } = data;
  // What the first line says is not repeated.
  const findings = data.findings.filter(({ message }) => !because.includes(message));
  const list = (title: string, items: readonly string[]): readonly string[] =>
    items.length === 0
      ? []
      : ['', tone(io, 'strong', title), ...items.flatMap((item) => bullet(io, withCommands(session, item)))];
  return [
    `${tone(io, 'strong', pair)} in ${target.lab ? 'the lab' : region}, ${timeText(data.at)}`,
    '',
    ...wrapped(`Can fail over to ${standby}: ${verdictText(session, data)}`, widthOf(io)),
    '',
    ...facts(io, [
      ['primary', `${primary} (standby ${standby}), epoch ${epoch}`],
      ['automation', AUTOMATION[automation]],
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
    ...list('Not checked', openChecks(data)),
  ];
};

export const status = async (session: Session): Promise<Answer> => {
  const state = await readPairState(session);
  const data = statusData(state);
  return { data, text: textOf(session, data, state.nowMs) };
};
