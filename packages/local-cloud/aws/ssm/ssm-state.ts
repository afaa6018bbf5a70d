// SSM parameters, with the size limits of their tiers.
import { AwsError } from '../aws-error.ts';
import type { Account } from '../service.ts';

export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly tier: 'Standard' | 'Advanced';
  readonly value: string;
  readonly version: number;
  readonly modifiedMs: number;
  readonly kmsKeyArn: string | undefined;
}

export interface ParameterInput {
  readonly name: string;
  readonly value: string;
  readonly type?: Parameter['type'];
  readonly tier?: Parameter['tier'] | 'Intelligent-Tiering';
  readonly overwrite?: boolean;
  readonly kmsKeyArn?: string;
}

export interface SsmState {
  /** Throws as PutParameter does: 4096 characters in the standard tier, 8 KB in the advanced one. */
  putParameter(input: ParameterInput): Parameter;
  parameter(nameOrArn: string): Parameter | undefined;
  parameterArn(name: string): string;
  /** All, by name. */
  readonly parameters: ReadonlyMap<string, Parameter>;
}

// https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
const LONGEST_BYTES = { Standard: 4096, Advanced: 8192 } as const;

/**
 * The tier of a value. Intelligent-Tiering takes an advanced one where a standard one does not do, and never goes down;
 * by name nobody may go down either: "you can't revert an advanced parameter to a standard parameter".
 */
const tierOf = ({ tier, value }: ParameterInput, old: Parameter | undefined): Parameter['tier'] => {
  if (tier === 'Standard' && old?.tier === 'Advanced')
    throw new AwsError(
      'ValidationException',
      "This parameter uses the advanced-parameter tier. You can't downgrade it to the standard tier.",
    );
  if (tier !== undefined && tier !== 'Intelligent-Tiering') return tier;
  const advanced = tier === 'Intelligent-Tiering' && Buffer.byteLength(value) > LONGEST_BYTES.Standard;
  return advanced || old?.tier === 'Advanced' ? 'Advanced' : 'Standard';
};

export const ssmState = (account: Account): SsmState => {
  const parameters = new Map<string, Parameter>();
  const parameterArn = (name: string) =>
    name.startsWith('arn:')
      ? name
      : `arn:aws:ssm:${account.region}:${account.accountId}:parameter/${name.replace(/^\//, '')}`;
  return {
    parameters,
    parameterArn,
    putParameter(input) {
      const { name, value } = input;
      const old = parameters.get(name);
      if (old !== undefined && input.overwrite !== true)
        throw new AwsError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite it, set the overwrite option.',
        );
      const tier = tierOf(input, old);
      if (Buffer.byteLength(value) > LONGEST_BYTES[tier])
        throw new AwsError(
          'ValidationException',
          `${tier} tier parameters support a maximum parameter value of ${LONGEST_BYTES[tier]} characters.`,
        );
      const parameter: Parameter = {
        name,
        arn: parameterArn(name),
        type: input.type ?? old?.type ?? 'String',
        tier,
        value,
        version: (old?.version ?? 0) + 1,
        modifiedMs: account.nowMs(),
        kmsKeyArn: input.kmsKeyArn ?? old?.kmsKeyArn,
      };
      parameters.set(name, parameter);
      return parameter;
    },
    parameter: (nameOrArn) =>
      parameters.get(nameOrArn) ?? [...parameters.values()].find(({ arn }) => arn === nameOrArn),
  };
};
