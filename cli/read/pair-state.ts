// Reads what Twinbox knows of a pair: its record, its last inspection, its alarms and what runs now. With the caller's
// own rights, and without starting anything: it works while every function is broken.
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { ALARMS, alarmNameOf, OWN_ALARMS, ownAlarmNameOf } from '../../functions/contract/runtime/metrics.ts';
import { type PairSettings, peerOf } from '../../functions/contract/settings/pair-settings.ts';
import { readinessTerms } from '../../functions/contract/settings/readiness-terms.ts';
import { findingsOf, type Inspection } from '../../functions/domain/inspection/inspection.ts';
import { type Readiness, readinessOf } from '../../functions/domain/readiness/readiness.ts';
import type { PairRecord } from '../../functions/domain/record/pair-record.ts';
import { s3Inspections, s3SlowChecks } from '../../functions/store/latest/latest-values.ts';
import { s3PairRecords } from '../../functions/store/record/s3-pair-records.ts';
import type { Deployment } from '../aws/deployment.ts';
import { runningRuns, type SeenRun } from '../runs/run-ref.ts';
import type { Session } from '../session.ts';

export interface AlarmSeen {
  readonly name: string;
  readonly state: string;
  /** ISO time. */
  readonly since: string;
}

export interface PairState {
  readonly deployment: Deployment;
  readonly settings: PairSettings;
  readonly standby: string;
  readonly record: PairRecord;
  /** The store's own time, so that a wrong clock here deceives nobody. */
  readonly nowMs: number;
  readonly inspection: Inspection | undefined;
  /** Judged from the last inspection and the last hourly checks, as the status of the workflow is. */
  readonly readiness: Readiness;
  readonly findings: ReturnType<typeof findingsOf>;
  readonly alarms: readonly AlarmSeen[];
  readonly running: readonly SeenRun[];
}

const alarmsOf = async ({ clients }: Session, pair: string): Promise<readonly AlarmSeen[]> => {
  const short = new Map([
    ...ALARMS.map((alarm) => [alarmNameOf(pair, alarm), alarm] as const),
    ...OWN_ALARMS.map((alarm) => [ownAlarmNameOf(pair, alarm), alarm] as const),
  ]);
  const { MetricAlarms = [], CompositeAlarms = [] } = await clients.cloudwatch.send(
    new DescribeAlarmsCommand({
      AlarmNames: [...short.keys()],
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      MaxRecords: 100,
    }),
  );
  return [...MetricAlarms, ...CompositeAlarms].flatMap((alarm) => {
    const { AlarmName = '', StateValue: state = 'unknown', StateTransitionedTimestamp, StateUpdatedTimestamp } = alarm;
    const name = short.get(AlarmName);
    const since = (StateTransitionedTimestamp ?? StateUpdatedTimestamp ?? new Date(0)).toISOString();
    return name === undefined ? [] : [{ name, state, since }];
  });
};

export const readPairState = async (session: Session): Promise<PairState> => {
  const { clients, io } = session;
  const deployment = await session.deployment();
  const { pair, recordBucket } = deployment;
  const recorded = session.settings().then(async (settings) => ({
    settings,
    ...(await s3PairRecords(clients.s3, recordBucket, io).read(settings)),
  }));
  const [[inspected, checked], { settings, record, nowMs }, alarms, running] = await Promise.all([
    Promise.allSettled([
      s3Inspections(clients.s3, recordBucket, io.clock).read(pair),
      s3SlowChecks(clients.s3, recordBucket, io.clock).read(pair),
    ]),
    recorded,
    alarmsOf(session, pair),
    runningRuns(session),
  ]);
  const inspection = inspected.status === 'fulfilled' ? inspected.value : undefined;
  const slow = checked.status === 'fulfilled' ? checked.value : undefined;
  const standby = peerOf(settings, record.primary).name;
  return {
    deployment,
    settings,
    standby,
    record,
    nowMs,
    inspection,
    readiness: readinessOf({ terms: readinessTerms(settings), record, standby, inspection, slow, nowMs }),
    findings: inspection ? findingsOf(inspection) : [],
    alarms,
    running,
  };
};
