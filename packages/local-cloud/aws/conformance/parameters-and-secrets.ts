// SSM parameters, Secrets Manager and SNS: settings, credentials and notifications.
import assert from 'node:assert/strict';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { type Expectation, given, refused } from './expectation.ts';

const TIERS = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html';
const VERSIONS = 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html';

export const parameterAndSecretExpectations: readonly Expectation[] = [
  {
    service: 'ssm',
    expectation: 'a standard parameter ends at 4096 characters, an advanced one at 8 KB',
    source: TIERS,
    async run(bench) {
      const put = (Tier: 'Standard' | 'Advanced', length: number) =>
        bench.clients.ssm.send(
          new PutParameterCommand({
            Name: `/${bench.unique('pair')}`,
            Type: 'String',
            Tier,
            Value: 'x'.repeat(length),
          }),
        );
      await put('Standard', 4096);
      await refused(put('Standard', 4097), 'ValidationException', 400);
      await put('Advanced', 8192);
      await refused(put('Advanced', 8193), 'ValidationException', 400);
    },
  },
  {
    service: 'ssm',
    expectation:
      'an advanced parameter never becomes a standard one; Intelligent-Tiering goes up where the value asks for it, and stays',
    source: TIERS,
    async run(bench) {
      const Name = `/${bench.unique('pair')}`;
      const put = (Tier: 'Standard' | 'Intelligent-Tiering', length: number) =>
        bench.clients.ssm.send(
          new PutParameterCommand({ Name, Type: 'String', Tier, Value: 'x'.repeat(length), Overwrite: true }),
        );
      assert.equal((await put('Intelligent-Tiering', 4096)).Tier, 'Standard');
      assert.equal((await put('Intelligent-Tiering', 4097)).Tier, 'Advanced');
      assert.equal((await put('Intelligent-Tiering', 1)).Tier, 'Advanced');
      await refused(put('Standard', 1), 'ValidationException', 400);
    },
  },
  {
    service: 'ssm',
    expectation: 'a parameter is read back with its version; a missing one is ParameterNotFound',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html',
    async run(bench) {
      const Name = `/${bench.unique('pair')}`;
      await refused(bench.clients.ssm.send(new GetParameterCommand({ Name })), 'ParameterNotFound', 400);
      await bench.clients.ssm.send(new PutParameterCommand({ Name, Type: 'String', Value: '1' }));
      await bench.clients.ssm.send(new PutParameterCommand({ Name, Type: 'String', Value: '2', Overwrite: true }));
      const { Parameter } = await bench.clients.ssm.send(new GetParameterCommand({ Name }));
      assert.deepEqual([Parameter?.Value, Parameter?.Version], ['2', 2]);
    },
  },
  {
    service: 'secretsmanager',
    expectation: 'a new value becomes AWSCURRENT and the one before AWSPREVIOUS; versions are read by id as well',
    source: VERSIONS,
    async run(bench) {
      const { secrets } = bench.clients;
      const Name = bench.unique('stored/london');
      const first = await secrets.send(new CreateSecretCommand({ Name, SecretString: 'old' }));
      await secrets.send(new PutSecretValueCommand({ SecretId: Name, SecretString: 'new' }));
      const current = await secrets.send(new GetSecretValueCommand({ SecretId: given(first.ARN) }));
      const previous = await secrets.send(new GetSecretValueCommand({ SecretId: Name, VersionStage: 'AWSPREVIOUS' }));
      const byId = await secrets.send(new GetSecretValueCommand({ SecretId: Name, VersionId: given(first.VersionId) }));
      assert.deepEqual([current.SecretString, previous.SecretString, byId.SecretString], ['new', 'old', 'old']);
      const described = await secrets.send(new DescribeSecretCommand({ SecretId: Name }));
      assert.deepEqual(described.VersionIdsToStages?.[given(current.VersionId)], ['AWSCURRENT']);
    },
  },
  {
    service: 'secretsmanager',
    expectation:
      'a version without a label is read by its id all the same, until it is deleted; an id that never was is not found',
    source: VERSIONS,
    async run(bench) {
      const { secrets } = bench.clients;
      const Name = bench.unique('stored/london');
      const first = await secrets.send(new CreateSecretCommand({ Name, SecretString: 'first' }));
      for (const SecretString of ['second', 'third'])
        await secrets.send(new PutSecretValueCommand({ SecretId: Name, SecretString }));
      const old = await secrets.send(new GetSecretValueCommand({ SecretId: Name, VersionId: given(first.VersionId) }));
      assert.deepEqual([old.SecretString, old.VersionStages ?? []], ['first', []]);
      const never = new GetSecretValueCommand({ SecretId: Name, VersionId: '00000000-0000-4000-8000-000000000000' });
      await refused(secrets.send(never), 'ResourceNotFoundException', 400);
    },
  },
  {
    service: 'secretsmanager',
    expectation: 'a missing secret is ResourceNotFoundException',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html',
    async run(bench) {
      const get = new GetSecretValueCommand({ SecretId: 'stored/nowhere' });
      await refused(bench.clients.secrets.send(get), 'ResourceNotFoundException', 400);
    },
  },
  {
    service: 'secretsmanager',
    expectation: 'a secret with its own key needs kms:Decrypt of the reader',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    labOnly: true,
    async run(bench, lab) {
      const name = bench.unique('stored/keyed');
      lab.cloud.secrets.putSecret({ name, value: 's', kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/secrets' });
      const get = new GetSecretValueCommand({ SecretId: name });
      const half = lab.allowedOnly(['secretsmanager:GetSecretValue']);
      await refused(half.clients.secrets.send(get), 'AccessDeniedException', 403);
      await lab.allowedOnly(['secretsmanager:GetSecretValue', 'kms:Decrypt']).clients.secrets.send(get);
    },
  },
  {
    service: 'sns',
    expectation: 'an e-mail subscription stays PendingConfirmation, and publishing says nothing of it',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html',
    async run(bench) {
      const { sns } = bench.clients;
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: bench.unique('people') }));
      const Endpoint = 'operators@example.com';
      const made = await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
      assert.equal(made.SubscriptionArn, 'pending confirmation');
      const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      assert.equal(Subscriptions?.[0]?.SubscriptionArn, 'PendingConfirmation');
      const sent = await sns.send(new PublishCommand({ TopicArn, Subject: 'Rounds', Message: 'a < b & c' }));
      assert.ok(sent.MessageId);
    },
  },
  {
    service: 'sns',
    expectation: 'publishing to a missing topic is NotFound',
    source: 'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html',
    async run(bench) {
      const { TopicArn } = await bench.clients.sns.send(new CreateTopicCommand({ Name: bench.unique('people') }));
      const publish = new PublishCommand({ TopicArn: `${TopicArn}-not`, Message: 'x' });
      await refused(bench.clients.sns.send(publish), 'NotFoundException', 404);
    },
  },
  {
    service: 'sns',
    expectation: 'a topic with a key needs kms:GenerateDataKey and kms:Decrypt of the publisher',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
    labOnly: true,
    async run(bench, lab) {
      const kmsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/people';
      const { arn } = lab.cloud.sns.createTopic({ name: bench.unique('keyed'), kmsKeyArn });
      const publish = new PublishCommand({ TopicArn: arn, Message: 'x' });
      await refused(lab.allowedOnly(['sns:Publish']).clients.sns.send(publish), 'AuthorizationErrorException', 403);
      await lab.allowedOnly(['sns:Publish', 'kms:GenerateDataKey', 'kms:Decrypt']).clients.sns.send(publish);
    },
  },
];
