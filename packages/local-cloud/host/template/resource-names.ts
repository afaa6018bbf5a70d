// What CloudFormation answers for Ref and Fn::GetAtt, and which ARN a resource gets, for each type a stack of ours may
// hold. Source: the "Return values" section of each type in the CloudFormation template reference.

import { type Json, type JsonObject, optionalText } from '../../base/json.ts';

/** Where the stack is deployed, and the calling account. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** What a rule may read: the logical id, the resolved name property, other resolved properties by name. */
export interface Facts extends Place {
  readonly logicalId: string;
  readonly name: string;
  property(name: string): Json | undefined;
  /** 1 for the first published version of the function, 2 for the second, and so on. */
  readonly versionNumber: number;
}

interface TypeRule {
  readonly nameProperty?: string;
  /** Made of the generated name. */
  readonly defaultName?: (generated: string) => string;
  readonly arn?: (facts: Facts) => string;
  /** What Ref gives: the name where left out. */
  readonly ref?: (facts: Facts) => string;
  readonly attributes?: Readonly<Record<string, (facts: Facts) => string>>;
}

const regional = (service: string, path: (facts: Facts) => string) => (facts: Facts) =>
  `arn:aws:${service}:${facts.region}:${facts.accountId}:${path(facts)}`;

const functionNameOf = (facts: Facts): string => {
  const named = optionalText(facts.property('FunctionName')) ?? '';
  return named.startsWith('arn:') ? (named.split(':')[6] ?? named) : named;
};

const functionArn = regional('lambda', (facts) => `function:${facts.name}`);
const versionArn = regional('lambda', (facts) => `function:${functionNameOf(facts)}:${facts.versionNumber}`);
const aliasArn = regional('lambda', (facts) => `function:${functionNameOf(facts)}:${facts.name}`);
const machineArn = regional('states', (facts) => `stateMachine:${facts.name}`);
const topicArn = regional('sns', (facts) => facts.name);
const rolePath = (facts: Facts): string => optionalText(facts.property('Path')) ?? '/';
const policyArn = (facts: Facts) => `arn:aws:iam::${facts.accountId}:policy${rolePath(facts)}${facts.name}`;

