// The data of `twinbox status`: its form, and how it is drawn from what was read of the pair.
import * as z from 'zod/mini';
import { pauseNow } from '../../functions/domain/recovery/pause.ts';
import type { PairState } from '../read/pair-state.ts';

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

export type StatusData = z.infer<typeof StatusShape>;

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

/** What the inspection and the checks of readiness have found, each once. */
const openFindings = ({ findings, readiness }: PairState): StatusData['findings'] => {
  const failed = readiness.checks.flatMap((check) => (check.result === 'failed' ? [check] : []));
  const known = new Set(failed.map(({ message }) => message));
  return [...failed, ...findings.filter(({ message }) => !known.has(message))].map(({ name, message, fix }) => ({
    name,
    message,
    fix,
  }));
};

export const statusData = (state: PairState): StatusData => {
  const { deployment, settings, record, nowMs, inspection, readiness, alarms, running } = state;
  const { quarantined, lastRecovery, lastProof } = record;
  const pause = pauseNow(record, nowMs);
  const hold = held(state);
  const restorePoint = inspection?.restorePoint;
  return {
    pair: deployment.pair,
    region: deployment.region,
    at: new Date(nowMs).toISOString(),
    canFailOver: readiness.verdict.is,
    because: readiness.verdict.reason,
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
    findings: openFindings(state),
    notChecked: readiness.checks.flatMap((check) =>
      check.result === 'not-checked' ? [{ about: check.about, reason: check.reason }] : [],
    ),
    stackStatus: deployment.stackStatus,
  };
};
