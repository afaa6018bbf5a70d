// Reports as they lie in the vault, one for each way that a recovery can end: what the page is tested with.

import { describeFailure } from '../../functions/contract/errors/describe-failure.ts';
import { failureOfEnd } from '../../functions/domain/admission/orphaned-recovery.ts';
import type { JournalLine } from '../../functions/domain/model/journal-line.ts';
import type { Outcome } from '../../functions/domain/model/outcome.ts';
import { buildReport, type Report, type ReportFacts } from '../../functions/domain/report/report.ts';
import { backupAt } from '../doubles/one-pair.ts';

const START = '2026-11-22T20:15:03.000Z';
const at = (second: number): string => new Date(Date.parse(START) + second * 1000).toISOString();

const ran = (
  state: string,
  from: number,
  to: number,
  outcome: Outcome,
  ...evidence: string[]
): readonly JournalLine[] => [
  { at: at(from), state, attempt: 1, event: 'intent' },
  { at: at(to), state, attempt: 1, event: 'outcome', outcome, evidence },
];

const asked = (second: number, attempt: number, outcome: Outcome, message: string): JournalLine => ({
  at: at(second),
  state: 'AwaitTraffic',
  attempt,
  event: 'outcome',
  outcome,
  evidence: [message],
});

const FACTS = {
  recovery: {
    recoveryId: '20261122T201503Z-0a1b2c3d',
    pair: 'support',
    kind: 'failover',
    trigger: 'alarm',
    owner: 'arn:aws:states:eu-west-1:123456789012:execution:twinbox:alarm-0a1b2c3d',
    automation: 'act',
    dryRun: false,
    epoch: 7,
    from: 'london',
    to: 'dublin',
    startedAt: START,
  },
  ttlSeconds: 30,
  objectives: { rpoMinutes: 120, rtoMinutes: 30 },
} as const;

const POINT = backupAt('2000', {
  bytes: 1_300_000_000,
  sha256: 'c0ffee'.padEnd(64, '0'),
  fingerprint: { user: 42, 'jump-group': 9 },
});

export const moved = (changes: Partial<Report> = {}): Report => {
  const journal = [
    ...ran('Confirm', 1, 7, 'down', 'look 3 of 3 found it down'),
    ...ran('Fence', 120, 121, 'fenced', 'redfish powered it off and reads it as off'),
    { at: at(146), state: 'AwaitTraffic', attempt: 1, event: 'intent' } as const,
    asked(147, 1, 'again', 'ns1 gives support.example.com as 203.0.113.10'),
    asked(152, 2, 'again', 'ns1 gives support.example.com as 203.0.113.10'),
    asked(157, 3, 'settled', 'ns1 gives support.example.com as 198.51.100.10'),
    ...ran('Verify', 180, 187, 'verified', 'https://support.example.com:443/ is healthy after 12 ms'),
  ];
  const report = buildReport({
    ...FACTS,
    outcome: 'moved',
    journal,
    endedAt: at(192),
    restorePoint: POINT,
    passedOver: [{ backupId: 'b-3', reason: 'suspect: far smaller' }],
    fence: { outcome: 'fenced', confirmedBy: 'redfish' },
  });
  return { ...report, ...changes };
};

/** @param text what appliances and people wrote, wherever such text comes into a report. */
export const halted = (changes: Partial<Report> = {}, text = 'words'): Report => {
  const { recovery } = FACTS;
  const fenceConfirmed = { by: text, how: text };
  const facts: ReportFacts = {
    ...FACTS,
    recovery: { ...recovery, fenceConfirmed },
    outcome: 'halted',
    journal: [
      ...ran('Confirm', 1, 7, 'down', text, text),
      { at: at(10), state: 'Fence', attempt: 1, event: 'intent' },
      { at: at(20), state: 'Fence', attempt: 1, event: 'error', evidence: [text] },
      asked(30, 1, 'again', text),
    ],
    endedAt: at(60),
    restorePoint: { ...POINT, backupId: text, product: text, sha256: text, key: text, notIncluded: [text] },
    passedOver: [{ backupId: text, reason: text }],
    failure: {
      name: 'FenceUnconfirmed',
      message: text,
      hint: text === 'words' ? 'Make sure that london is off.' : text,
    },
    hold: {
      reason: 'FenceUnconfirmed',
      message: text,
      phase: 'Fence',
      done: [text],
      left: [text],
      resumeInput: { pair: 'support', kind: 'failover', fenceConfirmed },
      recoveryId: recovery.recoveryId,
      epoch: 7,
      from: 'london',
      to: 'dublin',
      since: at(60),
    },
  };
  return { ...buildReport(facts), ...changes };
};

export const stoodDown = (): Report =>
  buildReport({
    ...FACTS,
    outcome: 'stood-down',
    journal: ran('Confirm', 1, 2, 'stood-down', 'it answers'),
    endedAt: at(3),
  });

export const PROOF = {
  backupId: POINT.backupId,
  sha256: POINT.sha256,
  at: at(95),
  appliance: 'dublin',
  recoveryId: FACTS.recovery.recoveryId,
  how: ['the appliance went down and came back'],
} as const;

/** A drill that went through. */
export const rehearsed = (changes: Partial<Report> = {}): Report => {
  const journal = [
    ...ran('Confirm', 1, 7, 'healthy', 'probe 3 of 3 in a row found it healthy'),
    ...ran('UploadBackup', 20, 60, 'uploaded', 'dublin took it'),
    ...ran('CheckStandby', 90, 95, 'rehearsed', 'dublin is healthy'),
  ];
  const recovery = { ...FACTS.recovery, kind: 'drill', trigger: 'person' } as const;
  const report = buildReport({
    ...FACTS,
    recovery,
    outcome: 'rehearsed',
    journal,
    endedAt: at(96),
    restorePoint: POINT,
    lastProof: PROOF,
  });
  return { ...report, ...changes };
};

/** Closed out from its lease, with nothing in the journal. */
export const failed = (): Report => {
  const { trigger: _trigger, ...recovery } = FACTS.recovery;
  const failure = describeFailure(failureOfEnd('ABORTED'));
  return buildReport({ ...FACTS, recovery, outcome: 'halted', journal: [], endedAt: at(3), failure });
};
