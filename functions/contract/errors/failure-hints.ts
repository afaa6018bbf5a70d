// The default hint for each failure: what an operator can do about it. A failure that is thrown with a hint of its own
// shows that one instead.
import type { FailureName } from '../../domain/failure/failure-name.ts';

const WRONG_SOURCE = 'Take a backup by hand on the appliance. If that works, compare its API account with the secret.';
const CONTROLLER = 'Check the power controller: its address, its certificate, its account and what it allows.';
const BESIDE = 'Fix what the message names. Twinbox tries again within a minute.';
const GO_ON = 'Read what is done and what is left, then continue with the given input.';
const ELSEWHERE =
  'Users were not moved and nothing was powered off. Point the delegation at the name servers of the hosted zone in the settings, or set traffic.zones to the zone that public resolvers use and deploy. Then continue.';
const DEPLOY_AGAIN = 'Deploy again, then start from Begin.';

export const HINTS: Readonly<Record<FailureName, string>> = {
  Unsure:
    'Traffic has not been moved: users still reach the same appliance. Fix what the probes reported (our network, a certificate, an account), then start again.',
  PrimaryNotHealthy: 'Nothing was restored. Fix what the probes reported, then start the drill again.',
  DrillPreempted: 'Start the drill again after the failover, when the pair is healthy.',
  StandbyUnfit: 'Fix what the message reports about the standby, then continue.',
  NoEligibleBackup: 'Bring the primary back, or trust a suspect backup that you know is good, then start again.',
  RestorePointRefused: 'Name another backup, or leave out restorePoint for the newest eligible one, then start again.',
  NotApproved:
    'Nothing was moved, and the standby is ready. Start a failover, then approve it before the time in its message.',
  Denied:
    'Nothing was moved, and the standby is ready. To move users after all, acknowledge the hold or start a failover.',
  WrongInput: 'Start again with one of the inputs in the runbook.',
  UnknownPairError: 'Start again with the name of a pair from the settings.',
  RestoreRefused: 'Nothing was restored. Fix what the message names, then continue.',
  RestoreUnproven: 'Check at the standby whether the restore happened, then continue.',
  FileRefused: "Compare the standby's version and backup password with those of the backup, then continue.",
  LoginRefused:
    'Unlock the account or set its password, store the password in the secret as a new version, then continue.',
  PasswordExpired: 'Sign in by hand, set a new password, store it in the secret, then continue.',
  TwoFactorWanted:
    "Store the seed of the account's authenticator as totpSeed in the secret, or use an account without one. Then continue.",
  AgreementWanted:
    'Read the agreement. To let Twinbox accept it, set restore.hints.acceptAgreement to true and deploy. Then continue.',
  FormNotFound: 'Sign in by hand, set in restore.hints what the message reports as missing, deploy, then continue.',
  DnsRecordUnfit:
    'Leave exactly one A record with one value at each name, and no other record beside it. Then continue.',
  DnsRecordChanged: 'Find out who changes the record, and agree on who moves the service. Then continue.',
  TrafficUnreachable:
    'Check AWS Health for Route 53, the zone id in the settings, and whether this function may change the zone.',
  DelegationElsewhere: ELSEWHERE,
  ClaimNotSeen: ELSEWHERE,
  ClaimAhead: 'If nobody else moves this service, delete the TXT record at _twinbox.<name> by hand, then continue.',
  ForeignClaim: 'Only one deployment may move a service: destroy or pause the other one, then continue.',
  NameOutsideZone:
    'Set traffic.zones to the hosted zone that holds every name of service.names, and deploy. Then continue.',
  ZoneFull:
    'Remove records that nobody needs, or ask AWS for a higher quota of records for this hosted zone. Then continue.',
  ChangeRefused: 'The message quotes Route 53. Fix what it names, in the zone or in the settings, then continue.',
  NotServing: 'Check the new primary, its certificate and the firewall in front of it, then continue.',
  FenceUnconfirmed: 'Make sure that the old primary is off and stays off, then continue with fenceConfirmed.',
  PowerRefused: CONTROLLER,
  PowerUnreachable: CONTROLLER,
  PowerActionRefused:
    'Check which power actions the controller allows. If it allows none that powers off, add another power method to the settings.',
  PowerConflict: 'The controller is busy with another request. Twinbox tries again.',
  PowerNotFound: 'Check systemPath, or leave it out if the controller has only one system.',
  PowerPreconditionFailed: 'The system changed between the read and the power action. Twinbox tries again.',
  PowerRedirected:
    'Set address, port and tls.serverName to where the controller answers. Twinbox never sends the account to another host or port.',
  PowerTargetUnclear: 'Set systemPath to the system of this appliance.',
  PowerNoCapacity:
    'EC2 has no capacity for this instance now. Twinbox tries again. A capacity reservation prevents it.',
  PowerFunctionFailed: 'Check the logs of your power function.',
  PowerContractBroken: 'Compare your power function with the contract twinbox/power/1 in docs/deploying.md.',
  PowerContradicted:
    'Check the machine by hand: your power function says something else after a command than it reads.',
  WrongAppliance:
    'Check which machine the settings name. Twinbox sends no command to a machine that is not the appliance.',
  ApplianceBusy:
    'Nothing is wrong: the next capture tries again. If it happens each time, find out who else takes backups, and when.',
  ApplianceDenied: 'Compare the permissions of the API account at the appliance with those that Twinbox needs.',
  ApplianceGarbled:
    'Call the appliance by hand. If it answers as documented, check the proxies and firewalls in between.',
  ApplianceThrottled:
    'The appliance limits each account to 20 calls a second and 15000 an hour. Give Twinbox an account of its own. The next attempt tries again.',
  ApplianceUnreachable: 'Check that the appliance answers at its own address from where Twinbox runs.',
  ApplianceUntrusted: "Check the appliance's certificate: its expiry date, its names and its issuer.",
  CredentialsRefused: 'Compare the API account at the appliance with the secret.',
  SecretUnreadable: 'Check that the secret exists, has the documented fields, and that Twinbox may read it.',
  NoAnswer: 'Check the network path to the target: name, address, port, firewall.',
  BackupEmpty: WRONG_SOURCE,
  BackupIsErrorPage: WRONG_SOURCE,
  BackupTimedOut: 'Check the size of the backup and the speed of the path; one capture has 14 minutes.',
  BackupTooBig: 'Check what the appliance sends. If its backups are this big, raise backup.maxBytes and deploy.',
  BackupTruncated: 'The next capture tries again. If it happens each time, check the path to the appliance.',
  CaptureEmpty: 'The capture was empty and is not stored as a backup. Check what the appliance sends.',
  ManifestExists:
    'Two captures have the same id, and a manifest is never replaced. Check the versions of both objects.',
  VaultUnfit: 'Enable versioning on the backup bucket.',
  LeaseLostError: 'A newer recovery runs or has run. Read its report. This one has changed nothing since.',
  PairRecordContended:
    'Check for executions or functions of this pair that run at the same time. It is safe to start again.',
  PairRecordUnreadable:
    'Twinbox starts nothing until the record is readable. Check the object in the record bucket. Earlier versions are kept there: copy the last readable one over it.',
  SettingsUnreadableError:
    'Deploy again from twinbox.yaml. The deployment writes the parameter; never edit it by hand.',
  NotPublished: 'Check the backup bucket and its key. The journal holds everything that the report would have.',
  WorkflowBroken: 'Start the workflow from Begin; never start a single state. If it happens again, deploy again.',
  EnvironmentError: DEPLOY_AGAIN,
  PhaseTimedOut: 'Fix what the last attempt reported, then continue with the given input.',
  PairsUnreadable: 'Check the parameters of these pairs and the record bucket. The other pairs are done.',
  InspectFailed: BESIDE,
  ReadBackBroken: 'Twinbox tries again within the hour. It is not known whether the backup is damaged.',
  ReconcileFailed: BESIDE,
  ReadPowerFailed: BESIDE,
  ExecutionStopped: GO_ON,
  ExecutionTimedOut: GO_ON,
  ExecutionFailed: GO_ON,
  ExecutionEnded: GO_ON,
  HaltFailed: 'Fix what made Halt fail: mostly S3, KMS or SNS. Close-out writes the hold, the report and the message.',
  'States.Timeout':
    "Read the function's log up to its last line, and check what it was changing. Then continue with the given input.",
  FunctionUnreached:
    'Check the function in Lambda: its state, its network, its key, the concurrency of the account. Then continue with the given input.',
  CallTimedOut:
    'A call did not get its answer in time. Check whether that service is healthy, then continue with the given input.',
  AwsDenied:
    'Check whether somebody edited a role, a policy, a bucket or a key by hand. Deploy again, then continue with the given input.',
  AwsBusy: 'AWS throttled every attempt. Find out what else calls the service, then continue with the given input.',
  AwsUnreachable: 'Check AWS Health for the service that the message names, then continue with the given input.',
  AwsResourceMissing: 'Find out who removed what the message names. Deploy again, then continue with the given input.',
  UnknownError:
    'Read the log of the function of that state. Fix what it names, or deploy again. Then continue with the given input.',
};
