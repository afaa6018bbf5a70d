// Every policy the template grants or attaches: what each role may do, who may take it on, and what buckets, topics,
// keys and functions say themselves.

import { isObject, type Json, type JsonObject, listOf, objectOf, optionalText } from '../../base/json.ts';
import type { Declared, TemplateResource } from '../template/template.ts';

export interface Role {
  readonly arn: string;
  readonly name: string;
  /** Who may take it on. */
  readonly trust: JsonObject;
  readonly policies: readonly { readonly name: string; readonly policy: JsonObject }[];
}

export interface StackPolicies {
  readonly roles: ReadonlyMap<string, Role>;
  /** The resource's own policy, merged from all that the template attaches to it; by the resource's ARN. */
  readonly resourcePolicies: ReadonlyMap<string, JsonObject>;
}

const LOG_WRITES = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const NETWORK_INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
// Source: the AWS managed policy reference, without what the lab has no service for.
const AWS_MANAGED: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': LOG_WRITES,
  'service-role/AWSLambdaVPCAccessExecutionRole': [...LOG_WRITES, ...NETWORK_INTERFACES],
  AWSXRayDaemonWriteAccess: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  CloudWatchLambdaInsightsExecutionRolePolicy: LOG_WRITES,
};

const awsManaged = (arn: string): JsonObject => {
  const actions = AWS_MANAGED[arn.replace(/^arn:aws:iam::aws:policy\//, '')];
  if (actions === undefined)
    throw new Error(`the lab does not know the managed policy ${arn}; add it to iam-policies.ts`);
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
};

const attachedTo = (policy: TemplateResource, role: TemplateResource): boolean =>
  listOf(policy.properties.Roles).includes(role.name);

const rolesIn = (template: Declared): Role[] =>
  template.byType('AWS::IAM::Role').map((role) => {
    const managedHere = template.byType('AWS::IAM::ManagedPolicy');
    const attached = [...template.byType('AWS::IAM::Policy'), ...managedHere].filter((policy) =>
      attachedTo(policy, role),
    );
    const named = listOf(role.properties.ManagedPolicyArns).map((arn) => {
      const own = managedHere.find(({ ref }) => ref === arn);
      return {
        name: String(arn),
        policy: own === undefined ? awsManaged(String(arn)) : objectOf(own.properties.PolicyDocument),
      };
    });
    const inline = listOf(role.properties.Policies).map(objectOf);
    return {
      arn: role.arn,
      name: role.name,
      trust: objectOf(role.properties.AssumeRolePolicyDocument),
      policies: [
        ...inline.map((one) => ({ name: String(one.PolicyName), policy: objectOf(one.PolicyDocument) })),
        ...attached.map(({ logicalId, properties }) => ({
          name: logicalId,
          policy: objectOf(properties.PolicyDocument),
        })),
        ...named,
      ],
    };
  });

const permissionStatement = (permission: JsonObject): JsonObject => {
  const principal = String(permission.Principal);
  const sourceArn = optionalText(permission.SourceArn);
  const sourceAccount = optionalText(permission.SourceAccount);
  const condition = {
    ...(sourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': sourceArn } }),
    ...(sourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': sourceAccount } }),
  };
  return {
    Effect: 'Allow',
    Principal: principal.includes('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Action: permission.Action ?? 'lambda:InvokeFunction',
    Resource: '*',
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
};

/** A function is named by name or ARN, with or without a version: its policy counts for exactly that. */
const functionArn = (template: Declared, named: string): string =>
  named.startsWith('arn:') ? named : `arn:aws:lambda:${template.region}:${template.accountId}:function:${named}`;

/** Reads all policies of a stack. Throws on an AWS managed policy whose content is not known here. */
export const policiesIn = (template: Declared): StackPolicies => {
  const statements = new Map<string, Json[]>();
  const attach = (arn: string, document: JsonObject): void => {
    statements.set(arn, [...(statements.get(arn) ?? []), ...listOf(document.Statement)]);
  };
  const arnNamed = (type: string, ref: string): string =>
    template.byType(type).find((one) => one.ref === ref || one.name === ref)?.arn ?? ref;
  for (const { properties } of template.byType('AWS::S3::BucketPolicy'))
    attach(arnNamed('AWS::S3::Bucket', String(properties.Bucket)), objectOf(properties.PolicyDocument));
  for (const { properties } of template.byType('AWS::SNS::TopicPolicy'))
    for (const topic of listOf(properties.Topics)) attach(String(topic), objectOf(properties.PolicyDocument));
  for (const { properties } of template.byType('AWS::SQS::QueuePolicy'))
    for (const queue of listOf(properties.Queues))
      attach(arnNamed('AWS::SQS::Queue', String(queue)), objectOf(properties.PolicyDocument));
  for (const { arn, properties } of template.byType('AWS::KMS::Key'))
    if (isObject(properties.KeyPolicy)) attach(arn, properties.KeyPolicy);
  for (const { properties } of template.byType('AWS::Lambda::Permission'))
    attach(functionArn(template, String(properties.FunctionName)), { Statement: [permissionStatement(properties)] });
  return {
    roles: new Map(rolesIn(template).map((role) => [role.arn, role])),
    resourcePolicies: new Map(
      [...statements].map(([arn, Statement]) => [arn, { Version: '2012-10-17', Statement } as JsonObject]),
    ),
  };
};
