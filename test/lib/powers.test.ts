// What can do harm: repoint the service, call a restore, switch an appliance off. An observing deployment holds none of
// it.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { allowedBy, allowing, covers } from './statements.ts';
import { resourcesOf, synthesized, type Template } from './synthesized.ts';

const secretArn = (region: string, name: string) =>
  `arn:aws:secretsmanager:${region}:<AWS::AccountId>:secret:${name}-a1B2c3`;
const holdersOf = (template: Template, action: string) =>
  [...new Set(allowing(template, action).map(({ holder }) => holder))].sort();
const readersOf = (template: Template, secret: string) =>
  allowing(template, 'secretsmanager:GetSecretValue')
    .filter(({ resources }) => resources.some((pattern) => covers(pattern, secret)))
    .map(({ holder }) => holder)
    .sort();
/** Resources that may be invoked but are not functions of this template. */
const foreignInvocations = (template: Template) =>
  allowing(template, 'lambda:InvokeFunction').flatMap(({ holder, resources }) =>
    resources
      .filter((resource) => !/^<Functions[A-Za-z0-9]+(\.Arn)?>(:\*)?$/.test(resource))
      .map((resource) => ({ holder, resource })),
  );

describe('an observing deployment', () => {
  let template: Template;
  beforeAll(async () => {
    ({ template } = await synthesized('twinbox.yaml'));
  });

  test('lets nobody change a record', () => {
    expect(holdersOf(template, 'route53:ChangeResourceRecordSets')).toEqual([]);
  });

  test('lets nobody call a function that is not its own', () => {
    expect(foreignInvocations(template)).toEqual([]);
  });

  test('lets nobody read the secret of a power controller', () => {
    for (const name of ['twinbox/london-power', 'twinbox/dublin-power']) {
      expect(readersOf(template, secretArn('eu-central-1', name))).toEqual([]);
    }
  });

  test('still lets captures and checks read the secrets of the appliances', () => {
    expect(readersOf(template, secretArn('eu-central-1', 'twinbox/london'))).toEqual([
      'FunctionsCaptureRole',
      'FunctionsCheckStandbyRole',
      'FunctionsInspectRole',
      'FunctionsPrepareRole',
      'FunctionsPromoteRole',
      'FunctionsSetPrimaryRole',
    ]);
  });

  test('holds no permission over whole services, and none that its functions do not use', () => {
    const services = new Set(
      allowedBy(template).flatMap(({ actions }) => actions.map((action) => action.split(':')[0])),
    );
    expect([...services].sort()).toEqual(
      [
        'cloudwatch',
        'kms',
        'lambda',
        'logs',
        's3',
        'secretsmanager',
        'sns',
        'sqs',
        'ssm',
        'states',
        'xray',
        'route53',
      ].sort(),
    );
    expect(allowedBy(template).filter(({ actions }) => actions.some((action) => action.includes('*')))).toEqual([]);
  });

  test('can delete nothing but versions of backups, and those only once their lock is over: nobody may get past a lock', () => {
    const deleting = allowedBy(template).flatMap(({ holder, actions }) =>
      actions
        .filter(
          (action) => /:(delete|bypass|putobjectretention|putbucket)/i.test(action) && !/logdelivery/i.test(action),
        )
        .map((action) => `${holder} ${action}`),
    );
    // Backups, and what says of them that Capture took them: by the read-back, which parses nothing of what an
    // appliance sent.
    expect(deleting).toEqual([
      'FunctionsReadBackRole s3:DeleteObjectVersion',
      'FunctionsReadBackRole s3:DeleteObjectVersion',
    ]);
  });

  test('uses managed policies of nobody', () => {
    for (const [, role] of resourcesOf(template, 'AWS::IAM::Role'))
      expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
  });
});

describe('where one of two pairs acts', () => {
  let template: Template;
  let other: Template;
  beforeAll(async () => {
    const { templates } = await synthesized('test/lib/settings/one-acts.yaml');
    ({ support: template = template, archive: other = other } = templates);
  });

  test('the stack of the other holds no power at all', () => {
    expect(holdersOf(other, 'route53:ChangeResourceRecordSets')).toEqual([]);
    expect(foreignInvocations(other)).toEqual([]);
    for (const name of ['paris-power', 'rome-power', 'rome-login', 'london-power', 'dublin-login'])
      expect(readersOf(other, secretArn('eu-central-1', `twinbox/${name}`))).toEqual([]);
  });

  test('lets ClaimTraffic, MoveTraffic and SetPrimary change the records of that pair alone', () => {
    const changing = allowing(template, 'route53:ChangeResourceRecordSets');
    expect(changing.map(({ holder }) => holder).sort()).toEqual([
      'FunctionsClaimTrafficRole',
      'FunctionsMoveTrafficRole',
      'FunctionsSetPrimaryRole',
    ]);
    for (const { resources, condition } of changing) {
      expect(resources).toEqual(['arn:aws:route53:::hostedzone/Z0SUPPORT']);
      expect(condition['ForAllValues:StringEquals']).toEqual({
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': [
          'support.example.com',
          '_twinbox.support.example.com',
          'help.example.com',
          '_twinbox.help.example.com',
        ],
        'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'TXT'],
        'route53:ChangeResourceRecordSetsActions': ['CREATE', 'DELETE'],
      });
    }
  });

  test('refuses a change of records where a key of the condition is absent, which ForAllValues alone would allow', () => {
    for (const { condition } of allowing(template, 'route53:ChangeResourceRecordSets')) {
      const keys = Object.keys(condition['ForAllValues:StringEquals'] ?? {});
      expect(condition.Null).toEqual(Object.fromEntries(keys.map((key) => [key, 'false'])));
    }
  });

  test('lets UploadBackup call the restore function of that pair alone', () => {
    expect(foreignInvocations(template)).toEqual([
      {
        holder: 'FunctionsUploadBackupRole',
        resource: 'arn:aws:lambda:eu-central-1:123456789012:function:restore-support',
      },
    ]);
  });

  test('lets UploadBackup and the check of the sign-in read the account for /login of that pair alone, and what protects its backups', () => {
    const reads = (name: string) => readersOf(template, secretArn('eu-central-1', name));
    expect(reads('twinbox/dublin-login')).toEqual(['FunctionsCheckReadinessRole', 'FunctionsUploadBackupRole']);
    expect(reads('twinbox/rome-login')).toEqual([]);
    for (const name of ['twinbox/london', 'twinbox/dublin']) expect(reads(name)).toContain('FunctionsUploadBackupRole');
    expect(reads('twinbox/rome')).not.toContain('FunctionsUploadBackupRole');
  });

  test('lets Fence, and whoever reads power beforehand, read the power secret of that pair alone', () => {
    expect(readersOf(template, secretArn('eu-central-1', 'twinbox/london-power'))).toEqual([
      'FunctionsFenceRole',
      'FunctionsPowerOnRole',
      'FunctionsPrepareRole',
      'FunctionsReadPowerRole',
      'FunctionsShutDownRole',
    ]);
    for (const name of ['twinbox/paris-power', 'twinbox/rome-power']) {
      expect(readersOf(template, secretArn('eu-central-1', name))).toEqual([]);
    }
  });
});
