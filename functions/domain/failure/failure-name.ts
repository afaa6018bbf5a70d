// The names of all failures. A name is what the workflow matches, what a hold gives as its reason and what the runbook is
// ordered by, so each has a hint and a section there: contract/errors holds a table of either over all names.

export const FAILURE_NAMES = [
  // Deciding.
  'Unsure',
  'PrimaryNotHealthy',
  'DrillPreempted',
  'StandbyUnfit',
  'NoEligibleBackup',
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
  'RecordUnfit',
  'RecordChanged',
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
  // What a recovery stands on.
  'LeaseLostError',
  'RecordContendedError',
  'RecordUnreadable',
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
