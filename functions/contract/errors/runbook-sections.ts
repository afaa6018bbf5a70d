// How urgent each alarm and each failure is, and which section of the runbook covers it. `npm run docs` prints the
// runbook's index from this table, and tests compare the runbook's headings with it.
import type { FailureName } from '../../domain/failure/failure-name.ts';
import type { AlarmName, OwnAlarmName } from '../runtime/metrics.ts';

/**
 * `page`: users are affected, or nobody watches over them; a person is needed now. `warn`: the service runs without a
 * safety net, or an operation that a person started has failed; a person is needed today. `info`: nothing to do, or
 * only for whoever started it.
 */
export type Severity = 'page' | 'warn' | 'info';

export type AnyAlarm = AlarmName | OwnAlarmName;

/** StandbyUnfit is the name of an alarm and of a failure, so it has two sections. */
const STANDBY_HALT = 'StandbyUnfit (halt)';
const ANY_OTHER = 'Any other name';

/** Heading of a section. */
export type RunbookSection = AnyAlarm | FailureName | typeof STANDBY_HALT | typeof ANY_OTHER;

export interface RunbookEntry {
  readonly severity: Severity;
  readonly section: RunbookSection;
}

export const ALARM_SEVERITIES: Readonly<Record<AnyAlarm, Severity>> = {
  PrimaryDown: 'page',
  PrimaryUnsteady: 'page',
  ServiceDown: 'page',
  WatcherSilent: 'page',
  BackupStale: 'warn',
  BackupSuspect: 'warn',
  BackupOutgrown: 'warn',
  ReadBackFailed: 'warn',
  RecoveryHalted: 'page',
  SplitBrain: 'page',
  StandbyUnfit: 'warn',
  OutOfParity: 'warn',
  CertificateExpiring: 'warn',
  NotReady: 'warn',
  Undelivered: 'warn',
  ReconcileFails: 'warn',
  CloseOutFails: 'page',
};

const page = (section: RunbookSection): RunbookEntry => ({ severity: 'page', section });
const warn = (section: RunbookSection): RunbookEntry => ({ severity: 'warn', section });
const info = (section: RunbookSection): RunbookEntry => ({ severity: 'info', section });

/** For failures that end a capture or a call to an appliance. */
const capturing = warn('BackupStale');
/** For failures of one fencing method: evidence of FenceUnconfirmed. */
const fencing = page('FenceUnconfirmed');

export const RUNBOOK_SECTIONS: Readonly<Record<FailureName, RunbookEntry>> = {
  Unsure: page('Unsure'),
  PrimaryNotHealthy: warn('PrimaryNotHealthy'),
  DrillPreempted: info('DrillPreempted'),
  StandbyUnfit: page(STANDBY_HALT),
  NoEligibleBackup: page('NoEligibleBackup'),
  RestorePointRefused: page('RestorePointRefused'),
  NotApproved: page('NotApproved'),
  Denied: page('NotApproved'),
  WrongInput: info('WrongInput'),
  UnknownPairError: info('UnknownPairError'),
  RestoreRefused: page('RestoreRefused'),
  RestoreUnproven: page('RestoreUnproven'),
  FileRefused: page('FileRefused'),
  LoginRefused: page('LoginRefused'),
  PasswordExpired: page('PasswordExpired'),
  TwoFactorWanted: page('TwoFactorWanted'),
  AgreementWanted: page('AgreementWanted'),
  FormNotFound: page('FormNotFound'),
  DnsRecordUnfit: page('DnsRecordUnfit'),
  DnsRecordChanged: page('DnsRecordChanged'),
  TrafficUnreachable: page('TrafficUnreachable'),
  DelegationElsewhere: page('DelegationElsewhere'),
  ClaimNotSeen: page('ClaimNotSeen'),
  ClaimAhead: page('ClaimAhead'),
  ForeignClaim: page('ForeignClaim'),
  NameOutsideZone: page('NameOutsideZone'),
  ZoneFull: page('ZoneFull'),
  ChangeRefused: page('ChangeRefused'),
  NotServing: page('NotServing'),
  FenceUnconfirmed: page('FenceUnconfirmed'),
  PowerRefused: fencing,
  PowerUnreachable: fencing,
  PowerActionRefused: fencing,
  PowerConflict: fencing,
  PowerNotFound: fencing,
  PowerPreconditionFailed: fencing,
  PowerRedirected: fencing,
  PowerTargetUnclear: fencing,
  PowerNoCapacity: fencing,
  PowerFunctionFailed: fencing,
  PowerContractBroken: fencing,
  PowerContradicted: fencing,
  WrongAppliance: fencing,
  ApplianceBusy: capturing,
  ApplianceDenied: capturing,
  ApplianceGarbled: capturing,
  ApplianceThrottled: capturing,
  ApplianceUnreachable: capturing,
  ApplianceUntrusted: capturing,
  CredentialsRefused: capturing,
  SecretUnreadable: capturing,
  NoAnswer: capturing,
  BackupEmpty: capturing,
  BackupIsErrorPage: capturing,
  BackupTimedOut: capturing,
  BackupTooBig: capturing,
  BackupTruncated: capturing,
  CaptureEmpty: capturing,
  ManifestExists: capturing,
  VaultUnfit: capturing,
  LeaseLostError: info('LeaseLostError'),
  PairRecordContended: page('PairRecordContended'),
  PairRecordUnreadable: page('PairRecordUnreadable'),
  SettingsUnreadableError: page('SettingsUnreadableError'),
  NotPublished: warn('NotPublished'),
  WorkflowBroken: page('WorkflowBroken'),
  EnvironmentError: page('EnvironmentError'),
  PhaseTimedOut: page('PhaseTimedOut'),
  PairsUnreadable: page('PairRecordUnreadable'),
  InspectFailed: warn('StandbyUnfit'),
  ReadBackBroken: warn('ReadBackFailed'),
  ReconcileFailed: warn('ReconcileFails'),
  ReadPowerFailed: warn('StandbyUnfit'),
  ExecutionStopped: page('ExecutionStopped'),
  ExecutionTimedOut: page('ExecutionTimedOut'),
  ExecutionFailed: page('ExecutionFailed'),
  ExecutionEnded: page('ExecutionEnded'),
  HaltFailed: page('ExecutionFailed'),
  'States.Timeout': page('States.Timeout'),
  FunctionUnreached: page('FunctionUnreached'),
  CallTimedOut: page('CallTimedOut'),
  AwsDenied: page('AwsDenied'),
  AwsBusy: page('AwsBusy'),
  AwsUnreachable: page('AwsUnreachable'),
  AwsResourceMissing: page('AwsResourceMissing'),
  UnknownError: page(ANY_OTHER),
};
