// CloudFormation on the wire: describes deployed stacks. It deploys none; the host reads templates itself.
import * as sdk from '@aws-sdk/client-cloudformation';
import { AwsError } from '../aws-error.ts';
import { need, operation } from '../operation.ts';
import { type Service, shapeOnlyClient } from '../service.ts';
import { XML_SIGNATURES } from '../signature/signature-style.ts';
import { queryWire } from '../wire/query-wire.ts';
import { sdkShapes } from '../wire/schema.ts';
import type { CloudFormationState, DeployedStack } from './cloudformation-state.ts';

const toWire = ({ name, arn, description, outputs, createdMs }: DeployedStack): sdk.Stack => ({
  StackId: arn,
  StackName: name,
  Description: description,
  CreationTime: new Date(createdMs),
  StackStatus: 'CREATE_COMPLETE',
  Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
});

const operationsOf = (state: CloudFormationState) => ({
  // Source: "Actions, resources, and condition keys for AWS CloudFormation": without a name it needs `*`.
  DescribeStacks: operation(
    ({ StackName: name }: sdk.DescribeStacksInput) => [
      need('cloudformation:DescribeStacks', name === undefined ? '*' : (state.stacks.get(name)?.arn ?? name)),
    ],
    ({ StackName: name }) => {
      const stacks = [...state.stacks.values()].filter((stack) => [stack.name, stack.arn, undefined].includes(name));
      if (name !== undefined && stacks.length === 0)
        throw new AwsError('ValidationError', `Stack with id ${name} does not exist`, 400);
      return { Stacks: stacks.map(toWire) };
    },
  ),
});

export const cloudFormationService = (state: CloudFormationState): Service => {
  const operations = operationsOf(state);
  const shapes = sdkShapes(sdk, shapeOnlyClient(sdk.CloudFormationClient), Object.keys(operations));
  return {
    name: 'cloudformation',
    scope: 'cloudformation',
    wire: queryWire(shapes, 'cloudformation'),
    operations,
    deniedCode: 'AccessDenied',
    unknownKeyCode: 'InvalidClientTokenId',
    signatures: XML_SIGNATURES,
  };
};
