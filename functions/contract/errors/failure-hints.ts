// What a person can do about each failure, in a sentence or two. Who throws it may say more; this is what is said otherwise.
import type { FailureName } from '../../domain/failure/failure-name.ts';

const WRONG_SOURCE = 'Take a backup by hand on the appliance. If that works, compare its API account with the secret.';
const CONTROLLER = 'Check the power controller: its address, its certificate, its account and what it allows.';
const BESIDE = 'It is tried again within a minute. Fix what the message names.';
const GO_ON = 'Look at what is done and what is left, then go on with the given input.';
const ELSEWHERE =
  'Users were not moved and nothing was switched off. Point the delegation at the name servers of the hosted zone in the settings, or set traffic.zones to the zone that the world asks, then go on.';
const DEPLOY_AGAIN = 'Deploy again, then start from Begin.';

export const HINTS: Readonly<Record<FailureName, string>> = {
  Unsure:
    'Fix what the probes met (our network, a certificate, an account), then start again. Traffic has not been moved: users are still sent where they were.',
  PrimaryNotHealthy: 'Nothing was restored. Fix what the probes met, then start the drill again.',
  DrillPreempted: 'Start the drill again once all is well.',
  StandbyUnfit: 'Fix what the message says of the standby, then go on.',
  NoEligibleBackup: 'Bring the primary back, or trust a suspect backup that is right, then start again.',
  WrongInput: 'Start again with one of the inputs in the runbook.',
  UnknownPairError: 'Start again with the name of a pair of the settings.',
  RestoreRefused: 'Nothing was restored. Fix what the message names, then go on.',
  RestoreUnproven: 'Check at the standby whether the restore happened, then go on.',
  FileRefused: "Compare the standby's version and its backup password with those of the backup, then go on.",
  LoginRefused: 'Unlock the account or set its password, store it in the secret anew, then go on.',
  PasswordExpired: 'Sign in by hand, set a new password, store it in the secret, then go on.',
  TwoFactorWanted: "Store the seed of the account's authenticator as totpSeed in the secret, or use an account without one.",
  AgreementWanted: 'Read the agreement; to have it accepted, set restore.hints.acceptAgreement to true and deploy.',
  FormNotFound: 'Sign in by hand, name in restore.hints what the message says is missing, deploy, then go on.',
  RecordUnfit: 'Leave exactly one A record with one value at each name, and nothing beside it. Then go on.',
  RecordChanged: 'Find out who changes the record, and agree on who moves the service. Then go on.',
  TrafficUnreachable:
    'Check AWS Health for Route 53, the zone id in the settings, and whether this function may change the zone.',
  DelegationElsewhere: ELSEWHERE,
  ClaimNotSeen: ELSEWHERE,
  ClaimAhead: 'If nobody else moves this service, delete the TXT record at _twinbox.<name> by hand, then go on.',
  ForeignClaim: 'Only one deployment may move a service: destroy or pause the other one, then go on.',
  NameOutsideZone: 'Set traffic.zones to the hosted zone that holds every name of service.names, and deploy.',
  ZoneFull: 'Remove records that nobody needs, or ask AWS for a higher quota of records for this hosted zone.',
  ChangeRefused: 'The message is Route 53’s own: change in the zone or in the settings what it names, then go on.',
  NotServing: 'Check the new primary, its certificate and the firewall before it, then go on.',
  FenceUnconfirmed: 'Make sure that the old primary is off and stays off, then go on with your word for it.',
  PowerRefused: CONTROLLER,
  PowerUnreachable: CONTROLLER,
  PowerActionRefused: 'Check which steps to switch off the controller allows. Name another method as well where it allows none.',
  PowerConflict: 'The controller is busy with another request. It is asked again.',
  PowerNotFound: 'Check systemPath, or leave it out where the controller has one system only.',
  PowerPreconditionFailed: 'The system changed between reading and asking. It is asked again.',
  PowerRedirected:
    'Set address, port and tls.serverName to where the controller really answers: an account is never sent elsewhere.',
  PowerTargetUnclear: 'Set systemPath to the system of this appliance.',
  ApplianceBusy: 'Nothing is wrong: the next capture tries again. If it happens each time, see who else takes backups, and when.',
  ApplianceDenied: 'Compare the API account at the appliance with what Twinbox needs; see the settings.',
  ApplianceGarbled: 'Ask the appliance by hand; if it answers as documented, look at what stands between.',
  ApplianceThrottled:
    'The appliance limits calls to 20 a second and 15000 an hour for each account: give Twinbox an account of its own. The next attempt asks again.',
  ApplianceUnreachable: 'Check that the appliance answers at its own address from where Twinbox runs.',
  ApplianceUntrusted: "Check the appliance's certificate: its end, its names and who signed it.",
  CredentialsRefused: 'Compare the API account at the appliance with the secret.',
  SecretUnreadable: 'Check that the secret exists, holds what is documented, and may be read.',
  NoAnswer: 'Check the way to what was asked: name, address, port, firewall.',
  BackupEmpty: WRONG_SOURCE,
  BackupIsErrorPage: WRONG_SOURCE,
  BackupTimedOut: 'Check the size of the backup and the speed of the path; one capture has 14 minutes.',
  BackupTooBig: 'Check what the appliance sends. If its backups are this big, raise backup.maxBytes and deploy.',
  BackupTruncated: 'The next capture tries again; if it happens each time, check the path to the appliance.',
  CaptureEmpty: 'An empty capture is no backup. Check what the appliance sends.',
  ManifestExists: 'A manifest is never replaced. Two captures bear the same id: check the versions of both objects.',
  VaultUnfit: 'Switch on versioning of the vault bucket.',
  LeaseLostError: 'A newer recovery runs or has run. Look at its report; this one has done nothing since.',
  RecordContendedError: 'Look for executions or functions of this pair that run side by side; starting again is safe.',
  RecordUnreadable:
    'Nothing is started while it is so. Check the object in the record bucket; its earlier versions are kept there, and the last readable one can be copied over it.',
  SettingsUnreadableError:
    'Deploy again from twinbox.yaml: the parameter is written by the deployment and is not to be edited by hand.',
  NotPublished: 'Check the vault bucket and its key; the journal holds all that the report would have.',
  WorkflowBroken: 'Start the workflow from Begin; never start a state by itself. If it happens again, deploy again.',
  EnvironmentError: DEPLOY_AGAIN,
  PhaseTimedOut: 'Fix what the last attempt saw, then go on with the given input.',
  PairsUnreadable: 'Check the parameters of these pairs and the record bucket. The other pairs were dealt with.',
  InspectFailed: BESIDE,
  ReadBackBroken: 'It is tried again within the hour. Whether the backup is damaged is not known.',
  ReconcileFailed: BESIDE,
  ReadPowerFailed: BESIDE,
  ExecutionStopped: GO_ON,
  ExecutionTimedOut: GO_ON,
  ExecutionFailed: GO_ON,
  ExecutionEnded: GO_ON,
  HaltFailed: 'Fix what Halt met: mostly S3, KMS or SNS. Close-out writes hold, report and message.',
  'States.Timeout':
    "Read the function's log up to its last line, and look at what it was changing. Then go on with the given input.",
  FunctionUnreached:
    'Check the function in Lambda: its state, its network, its key, the concurrency of the account. Then go on with the given input.',
  CallTimedOut: 'What was asked did not answer in time. See whether it is disturbed, then go on with the given input.',
  AwsDenied: 'See whether a role, a policy, a bucket or a key was edited by hand; deploy again, then go on with the given input.',
  AwsBusy: 'AWS throttled us throughout. See what else calls the service, then go on with the given input.',
  AwsUnreachable: 'Check AWS Health for the service that the message names, then go on with the given input.',
  AwsResourceMissing: 'See who removed what the message names; deploy again, then go on with the given input.',
  UnknownError: 'Read the log of the function of that state. Fix what it names or deploy again, then go on with the given input.',
};
