// Wires that no scenario can miss, each with a reason that a reviewer accepts. An excuse that excuses nothing is an error: it goes when its
// wire goes, or when a scenario learns to miss it.

export interface Excuse {
  /** Fits the ids of the mutations that it excuses. */
  readonly fits: RegExp;
  readonly reason: string;
}

export const EXCUSES: readonly Excuse[] = [
  {
    fits: /^alarm-action \S+ OKActions \d+$/,
    reason:
      'That an alarm is over: people are notified again, and on-call services close their incident; nothing acts on it. test/lib/watch-alarms holds every alarm to it.',
  },
  {
    fits: /^state-transition RecoveryStateMachine Operate done\?: Choices 2 removed/,
    reason:
      'A ping goes from Operate to Halt, the last phase that it calls; so does an answer that the table does not know. Halt answers both, and nothing else differs.',
  },
  {
    fits: /^role-(statement|action) .*(xray:|\bTrace\b)/,
    reason:
      'Traces: the lab has no X-Ray, and Lambda and Step Functions write them beside the function. AWS drops them silently where they are refused; no recovery depends on one.',
  },
  {
    fits: /^role-(statement|action) .*\bOwnLogs\b/,
    reason:
      'Logs: Lambda itself writes what a function prints, under its role; the lab takes it from the sandbox without CloudWatch Logs. test/lib holds the statement to the function’s own log group.',
  },
  {
    fits: /^role-(statement|action) .*\bDeliverLogs\b/,
    reason:
      'Log delivery: Step Functions checks these when the state machine is created. The lab creates no log delivery. They are the list that its developer guide demands.',
  },
  {
    fits: /^role-statement Schedules\w+ \d+ \(sqs:SendMessage\)/,
    reason:
      'The queue of what could not be delivered: the lab keeps it as a list and asks no SQS permission. What lands there is looked at by a person and replayed by nobody.',
  },
  {
    fits: /^resource-statement UndeliveredQueuePolicy /,
    reason: 'The same queue, asked by rules: the lab keeps what could not be delivered without asking SQS.',
  },
  {
    fits: /^resource-statement AccessLogsBucketPolicy /,
    reason: 'Access logs are written by S3 itself, which the lab does not emulate; nobody but people reads them.',
  },
  {
    fits: /^role-statement FunctionsBegin\w* (DescribeRecoveries|ReadJournal)$/,
    reason:
      'Asked only where Begin finds the lease of an execution that ended without being closed out by its end and by the minute. test/steps/begin.test.ts tells it; the scenario would have to break both for minutes.',
  },
  {
    fits: /^role-statement FunctionsReadBack\w* (ListBackupVersions|ListProofs|RemoveOldBackups)$/,
    reason:
      'Asked only where a backup is older than keepDays, and no scenario lasts for a day. test/steps/prune-backups.test.ts removes some from the emulated S3 with a clock put forward.',
  },
  {
    fits: /^role-statement FunctionsCapture\w* WriteRecords$/,
    reason:
      'Asked only where the primary was restored and takes another version of its secret by now: test/scenarios/credentials.test.ts tells it.',
  },
  {
    fits: /^role-(statement|action) FunctionsBegin\w* StopDrills\b/,
    reason:
      'Asked only where a failover finds a drill that has not begun to restore, for which a drill has to be held up: test/scenarios/drill.test.ts tells it.',
  },
  {
    fits: /^role-(statement|action) FunctionsInspect\w* (NotifyPeople|EncryptMessages)\b/,
    reason:
      'Asked only where an alarm is muted or a subscription is not confirmed, which no scenario of wires has: test/steps/people-muted.test.ts tells it.',
  },
  {
    fits: /^alarm-threshold \w+RecoveryHalted always passed$/,
    reason: 'Its metric has a value only when a recovery has halted: no threshold can be passed too early.',
  },
  {
    fits: /^alarm-threshold \w+WatcherSilentCondition never passed$/,
    reason:
      'Its metric is 1 for each round or missing: between none and one there is nothing that a lower threshold could let pass. What counts is how missing data are taken, and that change is missed.',
  },
  {
    fits: /^alarm-threshold \w+Armed always passed$/,
    reason:
      'It counts the figures of a minute, which are one or more or missing: there is nothing that a lower threshold could let pass. test/lib/watch-alarms holds the threshold.',
  },
  {
    fits: /^state-transition \w+ UploadBackup done\?: Choices 3 /,
    reason:
      'The appliance refuses one file: no scenario of wires takes that way. test/lib/recovery-workflow.test.ts holds this choice to the phase table, and test/steps/refused-files.test.ts walks it.',
  },
  {
    fits: /^state-transition \w+ Fence done\?: Choices [24] /,
    reason:
      'An unconfirmed fence goes on only with `proceed` in the settings, which is another template: test/scenarios/fence.test.ts tells it there.',
  },
];
