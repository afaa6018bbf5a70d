// Names of metrics and alarms. Dimensions name the pair, never a role or an appliance, so an alarm is unaffected when
// roles change.

/**
 * One namespace per pair: IAM can limit PutMetricData to it, so that no pair's functions publish for another pair.
 * @example namespaceOf('support') // 'Twinbox/support'
 */
export const namespaceOf = (pair: string): string => `Twinbox/${pair}`;
export const PAIR_DIMENSION = 'Pair';

export const METRICS = {
  /**
   * 1 in a round that finds the assigned primary down while we are not blind, else 0. One-second resolution,
   * PutMetricData.
   */
  primaryDown: 'PrimaryDown',
  /**
   * 1 in a round in which the service does not answer under its public name, whatever the reason, else 0. One-second
   * resolution.
   */
  serviceDown: 'ServiceDown',
  /**
   * 1 in a round in which a quarantined appliance answers on the users' path again, else 0; published during a
   * quarantine.
   */
  splitBrain: 'SplitBrain',
  /** 1 per finished round. One-second resolution. */
  heartbeat: 'Heartbeat',
  /** Minutes since the newest good backup was captured; published once a minute. */
  backupAgeMinutes: 'BackupAgeMinutes',
  /** Seconds from asking for a backup to its last byte, or until it was given up for want of time; once a capture. */
  captureSeconds: 'CaptureSeconds',
  /** 1 for a capture that is suspect, 0 for a good one; once a capture that was kept. */
  captureSuspect: 'CaptureSuspect',
  /** 1 where something keeps the standby from taking over, else 0; once a minute. */
  standbyUnfit: 'StandbyUnfit',
  /**
   * 1 where the two appliances are not alike and not on purpose, else 0; once a minute while both report what they run.
   */
  outOfParity: 'OutOfParity',
  /** The fewest days that a certificate of the two still holds, negative once it has ended; once a minute. */
  certificateDays: 'CertificateDays',
  /**
   * 1 where the newest backup was found damaged or was not read back for too long, else 0; once a minute while there is
   * one.
   */
  readBackFailed: 'ReadBackFailed',
  /**
   * 1 where the pair could not fail over for a reason that nobody chose, else 0; once a minute while it is known and no
   * recovery runs.
   */
  notReady: 'NotReady',
  /**
   * 1 once several of the last rounds have failed, 0 once that has not been so for half an hour, nothing in between:
   * reconcile publishes it when it changes, and the alarm keeps its state. For the operators; starts nothing.
   */
  primaryUnsteady: 'PrimaryUnsteady',
  /** The same for the service under its public name. */
  serviceUnsteady: 'ServiceUnsteady',
  /** 1 per recovery that ended in a hold, and in each round while the hold stays. */
  recoveryHalted: 'RecoveryHalted',
} as const;

export const ALARMS = [
  'PrimaryDown',
  'PrimaryUnsteady',
  'ServiceDown',
  'WatcherSilent',
  'BackupStale',
  'BackupSuspect',
  'BackupOutgrown',
  'ReadBackFailed',
  'RecoveryHalted',
  'SplitBrain',
  'StandbyUnfit',
  'OutOfParity',
  'CertificateExpiring',
  'NotReady',
] as const;
/** Alarms on what serves the pair: its stack's queue and functions. */
export const OWN_ALARMS = ['Undelivered', 'ReconcileFails', 'CloseOutFails'] as const;
export type OwnAlarmName = (typeof OWN_ALARMS)[number];

/**
 * Full name of such an alarm.
 * @example ownAlarmNameOf('support', 'Undelivered') // 'Twinbox-support-Undelivered'
 */
export const ownAlarmNameOf = (pair: string, alarm: OwnAlarmName): string => `Twinbox-${pair}-${alarm}`;

export type AlarmName = (typeof ALARMS)[number];

/**
 * Full name of a pair's alarm: fixed, since people and the runbook go by it.
 * @example alarmNameOf('support', 'PrimaryDown') // 'Twinbox-support-PrimaryDown'
 */
export const alarmNameOf = (pair: string, alarm: AlarmName): string => `Twinbox-${pair}-${alarm}`;

/** The alarms for which silence is bad news, once there has been any news: each is a composite alarm of two parts. */
export const ARMED_ALARMS = ['WatcherSilent', 'BackupStale', 'StandbyUnfit'] as const satisfies readonly AlarmName[];
export type ArmedAlarmName = (typeof ARMED_ALARMS)[number];

/** The alarms that stay in ALARM for a while after their last breach: each is a composite alarm of two parts. */
export const HELD_ALARMS = ['PrimaryUnsteady', 'ServiceDown'] as const satisfies readonly AlarmName[];
export type HeldAlarmName = (typeof HELD_ALARMS)[number];

/**
 * `Condition`: what the alarm is about, silence included, so that it is in ALARM before the first data point too.
 * `Armed`: in ALARM from the first data points on, for ever. The alarm itself is in ALARM while both are.
 *
 * `Unsteady`: the same comes and goes, M of N instead of N of N. The alarm is in ALARM while this part is too. Where
 * silence counts in it, `Settled` says that N minutes with data have been seen, and both must be.
 *
 * `Raised`: several of the last rounds failed. `Held`: that was so within the last half hour. The alarm is in ALARM
 * while either is: it begins as fast as `Raised` and does not come and go with it.
 */
export type AlarmPart = 'Condition' | 'Armed' | 'Unsteady' | 'Settled' | 'Raised' | 'Held';

/**
 * Full name of a part of an alarm. It has no actions: nobody is notified by it.
 * @example alarmPartNameOf('support', 'BackupStale', 'Armed') // 'Twinbox-support-BackupStale-Armed'
 */
export const alarmPartNameOf = (pair: string, alarm: ArmedAlarmName | HeldAlarmName, part: AlarmPart): string =>
  `${alarmNameOf(pair, alarm)}-${part}`;
