// Secrets Manager: secrets with their versions; AWSCURRENT and AWSPREVIOUS move with each put.
import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Account } from '../service.ts';

export interface SecretVersion {
  readonly versionId: string;
  readonly value: string;
  readonly createdMs: number;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly kmsKeyArn: string | undefined;
  /** Newest first: the first is AWSCURRENT, the second AWSPREVIOUS. */
  readonly versions: SecretVersion[];
}

export interface SecretsState {
  /** Creates the secret, or gives it a new current version. */
  putSecret(input: { readonly name: string; readonly value: string; readonly kmsKeyArn?: string }): Secret;
  /** By name, ARN, or ARN without its six random characters. */
  secret(id: string): Secret | undefined;
  secretArn(id: string): string;
  /** All, by name. */
  readonly secrets: ReadonlyMap<string, Secret>;
}

export const secretsState = (account: Account): SecretsState => {
  const secrets = new Map<string, Secret>();
  const prefix = `arn:aws:secretsmanager:${account.region}:${account.accountId}:secret:`;
  const secret = (id: string): Secret | undefined =>
    secrets.get(id) ?? [...secrets.values()].find(({ arn }) => arn === id || arn.slice(0, -7) === id);
  return {
    secrets,
    secret,
    secretArn: (id) => secret(id)?.arn ?? (id.startsWith('arn:') ? id : prefix + id),
    putSecret({ name, value, kmsKeyArn }) {
      const suffix = randomUUID().replaceAll('-', '').slice(0, 6);
      const one = secret(name) ?? { name, arn: `${prefix}${name}-${suffix}`, kmsKeyArn, versions: [] };
      secrets.set(one.name, one);
      one.versions.unshift({ versionId: randomUUID(), value, createdMs: account.nowMs() });
      return one;
    },
  };
};

/** The version that a request means, or the error that Secrets Manager gives. */
export const versionOf = (one: Secret, versionId: string | undefined, stage: string | undefined): SecretVersion => {
  const byStage =
    stage === undefined || stage === 'AWSCURRENT'
      ? one.versions[0]
      : stage === 'AWSPREVIOUS'
        ? one.versions[1]
        : undefined;
  const version = versionId === undefined ? byStage : one.versions.find((each) => each.versionId === versionId);
  if (version === undefined || (versionId !== undefined && stage !== undefined && byStage !== version))
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${versionId === undefined ? `staging label: ${stage}` : `VersionId: ${versionId}`}`,
    );
  return version;
};

export const stagesOf = (one: Secret, version: SecretVersion): string[] => {
  const index = one.versions.indexOf(version);
  return index === 0 ? ['AWSCURRENT'] : index === 1 ? ['AWSPREVIOUS'] : [];
};
