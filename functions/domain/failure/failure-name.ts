// The names of all failures. The workflow matches by name, a hold gives the name as its reason, and the runbook has a
// section for each; contract/errors holds the hints and sections of all names.

export const FAILURE_NAMES = [
  // Deciding.
  'Unsure',
  'PrimaryNotHealthy',
  'DrillPreempted',
  'StandbyUnfit',
  'NoEligibleBackup',
  'RestorePointRefused',
  'NotApproved',
  'Denied',
  'WrongInput',
  'UnknownPairError',
  // Restoring.
  'RestoreRefused',
  'RestoreUnproven',
  'FileRefused',
  'LoginRefused',
  'PasswordExpired',
  'TwoFactorWanted',
  'AgreementWanted',
  'FormNotFound',
  // Moving users.
  'DnsRecordUnfit',
  'DnsRecordChanged',
  'TrafficUnreachable',
  'DelegationElsewhere',
  'ClaimNotSeen',
  'ClaimAhead',
  'ForeignClaim',
  'NameOutsideZone',
  'ZoneFull',
  'ChangeRefused',
  'NotServing',
  // Fencing.
  'FenceUnconfirmed',
  'PowerRefused',
  'PowerUnreachable',
  'PowerActionRefused',
  'PowerConflict',
  'PowerNotFound',
  'PowerPreconditionFailed',
  'PowerRedirected',
  'PowerTargetUnclear',
  'PowerNoCapacity',
  'PowerFunctionFailed',
  'PowerContractBroken',
  'PowerContradicted',
  'WrongAppliance',
  // Reaching an appliance.
  'ApplianceBusy',
  'ApplianceDenied',
  'ApplianceGarbled',
  'ApplianceThrottled',
  'ApplianceUnreachable',
  'ApplianceUntrusted',
  'CredentialsRefused',
  'SecretUnreadable',
  'NoAnswer',
  // Capturing.
  'BackupEmpty',
  'BackupIsErrorPage',
  'BackupTimedOut',
  'BackupTooBig',
  'BackupTruncated',
  'CaptureEmpty',
  'ManifestExists',
  'VaultUnfit',
  // State and settings of a recovery.
  'LeaseLostError',
  'PairRecordContended',
  'PairRecordUnreadable',
  'SettingsUnreadableError',
  'NotPublished',
  'WorkflowBroken',
  'EnvironmentError',
  'PhaseTimedOut',
  // Beside the workflow.
  'PairsUnreadable',
  'InspectFailed',
  'ReadBackBroken',
  'ReconcileFailed',
  'ReadPowerFailed',
  // The ends of an execution.
  'ExecutionStopped',
  'ExecutionTimedOut',
  'ExecutionFailed',
  'ExecutionEnded',
  'HaltFailed',
  // Below our own code: AWS and Lambda. contract/errors/raw-failures says which errors of theirs have these names.
  'States.Timeout',
  'FunctionUnreached',
  'CallTimedOut',
  'AwsDenied',
  'AwsBusy',
  'AwsUnreachable',
  'AwsResourceMissing',
  'UnknownError',
] as const;

export type FailureName = (typeof FAILURE_NAMES)[number];

const KNOWN: ReadonlySet<string> = new Set(FAILURE_NAMES);

/** Whether it is a name of the catalogue. */
export const isFailureName = (name: string): name is FailureName => KNOWN.has(name);
