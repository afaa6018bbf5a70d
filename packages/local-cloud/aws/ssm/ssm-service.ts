// SSM Parameter Store on the wire.
import * as sdk from '@aws-sdk/client-ssm';
import { AwsError } from '../aws-error.ts';
import { type Need, need, operation } from '../operation.ts';
import { type Service, shapeOnlyClient } from '../service.ts';
import { JSON_SIGNATURES } from '../signature/signature-style.ts';
import { jsonWire } from '../wire/json-wire.ts';
import { sdkShapes } from '../wire/schema.ts';
import type { Parameter, SsmState } from './ssm-state.ts';

const onWire = (parameter: Parameter): sdk.Parameter => ({
  Name: parameter.name,
  ARN: parameter.arn,
  Type: parameter.type,
  Value: parameter.value,
  Version: parameter.version,
  LastModifiedDate: new Date(parameter.modifiedMs),
  DataType: 'text',
});

const operationsOf = (state: SsmState) => {
  const needs = (action: string, names: readonly (string | undefined)[]): Need[] =>
    names.flatMap((name = '') => {
      const kmsKeyArn = state.parameter(name)?.kmsKeyArn;
      const read = need(`ssm:${action}`, state.parameterArn(name));
      return kmsKeyArn === undefined ? [read] : [read, need('kms:Decrypt', kmsKeyArn)];
    });
  return {
    GetParameter: operation(
      (input: sdk.GetParameterRequest) => needs('GetParameter', [input.Name]),
      (input) => {
        const parameter = state.parameter(input.Name ?? '');
        if (parameter === undefined) throw new AwsError('ParameterNotFound', `Parameter ${input.Name} not found.`);
        return { Parameter: onWire(parameter) };
      },
    ),
    PutParameter: operation(
      (input: sdk.PutParameterRequest) => [need('ssm:PutParameter', state.parameterArn(input.Name ?? ''))],
      (input) => {
        const { Name = '', Value = '', Type, Tier, Overwrite = false, KeyId } = input;
        const put = state.putParameter({
          name: Name,
          value: Value,
          overwrite: Overwrite,
          ...(Type === undefined ? {} : { type: Type }),
          ...(Tier === 'Standard' || Tier === 'Advanced' || Tier === 'Intelligent-Tiering' ? { tier: Tier } : {}),
          ...(KeyId === undefined ? {} : { kmsKeyArn: KeyId }),
        });
        return { Version: put.version, Tier: put.tier };
      },
    ),
  };
};

export const ssmService = (state: SsmState): Service => {
  const operations = operationsOf(state);
  const shapes = sdkShapes(sdk, shapeOnlyClient(sdk.SSMClient), Object.keys(operations));
  return {
    name: 'ssm',
    scope: 'ssm',
    wire: jsonWire(shapes, 'ssm'),
    operations,
    deniedCode: 'AccessDeniedException',
    unknownKeyCode: 'UnrecognizedClientException',
    signatures: JSON_SIGNATURES,
  };
};
