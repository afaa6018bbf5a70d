// Creates in the emulated AWS what the template declares there: buckets, parameters, topics with subscriptions, alarms.

import type { Cloud } from '../../aws/cloud.ts';
import { compositeDefinitionOf } from '../../aws/cloudwatch/cloudwatch-shapes.ts';
import { isObject, type JsonObject, listOf, objectOf, optionalNumber, optionalText, textOf } from '../../base/json.ts';
import type { Declared, Template, TemplateResource } from './template.ts';

type AlarmDefinition = Parameters<Cloud['cloudwatch']['putAlarm']>[0];

const keyArn = (template: Declared, named: unknown): string | undefined => {
  const text = optionalText(named);
  if (text === undefined || text.startsWith('arn:')) return text;
  return template.byType('AWS::KMS::Key').find(({ name, ref }) => name === text || ref === text)?.arn ?? text;
};

const createBucket = (template: Declared, cloud: Cloud, { name, properties }: TemplateResource): void => {
  const encryption = objectOf(listOf(objectOf(properties.BucketEncryption).ServerSideEncryptionConfiguration)[0]);
  const kmsKeyArn = keyArn(template, objectOf(encryption.ServerSideEncryptionByDefault).KMSMasterKeyID);
  const retention = objectOf(objectOf(objectOf(properties.ObjectLockConfiguration).Rule).DefaultRetention);
  const days = optionalNumber(retention.Days) ?? (optionalNumber(retention.Years) ?? 0) * 365;
  const mode = retention.Mode === 'COMPLIANCE' ? 'COMPLIANCE' : 'GOVERNANCE';
  cloud.s3.createBucket({
    name,
    versioned: objectOf(properties.VersioningConfiguration).Status === 'Enabled',
    objectLock: properties.ObjectLockEnabled === true,
    ...(days > 0 ? { defaultRetention: { mode, days } } : {}),
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
  });
};

const createTopic = (template: Declared, cloud: Cloud, { name, arn, properties }: TemplateResource): void => {
  const kmsKeyArn = keyArn(template, properties.KmsMasterKeyId);
  cloud.sns.createTopic({ name, ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }) });
  for (const inline of listOf(properties.Subscription).map(objectOf))
    cloud.sns.subscribe(arn, { protocol: String(inline.Protocol), endpoint: String(inline.Endpoint) });
};

const alarmDefinition = ({ name, logicalId, properties }: TemplateResource): AlarmDefinition => {
  if (properties.Metrics !== undefined) throw new Error(`${logicalId}: alarms on metric math are not built here`);
  const dimensions = listOf(properties.Dimensions).map(objectOf);
  const actions = (property: string): string[] => listOf(properties[property]).map(String);
  const datapointsToAlarm = optionalNumber(properties.DatapointsToAlarm);
  const statistic =
    optionalText(properties.Statistic) ?? textOf(properties.ExtendedStatistic, `${logicalId}: statistic`);
  return {
    name,
    namespace: textOf(properties.Namespace, `${logicalId}: namespace`),
    metricName: textOf(properties.MetricName, `${logicalId}: metric`),
    dimensions: Object.fromEntries(dimensions.map((dimension) => [String(dimension.Name), String(dimension.Value)])),
    statistic: statistic as AlarmDefinition['statistic'],
    periodSeconds: optionalNumber(properties.Period) ?? 60,
    evaluationPeriods: optionalNumber(properties.EvaluationPeriods) ?? 1,
    ...(datapointsToAlarm === undefined ? {} : { datapointsToAlarm }),
    threshold: optionalNumber(properties.Threshold) ?? 0,
    comparison: textOf(properties.ComparisonOperator, `${logicalId}: comparison`) as AlarmDefinition['comparison'],
    missingData: (optionalText(properties.TreatMissingData) ?? 'missing') as NonNullable<
      AlarmDefinition['missingData']
    >,
    actionsEnabled: properties.ActionsEnabled !== false,
    alarmActions: actions('AlarmActions'),
    okActions: actions('OKActions'),
    insufficientDataActions: actions('InsufficientDataActions'),
    ...(typeof properties.AlarmDescription === 'string' ? { description: properties.AlarmDescription } : {}),
  };
};

/** One that asks another composite alarm would have to come after it: refused here until somebody needs it. */
const createComposite = (template: Declared, cloud: Cloud, { name, logicalId, properties }: TemplateResource): void => {
  const definition = compositeDefinitionOf({
    ...(properties as Partial<Parameters<typeof compositeDefinitionOf>[0]>),
    AlarmName: name,
    AlarmRule: textOf(properties.AlarmRule, `${logicalId}: rule`),
  });
  const nested = template
    .byType('AWS::CloudWatch::CompositeAlarm')
    .find((other) => definition.rule.includes(`"${other.arn}"`) || definition.rule.includes(`"${other.name}"`));
  if (nested)
    throw new Error(`${logicalId}: a composite alarm over the composite alarm ${nested.logicalId} is not built here`);
  cloud.cloudwatch.composites.put(definition);
};

const TIERS = ['Standard', 'Advanced', 'Intelligent-Tiering'] as const;

const parameterInput = ({ name, properties }: TemplateResource) => ({
  name,
  value: textOf(properties.Value, `parameter ${name}`),
  tier: TIERS.find((tier) => tier === properties.Tier) ?? ('Standard' as const),
  type: properties.Type === 'StringList' ? ('StringList' as const) : ('String' as const),
});

/** Creates all of it. Throws on what the lab has not built, naming the resource. */
export const createResources = (template: Declared, cloud: Cloud): void => {
  for (const bucket of template.byType('AWS::S3::Bucket')) createBucket(template, cloud, bucket);
  for (const parameter of template.byType('AWS::SSM::Parameter')) cloud.ssm.putParameter(parameterInput(parameter));
  for (const topic of template.byType('AWS::SNS::Topic')) createTopic(template, cloud, topic);
  for (const { properties } of template.byType('AWS::SNS::Subscription'))
    cloud.sns.subscribe(String(properties.TopicArn), {
      protocol: String(properties.Protocol),
      endpoint: String(properties.Endpoint),
      // The operators have followed the link that SNS sent them.
      confirmed: true,
    });
  for (const alarm of template.byType('AWS::CloudWatch::Alarm')) cloud.cloudwatch.putAlarm(alarmDefinition(alarm));
  for (const alarm of template.byType('AWS::CloudWatch::CompositeAlarm')) createComposite(template, cloud, alarm);
};

/** A stack as CloudFormation reports it once it is deployed. */
export const deployed = ({ stackName, raw, outputs }: Template) => ({
  name: stackName,
  description: optionalText(raw.Description) ?? '',
  outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, String(value)])),
});

/** The definition of a state machine, from DefinitionString (with its substitutions) or Definition. */
export const machineDefinition = ({ logicalId, properties }: TemplateResource): JsonObject => {
  if (isObject(properties.Definition)) return properties.Definition;
  const substitutions = objectOf(properties.DefinitionSubstitutions);
  const text = textOf(properties.DefinitionString, `the definition of ${logicalId}`);
  const filled = text.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => String(substitutions[name] ?? whole));
  return objectOf(JSON.parse(filled));
};
