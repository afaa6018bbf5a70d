// A small template with every kind of element once, under names that the product does not use: the search must not
// depend on names.
import type { EditableTemplate } from '../../../lab/template-mutation/mutations/mutation.ts';

const DEFINITION = {
  StartAt: 'Look',
  States: {
    Look: {
      Type: 'Task',
      Resource: 'RESOURCE',
      Next: 'Seen?',
      Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'] }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Lost' }],
    },
    'Seen?': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.look', StringEquals: 'seen', Next: 'Won' },
        { Variable: '$.look', StringEquals: 'again', Next: 'Rest' },
      ],
      Default: 'Lost',
    },
    Rest: { Type: 'Wait', Seconds: 1, Next: 'Look' },
    Won: { Type: 'Succeed' },
    Lost: { Type: 'Fail' },
  },
};

const joined = (text: string) => {
  const [before = '', after = ''] = text.split('RESOURCE');
  return { 'Fn::Join': ['', [before, { 'Fn::GetAtt': ['LookA1B2C3D4', 'Arn'] }, after]] };
};

const assumedBy = (service: string) => ({
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
});

export const smallTemplate = (): EditableTemplate => ({
  Resources: {
    LookA1B2C3D4: {
      Type: 'AWS::Lambda::Function',
      Properties: { Environment: { Variables: { SHELF: 'a shelf', LAMP: { Ref: 'Lamp' } } } },
    },
    LookRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: assumedBy('lambda.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'inline',
            PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } },
          },
        ],
      },
    },
    LookPolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyDocument: {
          Statement: [
            { Sid: 'Write', Effect: 'Allow', Action: ['s3:PutObject', 's3:AbortMultipartUpload'], Resource: '*' },
            { Sid: 'Never', Effect: 'Deny', Action: ['s3:DeleteObject', 's3:DeleteBucket'], Resource: '*' },
          ],
        },
      },
    },
    BellPolicy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { PolicyDocument: { Statement: [{ Sid: 'Ring', Effect: 'Allow', Action: 'sns:Publish' }] } },
    },
    MayCall: { Type: 'AWS::Lambda::Permission', Properties: { Principal: 'events.amazonaws.com' } },
    Bell: {
      Type: 'AWS::SNS::Topic',
      Properties: { Subscription: [{ Protocol: 'https', Endpoint: 'https://a.test' }] },
    },
    Ear: { Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'email', Endpoint: 'a@b.test' } },
    Dark: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmActions: [{ Ref: 'Bell' }],
        OKActions: [{ Ref: 'Bell' }],
        ComparisonOperator: 'LessThanThreshold',
        Dimensions: [{ Name: 'Room', Value: 'cellar' }],
        Period: 10,
        Threshold: 1,
        TreatMissingData: 'breaching',
      },
    },
    Gloom: {
      Type: 'AWS::CloudWatch::CompositeAlarm',
      Properties: {
        AlarmActions: [{ Ref: 'Bell' }],
        AlarmRule: { 'Fn::Join': ['', ['(ALARM("', { 'Fn::GetAtt': ['Dark', 'Arn'] }, '") AND NOT OK("Dark"))']] },
      },
    },
    OnDark: { Type: 'AWS::Events::Rule', Properties: { EventPattern: {}, Targets: [{ Arn: 'one' }, { Arn: 'two' }] } },
    Nightly: {
      Type: 'AWS::Events::Rule',
      Properties: { ScheduleExpression: 'rate(1 day)', Targets: [{ Arn: 'one' }] },
    },
    Minutely: { Type: 'AWS::Scheduler::Schedule', Properties: { ScheduleExpression: 'rate(1 minute)' } },
    Search: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { DefinitionString: joined(JSON.stringify(DEFINITION)) },
    },
  },
});
