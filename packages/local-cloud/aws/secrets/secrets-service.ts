// Secrets Manager on the wire.
import * as sdk from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../aws-error.ts';
import { type Need, need, operation } from '../operation.ts';
import { type Service, shapeOnlyClient } from '../service.ts';
import { JSON_SIGNATURES } from '../signature/signature-style.ts';
import { jsonWire } from '../wire/json-wire.ts';
import { sdkShapes } from '../wire/schema.ts';
import { type Secret, type SecretsState, stagesOf, versionOf } from './secrets-state.ts';

const operationsOf = (state: SecretsState) => {
  const existing = (id: string | undefined): Secret => {
    const secret = state.secret(id ?? '');
    if (secret === undefined)
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return secret;
  };
  const needs = (action: string, id = '', keyActions: readonly string[] = []): Need[] => {
    const key = state.secret(id)?.kmsKeyArn;
    const first = need(`secretsmanager:${action}`, state.secretArn(id));
    return key === undefined ? [first] : [first, ...keyActions.map((keyAction) => need(keyAction, key))];
  };
  const put = (secret: Secret) => ({
    ARN: secret.arn,
    Name: secret.name,
    VersionId: secret.versions[0]?.versionId,
    VersionStages: ['AWSCURRENT'],
  });
  return {
    CreateSecret: operation(
      (input: sdk.CreateSecretRequest) => needs('CreateSecret', input.Name),
      (input) => {
        const { Name: name = '', SecretString: value = '', KmsKeyId: kmsKeyArn } = input;
        if (state.secret(name) !== undefined)
          throw new AwsError(
            'ResourceExistsException',
            `The operation failed because the secret ${name} already exists.`,
          );
        return put(state.putSecret({ name, value, ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }) }));
      },
    ),
    PutSecretValue: operation(
      (input: sdk.PutSecretValueRequest) => needs('PutSecretValue', input.SecretId, ['kms:GenerateDataKey']),
      (input) => put(state.putSecret({ name: existing(input.SecretId).name, value: input.SecretString ?? '' })),
    ),
    GetSecretValue: operation(
      (input: sdk.GetSecretValueRequest) => needs('GetSecretValue', input.SecretId, ['kms:Decrypt']),
      (input) => {
        const secret = existing(input.SecretId);
        const version = versionOf(secret, input.VersionId, input.VersionStage);
        return {
          ARN: secret.arn,
          Name: secret.name,
          VersionId: version.versionId,
          VersionStages: stagesOf(secret, version),
          SecretString: version.value,
          CreatedDate: new Date(version.createdMs),
        };
      },
    ),
    DescribeSecret: operation(
      (input: sdk.DescribeSecretRequest) => needs('DescribeSecret', input.SecretId),
      (input) => {
        const secret = existing(input.SecretId);
        const staged = secret.versions.slice(0, 2).map((version) => [version.versionId, stagesOf(secret, version)]);
        const first = secret.versions.at(-1);
        return {
          ARN: secret.arn,
          Name: secret.name,
          ...(secret.kmsKeyArn === undefined ? {} : { KmsKeyId: secret.kmsKeyArn }),
          VersionIdsToStages: Object.fromEntries(staged),
          LastChangedDate: new Date(secret.versions[0]?.createdMs ?? 0),
          CreatedDate: new Date(first?.createdMs ?? 0),
        };
      },
    ),
  };
};

export const secretsService = (state: SecretsState): Service => {
  const operations = operationsOf(state);
  const shapes = sdkShapes(sdk, shapeOnlyClient(sdk.SecretsManagerClient), Object.keys(operations));
  return {
    name: 'secretsmanager',
    scope: 'secretsmanager',
    wire: jsonWire(shapes, 'secrets'),
    operations,
    deniedCode: 'AccessDeniedException',
    unknownKeyCode: 'UnrecognizedClientException',
    signatures: JSON_SIGNATURES,
  };
};
