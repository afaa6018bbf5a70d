// Mutations that no scenario can kill, each accepted with a reason. An entry that matches only killed mutations is an
// error and must be removed.

export interface Accepted {
  /** Matches the ids of the accepted mutations. */
  readonly fits: RegExp;
  readonly reason: string;
}

export const ACCEPTED: readonly Accepted[] = [
  {
    fits: /^alarm-action \S+ OKActions \d+$/,
    reason:
      'OK actions notify operators that an alarm is over, and on-call services close their incident. Nothing else acts on them. test/lib/watch-alarms requires one for every alarm.',
  },
  {
    fits: /^state-transition RecoveryStateMachine SetPrimary done\?: Choices 2 removed/,
    reason:
      'A ping goes from SetPrimary to Halt, the last phase that it calls. So does an answer that the phase table does not know. Halt answers both in the same way.',
  },
  {
    fits: /^role-(statement|action) FunctionsCheckReadinessRoleDefaultPolicy WriteRecords/,
    reason:
      'Readiness writes the pair record only when an appliance refuses its password for /login. The scenarios of readiness play that in virtual time, with the permissions of the template.',
  },
  {
    fits: /^role-(statement|action) .*(xray:|\bTrace\b)/,
    reason:
      'Traces: the lab has no X-Ray. Lambda and Step Functions write traces outside the function, AWS drops refused ones silently, and no recovery depends on them.',
  },
  {
    fits: /^role-(statement|action) .*\bOwnLogs\b/,
    reason:
      'Logs: Lambda itself writes what a function prints, under the function’s role. The lab reads it from the sandbox without CloudWatch Logs. test/lib limits the statement to the function’s own log group.',
  },
  {
    fits: /^role-(statement|action) .*\bDeliverLogs\b/,
    reason:
      'Log delivery: Step Functions checks these actions when it creates the state machine. The lab creates no log delivery. They are the list that the developer guide of Step Functions requires.',
  },
  {
    fits: /^role-statement Schedules\w+ \d+ \(sqs:SendMessage\)/,
    reason:
      'The dead-letter queue: the lab keeps it as a list and checks no SQS permission. An operator reads what arrives there. Nothing replays it.',
  },
  {
    fits: /^resource-statement UndeliveredQueuePolicy /,
    reason: 'The same dead-letter queue, used by rules: the lab checks no SQS permission for it.',
  },
  {
    fits: /^resource-statement AccessLogsBucketPolicy /,
    reason: 'S3 itself writes access logs, which the lab does not emulate. Only operators read them.',
  },
  {
    fits: /^role-statement FunctionsBegin\w* (DescribeRecoveries|ReadJournal)$/,
    reason:
      'Used only when Begin finds the lease of an execution that neither its end event nor the minutely check closed out. test/steps/begin.test.ts covers it. A scenario would have to break both for minutes.',
  },
  {
    fits: /^role-statement FunctionsReadBack\w* (ListBackupVersions|ListProofs|RemoveOldBackups)$/,
    reason:
      'Used only when a backup is older than keepDays, and no scenario lasts a day. test/steps/prune-backups.test.ts removes old backups from the emulated S3 with an advanced clock.',
  },
  {
    fits: /^role-statement FunctionsCapture\w* WriteRecords$/,
    reason:
      'Used only when the primary was restored and now accepts another version of its secret. test/scenarios/credentials.test.ts covers it.',
  },
  {
    fits: /^role-(statement|action) FunctionsBegin\w* StopDrills\b/,
    reason:
      'Used only when a failover finds a drill that has not begun to restore, for which a scenario would have to delay the drill. test/scenarios/drill.test.ts covers it.',
  },
  {
    fits: /^role-(statement|action) FunctionsInspect\w* (NotifyPeople|EncryptMessages)\b/,
    reason:
      'Used only when an alarm is muted or a subscription is not confirmed, which happens in no mutation scenario. test/steps/people-muted.test.ts covers it.',
  },
  {
    fits: /^alarm-threshold \w+RecoveryHalted always passed$/,
    reason: 'Its metric has a value only when a recovery has halted, so no threshold can be crossed too early.',
  },
  {
    fits: /^alarm-threshold \w+WatcherSilentCondition never passed$/,
    reason:
      'Its metric is 1 for each round, or missing, so a lower threshold changes nothing. What counts is the treatment of missing data, and that mutation is killed.',
  },
  {
    fits: /^alarm-[\w-]+ \w+(WatcherSilentUnsteady|WatcherSilentSettled|StandbyUnfitUnsteady) /,
    reason:
      'Parts for what comes and goes for a quarter of an hour, which no mutation scenario lasts. test/lib/flapping feeds the alarms of the template with such minutes, and test/lib/watch-alarms compares each value.',
  },
  {
    fits: /^alarm-threshold \w+Armed always passed$/,
    reason:
      'It counts the values of a minute: one or more, or missing. A lower threshold changes nothing. test/lib/watch-alarms checks the threshold.',
  },
  {
    fits: /^state-transition \w+ UploadBackup done\?: Choices 3 /,
    reason:
      'The appliance refuses one file: no mutation scenario takes this path. test/lib/recovery-workflow.test.ts compares this choice with the phase table, and test/steps/refused-files.test.ts covers it.',
  },
  {
    fits: /^state-transition \w+ Fence done\?: Choices [24] /,
    reason:
      'A recovery continues after an unconfirmed fence only with `proceed` in the settings, which gives another template. test/scenarios/fence.test.ts covers it.',
  },
];