const rules: Readonly<Record<string, TypeRule>> = {
  'AWS::Lambda::Function': { nameProperty: 'FunctionName', arn: functionArn },
  'AWS::Lambda::Version': {
    arn: versionArn,
    ref: versionArn,
    attributes: { Version: (facts) => String(facts.versionNumber), FunctionArn: versionArn },
  },
  'AWS::Lambda::Alias': { nameProperty: 'Name', arn: aliasArn, ref: aliasArn, attributes: { AliasArn: aliasArn } },
  'AWS::Lambda::Permission': {},
  'AWS::Lambda::EventInvokeConfig': {},
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    arn: (facts) => `arn:aws:iam::${facts.accountId}:role${rolePath(facts)}${facts.name}`,
    attributes: { RoleId: (facts) => `AROA${facts.logicalId.toUpperCase().slice(0, 16)}` },
  },
  'AWS::IAM::Policy': { nameProperty: 'PolicyName' },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    arn: policyArn,
    ref: policyArn,
    attributes: { PolicyArn: policyArn },
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    defaultName: (generated) => generated.toLowerCase(),
    arn: (facts) => `arn:aws:s3:::${facts.name}`,
    attributes: {
      DomainName: (facts) => `${facts.name}.s3.amazonaws.com`,
      RegionalDomainName: (facts) => `${facts.name}.s3.${facts.region}.amazonaws.com`,
    },
  },
  'AWS::S3::BucketPolicy': {},
  'AWS::SSM::Parameter': {
    nameProperty: 'Name',
    arn: regional('ssm', (facts) => `parameter/${facts.name.replace(/^\//, '')}`),
    attributes: {
      Type: (facts) => optionalText(facts.property('Type')) ?? 'String',
      Value: (facts) => optionalText(facts.property('Value')) ?? '',
    },
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    arn: topicArn,
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: (facts) => facts.name },
  },
  'AWS::SNS::TopicPolicy': {},
  'AWS::SNS::Subscription': { ref: (facts) => `${optionalText(facts.property('TopicArn')) ?? ''}:${facts.logicalId}` },
  'AWS::Events::Rule': { nameProperty: 'Name', arn: regional('events', (facts) => `rule/${facts.name}`) },
  'AWS::Scheduler::Schedule': {
    nameProperty: 'Name',
    arn: regional(
      'scheduler',
      (facts) => `schedule/${optionalText(facts.property('GroupName')) ?? 'default'}/${facts.name}`,
    ),
  },
  'AWS::Scheduler::ScheduleGroup': {
    nameProperty: 'Name',
    arn: regional('scheduler', (facts) => `schedule-group/${facts.name}`),
  },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    arn: machineArn,
    ref: machineArn,
    attributes: { Name: (facts) => facts.name },
  },
  'AWS::CloudWatch::Alarm': {
    nameProperty: 'AlarmName',
    arn: regional('cloudwatch', (facts) => `alarm:${facts.name}`),
  },
  'AWS::CloudWatch::CompositeAlarm': {
    nameProperty: 'AlarmName',
    arn: regional('cloudwatch', (facts) => `alarm:${facts.name}`),
  },
  'AWS::CloudWatch::Dashboard': { nameProperty: 'DashboardName' },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    arn: regional('logs', (facts) => `log-group:${facts.name}:*`),
  },
  'AWS::Logs::ResourcePolicy': {},
  'AWS::KMS::Key': {
    arn: regional('kms', (facts) => `key/${facts.name}`),
    attributes: { KeyId: (facts) => facts.name },
  },
  'AWS::KMS::Alias': { nameProperty: 'AliasName', arn: regional('kms', (facts) => facts.name) },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    arn: regional('sqs', (facts) => facts.name),
    ref: (facts) => `https://sqs.${facts.region}.amazonaws.com/${facts.accountId}/${facts.name}`,
    attributes: { QueueName: (facts) => facts.name },
  },
  'AWS::SQS::QueuePolicy': {},
  'AWS::CDK::Metadata': {},
};

/** The types this file has no rule for; such a resource would silently not exist in the lab. */
export const unknownTypes = (resources: Readonly<Record<string, JsonObject>>): string[] =>
  Object.entries(resources)
    .filter(([, resource]) => !((optionalText(resource.Type) ?? '') in rules))
    .map(([logicalId, resource]) => `${logicalId} (${optionalText(resource.Type) ?? 'no type'})`);

/** The property that names a resource of this type, if the type has one. */
export const namePropertyOf = (type: string): string | undefined => rules[type]?.nameProperty;

/**
 * The name a resource gets when the template gives none. CloudFormation puts letters by chance behind it; here the name
 * of the stack
 * alone keeps those of several stacks apart. Source: "Name Type" in the template reference.
 */
export const defaultNameOf = (type: string, stackName: string, logicalId: string): string => {
  const generated = `${stackName}-${logicalId}`;
  return rules[type]?.defaultName?.(generated) ?? generated;
};

/** The ARN, or undefined for types that have none here. */
export const arnOf = (type: string, facts: Facts): string | undefined => rules[type]?.arn?.(facts);

/** What Ref gives. */
export const refOf = (type: string, facts: Facts): string => rules[type]?.ref?.(facts) ?? facts.name;

/** What Fn::GetAtt gives; an attribute without a rule is an error that names it. */
export const attributeOf = (type: string, facts: Facts, attribute: string): string => {
  const found =
    rules[type]?.attributes?.[attribute]?.(facts) ?? (attribute === 'Arn' ? rules[type]?.arn?.(facts) : undefined);
  if (found === undefined)
    throw new Error(
      `the lab has no rule for attribute ${attribute} of ${facts.logicalId} (${type}); add it to resource-names.ts`,
    );
  return found;
};
