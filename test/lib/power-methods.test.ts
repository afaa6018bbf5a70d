// Who may switch appliances through AWS: Fence and ShutDown stop instances, PowerOn starts them, those of their pair
// alone; an observing pair may read instances, and neither stop one nor call an owner's function.
import { beforeAll, expect, test } from '@jest/globals';
import { allowing } from './statements.ts';
import { synthesized, type Template } from './synthesized.ts';

let acting: Template;
let observing: Template;
beforeAll(async () => {
  const { template, templates } = await synthesized('test/lib/settings/power-methods.yaml');
  ({ support: acting = template, archive: observing = template } = templates);
});

const reach = (template: Template, action: string) =>
  allowing(template, action).map(({ holder, resources }) => [holder, ...resources]);

const ARN = 'arn:aws:ec2:eu-west-2:<AWS::AccountId>:instance/i-0123456789abcdef0';

test.each([
  ['ec2:StopInstances', ['FunctionsFenceRole', 'FunctionsShutDownRole']],
  ['ec2:StartInstances', ['FunctionsPowerOnRole']],
])('%s is held by %j alone, for the instances of its pair', (action, holders) => {
  expect(reach(acting, action).sort()).toEqual(holders.map((holder) => [holder, ARN]));
  expect(reach(observing, action)).toEqual([]);
});

const READERS = ['Fence', 'PowerOn', 'Prepare', 'ReadPower', 'ShutDown'].map((name) => `Functions${name}Role`);

test('those that read power read instances, whatever the automation', () => {
  for (const template of [acting, observing])
    expect(reach(template, 'ec2:DescribeInstances').sort()).toEqual(READERS.map((holder) => [holder, '*']));
  const [first = []] = reach(observing, 'ec2:DescribeInstanceAttribute');
  expect(first[1]).toContain('instance/i-00000000000000001');
});

test('the owner’s power function is called by those that read power, and only where the pair acts', () => {
  const powers = (template: Template) =>
    reach(template, 'lambda:InvokeFunction').filter((one) => one.some((part) => part.includes('function:power-')));
  expect(powers(acting).sort()).toEqual(
    READERS.map((holder) => [holder, 'arn:aws:lambda:eu-central-1:123456789012:function:power-dublin']),
  );
  expect(powers(observing)).toEqual([]);
});
