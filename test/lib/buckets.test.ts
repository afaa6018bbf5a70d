// The two buckets that matter: the vault forgets nothing, the record takes conditional puts only.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { inWords } from './statements.ts';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized('twinbox.yaml'));
});

const bucket = (start: string) => {
  const [found] = resourcesOf(template, 'AWS::S3::Bucket').filter(([id]) => id.startsWith(start));
  if (!found) throw new Error(`no bucket ${start}`);
  return found;
};

const refusals = (start: string) => {
  const [id] = bucket(start);
  const policies = resourcesOf(template, 'AWS::S3::BucketPolicy').filter(
    ([, { Properties }]) => inWords(Properties.Bucket) === `<${id}>`,
  );
  return policies
    .flatMap(
      ([, { Properties }]) =>
        (Properties.PolicyDocument as { Statement: readonly Record<string, unknown>[] }).Statement,
    )
    .filter(({ Effect }) => Effect === 'Deny');
};

describe('the vault', () => {
  test('is versioned, locked for keepDays, and encrypted with its own key, which is rotated', () => {
    const [, { Properties }] = bucket('Vault');
    const [[keyId, key] = []] = resourcesOf(template, 'AWS::KMS::Key').filter(([id]) => id.startsWith('Vault'));
    expect(key?.Properties).toMatchObject({ EnableKeyRotation: true });
    expect(Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 90 } } },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': [keyId, 'Arn'] },
            },
          },
        ],
      },
    });
  });

  test('refuses a second backup, manifest or proof of one name, whoever asks; parts of an upload know no condition', () => {
    const [id] = bucket('Vault');
    const found = refusals('Vault').filter(({ Sid }) => Sid === 'BackupsAndProofsOnlyOnce');
    expect(
      found.map(({ Resource, ...statement }) => ({ ...statement, Resource: (Resource as unknown[]).map(inWords) })),
    ).toEqual([
      {
        Sid: 'BackupsAndProofsOnlyOnce',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:PutObject',
        Resource: [`<${id}.Arn>/backups/*`, `<${id}.Arn>/proofs/*`],
        Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
      },
    ]);
  });

  test('ends uploads that were given up, and expires nothing', () => {
    expect(bucket('Vault')[1].Properties.LifecycleConfiguration).toEqual({
      Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' }],
    });
  });
});

describe('the record bucket', () => {
  test('is versioned, and old versions go after thirty days', () => {
    const [, { Properties }] = bucket('Record');
    expect(Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(Properties.LifecycleConfiguration).toMatchObject({
      Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: 'Enabled' }],
    });
  });

  test('refuses a put to a pair record or a turn to capture without a condition, and any second put of a journal entry, whoever asks', () => {
    const [id] = bucket('Record');
    const put = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:PutObject' };
    const found = refusals('Record')
      .filter(({ Action }) => Action === 's3:PutObject')
      .map((statement) => ({ ...statement, Resource: inWords(statement.Resource) }));
    expect(found).toEqual([
      {
        ...put,
        Sid: 'RecordsOnlyByConditionalPut',
        Resource: `<${id}.Arn>/pairs/*`,
        Condition: { Null: { 's3:if-match': 'true', 's3:if-none-match': 'true' } },
      },
      {
        ...put,
        Sid: 'CaptureTurnsOnlyByConditionalPut',
        Resource: `<${id}.Arn>/watch/capture-*`,
        Condition: { Null: { 's3:if-match': 'true', 's3:if-none-match': 'true' } },
      },
      {
        ...put,
        Sid: 'JournalEntriesOnlyOnce',
        Resource: `<${id}.Arn>/journal/*`,
        Condition: { Null: { 's3:if-none-match': 'true' } },
      },
      {
        ...put,
        Sid: 'CapturesOnlyOnce',
        Resource: `<${id}.Arn>/captures/*`,
        Condition: { Null: { 's3:if-none-match': 'true' } },
      },
      expect.objectContaining({ Sid: 'CapturesOnlyByCapture' }),
    ]);
  });
});

describe('puts are refused to everybody but', () => {
  const verbsOf = (statement: Record<string, unknown> | undefined): readonly string[] => {
    const { ArnNotEquals } = (statement?.Condition ?? {}) as { ArnNotEquals?: Readonly<Record<string, unknown>> };
    const arns = ArnNotEquals?.['aws:PrincipalArn'];
    return (Array.isArray(arns) ? arns : [arns])
      .map((arn) => /^<Functions(\w+)Role/.exec(inWords(arn))?.[1] ?? 'somebody else')
      .toSorted();
  };
  const refusal = (start: string, sid: string) => {
    const found = refusals(start).find(({ Sid }) => Sid === sid);
    const resources = [found?.Resource].flat().map((resource) => inWords(resource).replace(/^<\w+\.Arn>/, ''));
    return { resources, action: found?.Action, principal: found?.Principal, but: verbsOf(found) };
  };
  const everybody = { action: 's3:PutObject', principal: { AWS: '*' } };

  test('Capture, of backups and of the entries that bind them', () => {
    expect(refusal('Vault', 'BackupsOnlyByCapture')).toEqual({
      ...everybody,
      resources: ['/backups/*'],
      but: ['Capture', 'FinalCapture'],
    });
    expect(refusal('Record', 'CapturesOnlyByCapture')).toEqual({
      ...everybody,
      resources: ['/captures/*'],
      but: ['Capture', 'FinalCapture'],
    });
  });

  test('those that report, of reports and proofs', () => {
    expect(refusal('Vault', 'ReportsOnlyByReporters')).toEqual({
      ...everybody,
      resources: ['/reports/*', '/proofs/*'],
      but: ['Begin', 'CloseOut', 'Finish', 'Halt', 'Reconcile', 'StandDown'],
    });
  });
});

test.each(['Vault', 'Record', 'AccessLogs'])('%s lets nobody in without TLS, nor the public', (start) => {
  expect(bucket(start)[1].Properties.PublicAccessBlockConfiguration).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  expect(refusals(start)).toContainEqual(
    expect.objectContaining({
      Action: 's3:*',
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
});
