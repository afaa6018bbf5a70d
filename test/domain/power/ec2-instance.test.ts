// What EC2 reports of an instance, as power, identity and obstacles.
import {
  type Ec2Instance,
  ec2IdentityFault,
  ec2Obstacles,
  ec2PowerOf,
} from '../../../functions/domain/power/ec2-instance.ts';

const instance: Ec2Instance = {
  instanceId: 'i-0123456789abcdef0',
  state: 'running',
  addresses: ['10.1.0.10', '203.0.113.10'],
  tags: { Name: 'london' },
  rootDevice: 'ebs',
};

test.each([
  ['pending', 'changing'],
  ['running', 'on'],
  ['stopping', 'changing'],
  ['stopped', 'off'],
  ['shutting-down', 'changing'],
  ['terminated', 'off'],
  ['hibernating', 'unknown'],
])('%s is %s', (state, power) => expect(ec2PowerOf({ state })).toBe(power));

test.each([
  ['another id', { instanceId: 'i-00000000000000001' }, 'expected instance i-00000000000000001'],
  ['another address', { address: '10.9.9.9' }, 'expected 10.9.9.9'],
  ['another tag', { tag: { key: 'Name', value: 'dublin' } }, 'found london'],
  ['a tag that is inherited, not set', { tag: { key: 'constructor', value: '' } }, 'no such tag'],
])('%s is not the appliance', (_what, expected, message) => {
  expect(ec2IdentityFault(instance, { instanceId: instance.instanceId, ...expected })).toContain(message);
});

test('id, address and tag together are the appliance; a terminated instance has lost its addresses', () => {
  const expected = { instanceId: instance.instanceId, address: '203.0.113.10', tag: { key: 'Name', value: 'london' } };
  expect(ec2IdentityFault(instance, expected)).toBeUndefined();
  expect(ec2IdentityFault({ ...instance, state: 'terminated', addresses: [] }, expected)).toBeUndefined();
});

test.each([
  ['nothing', {}, []],
  ['stop protection', { stopProtection: true }, ['stop protection']],
  ['an Auto Scaling group', { tags: { 'aws:autoscaling:groupName': 'fleet' } }, ['Auto Scaling group fleet']],
  ['an instance store', { rootDevice: 'instance-store' }, ['instance store']],
  ['a Spot Instance', { lifecycle: 'spot' }, ['Spot Instance']],
  ['a terminated instance', { state: 'terminated' }, ['cannot start it again']],
])('%s: what would defeat a stop, each with a fix', (_what, more, messages) => {
  const found = ec2Obstacles({ ...instance, ...more });
  expect(found.map(({ message }) => message)).toEqual(messages.map((one) => expect.stringContaining(one)));
  for (const { fix } of found) expect(fix).toMatch(/./);
});
