// How far each permission of a function reaches, by its name, written down by hand for test/lib/settings/one-acts.yaml.
// R is the record bucket, V the vault; a prefix behind "if" is what the condition on s3:prefix asks for.

/** Actions, then resources, each a list with blanks between; then the condition. */
export type Reach = readonly [string, string, object?];

const prefix = (of: string) => ({ StringLike: { 's3:prefix': of } });
const secrets = (...names: readonly string[]) =>
  names.map((name) => `arn:aws:secretsmanager:eu-central-1:<AWS::AccountId>:secret:twinbox/${name}-??????`).join(' ');
const zones = 'arn:aws:route53:::hostedzone/Z0SUPPORT';
const executions = 'arn:aws:states:eu-central-1:<AWS::AccountId>:execution:Twinbox-support-recovery:*';
const parameter = 'arn:aws:ssm:eu-central-1:<AWS::AccountId>:parameter';
const changes = (key: string) => `route53:ChangeResourceRecordSets${key}`;
const [NAMES, TYPES, ACTIONS] = ['NormalizedRecordNames', 'RecordTypes', 'Actions'].map(changes) as [
  string,
  string,
  string,
];

export const REACH: Readonly<Record<string, Reach>> = {
  ReadRecords: ['s3:GetObject', 'R/pairs/*'],
  WriteRecords: ['s3:PutObject', 'R/pairs/*'],
  WriteJournal: ['s3:PutObject', 'R/journal/*'],
  ReadJournal: ['s3:GetObject', 'R/journal/*'],
  ListRecord: ['s3:ListBucket', 'R'],
  ReadInspections: ['s3:GetObject', 'R/inspection/*'],
  ReadReadiness: ['s3:GetObject', 'R/readiness/*'],
  NoteReadiness: ['s3:GetObject s3:PutObject', 'R/readiness/*'],
  Inspect: ['s3:GetObject s3:PutObject', 'R/inspection/*'],
  ReadReadBacks: ['s3:GetObject', 'R/read-back/*'],
  NoteReadBacks: ['s3:GetObject s3:PutObject', 'R/read-back/*'],
  NoteRefusedAccounts: ['s3:GetObject s3:PutObject', 'R/accounts/*'],
  RelieveWatch: ['s3:GetObject s3:PutObject', 'R/watch/relief.json R/watch/down-*'],
  ReadCaptureTurns: ['s3:GetObject', 'R/watch/capture-*'],
  TakeCaptureTurns: ['s3:GetObject s3:PutObject', 'R/watch/capture-*'],
  ReadCaptures: ['s3:GetObject', 'R/captures/*'],
  ListCaptures: ['s3:ListBucket', 'R', prefix('captures/*')],
  EnterCaptures: ['s3:PutObject', 'R/captures/*'],
  ListCaptureVersions: ['s3:ListBucketVersions', 'R', prefix('captures/*')],
  RemoveOldCaptures: ['s3:DeleteObjectVersion', 'R/captures/*'],
  WriteReports: ['s3:PutObject', 'V/reports/* V/proofs/*'],
  ListBackups: ['s3:ListBucket s3:ListBucketVersions', 'V', prefix('backups/*')],
  ReadBackups: ['s3:GetObject s3:GetObjectVersion', 'V/backups/*'],
  ReadManifests: ['s3:GetObject s3:GetObjectVersion', 'V/backups/*.json'],
  LinkBackups: ['s3:GetObjectVersion', 'V/backups/*.nsb'],
  WriteBackups: ['s3:GetObject s3:GetObjectVersion s3:PutObject s3:AbortMultipartUpload', 'V/backups/*'],
  ListProofs: ['s3:ListBucket', 'V', prefix('proofs/*')],
  RemoveOldBackups: ['s3:DeleteObjectVersion', 'V/backups/*'],
  EncryptVault: ['kms:GenerateDataKey', '<VaultKey.Arn>'],
  DecryptVault: ['kms:Decrypt', '<VaultKey.Arn>'],
  NotifyPeople: ['sns:Publish', '<OperatorsTopic>'],
  EncryptMessages: ['kms:GenerateDataKey kms:Decrypt', '<OperatorsKey.Arn>'],
  ReadSettings: ['ssm:GetParameter', `${parameter}<Settingssupport>`],
  ReadServiceRecords: ['route53:ListResourceRecordSets', zones],
  ReadZones: ['route53:GetHostedZone route53:GetHostedZoneLimit', zones],
  ReadRecordChanges: ['route53:GetChange', 'arn:aws:route53:::change/*'],
  ChangeServiceRecords: [
    'route53:ChangeResourceRecordSets',
    'arn:aws:route53:::hostedzone/Z0SUPPORT',
    {
      'ForAllValues:StringEquals': {
        [NAMES]: [
          'support.example.com',
          '_twinbox.support.example.com',
          'help.example.com',
          '_twinbox.help.example.com',
        ],
        [TYPES]: ['A', 'TXT'],
        [ACTIONS]: ['CREATE', 'DELETE'],
      },
      // Without these a request that bears no such key would pass.
      Null: { [NAMES]: 'false', [TYPES]: 'false', [ACTIONS]: 'false' },
    },
  ],
  DescribeRecoveries: ['states:DescribeExecution', executions],
  StopDrills: ['states:StopExecution', executions],
  StartRecovery: ['states:StartExecution', '<RecoveryStateMachine>'],
  ReadAlarms: ['cloudwatch:DescribeAlarms', '*'],
  ReadMuteRules: [
    'cloudwatch:ListAlarmMuteRules',
    'arn:aws:cloudwatch:eu-central-1:<AWS::AccountId>:alarm-mute-rule:*',
  ],
  ReadSubscriptions: ['sns:ListSubscriptionsByTopic', '<OperatorsTopic>'],
  PublishMetrics: ['cloudwatch:PutMetricData', '*', { StringEquals: { 'cloudwatch:namespace': 'Twinbox/support' } }],
  ReadApplianceSecrets: ['secretsmanager:GetSecretValue', secrets('london', 'dublin')],
  ReadPowerSecrets: ['secretsmanager:GetSecretValue', secrets('london-power')],
  ReadLoginSecrets: ['secretsmanager:GetSecretValue', secrets('dublin-login')],
  ReadRestoreSecrets: ['secretsmanager:GetSecretValue', secrets('london', 'dublin', 'dublin-login')],
  CallRestore: ['lambda:InvokeFunction', 'arn:aws:lambda:eu-central-1:123456789012:function:restore-support'],
};

/** Where one function needs more under the same name than the others. */
export const MORE: Readonly<Record<string, Readonly<Record<string, Reach>>>> = {
  capture: { EncryptVault: ['kms:GenerateDataKey kms:Decrypt', '<VaultKey.Arn>'] },
};
