// Several stacks of one app in one account and region, merged into one.

import type { Declared, Template } from './template.ts';

/**
 * Types whose names belong to the account and region: CloudFormation refuses the second stack that would create one.
 */
const NAMED = [
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SSM::Parameter',
  'AWS::SNS::Topic',
  'AWS::Events::Rule',
  'AWS::Scheduler::Schedule',
  'AWS::StepFunctions::StateMachine',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Logs::LogGroup',
  'AWS::SQS::Queue',
  'AWS::IAM::Role',
];

/** @throws naming what two stacks would both create. */
export const sideBySide = (templates: readonly Template[]): Declared => {
  const [first] = templates;
  if (first === undefined) throw new RangeError('no stack was named');
  const byType = (type: string) => templates.flatMap((template) => template.byType(type));
  const twice = NAMED.flatMap((type) => {
    const names = byType(type).map(({ name }) => name);
    return names.filter((name, index) => names.indexOf(name) < index).map((name) => `${name} (${type})`);
  });
  if (twice.length > 0) throw new Error(`two stacks declare the same: ${twice.join(', ')}`);
  return {
    region: first.region,
    accountId: first.accountId,
    byType,
    codeDirectory: (lambda) => {
      const owner = templates.find((template) => template.byType(lambda.type).includes(lambda));
      if (owner === undefined) throw new RangeError(`${lambda.logicalId} belongs to none of these stacks`);
      return owner.codeDirectory(lambda);
    },
  };
};
