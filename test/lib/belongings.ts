// Everything that is one pair's, with what somebody could do to it: the questions that roles of other pairs are asked.
// ARNs are real ones, as AWS would form them, and each question bears the context that a request would bear.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { Template } from '../../packages/local-cloud/host/template/template.ts';

/** One act on one thing of the pair. */
export interface Belonging {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

const PLACE = 'eu-central-1:000000000000';

const secretsOf = ({ appliances }: PairSettings): readonly string[] =>
  appliances.flatMap(({ secret, restore, power }) => [
    secret,
    ...(restore.method === 'login-form' ? [restore.secret] : []),
    ...power.flatMap((method) =>
      method.method === 'redfish' ? [method.secret, ...(method.readSecret ? [method.readSecret] : [])] : [],
    ),
  ]);

const objects = (bucket: string, action: string, keys: readonly string[], context = {}): readonly Belonging[] =>
  keys.map((key) => ({ action, resource: `${bucket}/${key}`, context }));

const inRecord = (bucket: string, pair: string): readonly Belonging[] => {
  const once = { 's3:if-none-match': '*' };
  const journal = `journal/${pair}/20261122T202000Z-5e6f7a8b/1.json`;
  const kept = [`pairs/${pair}.json`, `inspection/${pair}.json`, `accounts/${pair}.json`, `read-back/${pair}.json`];
  const watch = ['watch/relief.json', `watch/down-${pair}.json`, `watch/capture-${pair}.json`];
  const captures = [`captures/${pair}/20261122T202000Z.json`];
  return [
    ...objects(bucket, 's3:GetObject', [...kept, ...watch, ...captures, journal]),
    ...objects(bucket, 's3:PutObject', [...kept, ...watch, ...captures, journal], once),
    ...objects(bucket, 's3:DeleteObjectVersion', captures),
    ...['pairs/', 'captures/*'].map((prefix) => ({
      action: 's3:ListBucket',
      resource: bucket,
      context: { 's3:prefix': prefix },
    })),
    { action: 's3:ListBucketVersions', resource: bucket, context: { 's3:prefix': 'captures/x' } },
  ];
};

const inVault = (bucket: string, pair: string): readonly Belonging[] => {
  const once = { 's3:if-none-match': '*', 's3:ObjectCreationOperation': 'true' };
  const backups = [`backups/${pair}/20261122T202000Z.nsb`, `backups/${pair}/20261122T202000Z.json`];
  const reports = [`reports/${pair}/x/report.json`, `proofs/${pair}/x.json`];
  return [
    ...objects(bucket, 's3:GetObject', backups),
    ...objects(bucket, 's3:GetObjectVersion', backups),
    ...objects(bucket, 's3:PutObject', [...backups, ...reports], once),
    ...objects(bucket, 's3:DeleteObjectVersion', backups),
    { action: 's3:ListBucket', resource: bucket, context: { 's3:prefix': 'backups/x' } },
  ];
};

/** @param template the pair's own, or what else holds the things. */
export const belongingsOf = (pair: PairSettings, template: Pick<Template, 'byType'>): readonly Belonging[] => {
  const each = (type: string, ...actions: readonly string[]): readonly Belonging[] =>
    template.byType(type).flatMap(({ arn }) => actions.map((action) => ({ action, resource: arn })));
  const bucketNamed = (start: string): string =>
    template.byType('AWS::S3::Bucket').find(({ logicalId }) => logicalId.startsWith(start))?.arn ?? '';
  const change = (name: string): Belonging => ({
    action: 'route53:ChangeResourceRecordSets',
    resource: `arn:aws:route53:::hostedzone/${pair.traffic.zones[0]?.id}`,
    context: {
      'route53:ChangeResourceRecordSetsNormalizedRecordNames': [name],
      'route53:ChangeResourceRecordSetsRecordTypes': [name.startsWith('_') ? 'TXT' : 'A'],
      'route53:ChangeResourceRecordSetsActions': ['CREATE'],
    },
  });
  return [
    ...secretsOf(pair).map((name) => ({
      action: 'secretsmanager:GetSecretValue',
      resource: `arn:aws:secretsmanager:${PLACE}:secret:${name}-a1B2c3`,
    })),
    { action: 'ssm:GetParameter', resource: `arn:aws:ssm:${PLACE}:parameter/twinbox/pairs/${pair.name}` },
    ...inRecord(bucketNamed('Record'), pair.name),
    ...inVault(bucketNamed('Vault'), pair.name),
    ...each('AWS::KMS::Key', 'kms:Decrypt', 'kms:GenerateDataKey'),
    ...each('AWS::SNS::Topic', 'sns:Publish', 'sns:ListSubscriptionsByTopic'),
    ...each('AWS::Lambda::Function', 'lambda:InvokeFunction'),
    ...each('AWS::Lambda::Version', 'lambda:InvokeFunction'),
    ...each('AWS::StepFunctions::StateMachine', 'states:StartExecution'),
    ...template.byType('AWS::StepFunctions::StateMachine').flatMap(({ name }) =>
      ['states:DescribeExecution', 'states:StopExecution'].map((action) => ({
        action,
        resource: `arn:aws:states:${PLACE}:execution:${name}:person-0a1b2c3d`,
      })),
    ),
    ...template.byType('AWS::Logs::LogGroup').map(({ name }) => ({
      action: 'logs:PutLogEvents',
      resource: `arn:aws:logs:${PLACE}:log-group:${name}:log-stream:x`,
    })),
    ...pair.service.names.flatMap((name) => [change(name), change(`_twinbox.${name}`)]),
    {
      action: 'cloudwatch:PutMetricData',
      resource: '*',
      context: { 'cloudwatch:namespace': `Twinbox/${pair.name}` },
    },
  ];
};
