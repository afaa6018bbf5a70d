// Amazon EC2 passes the contract at an emulated instance, and names what EC2 refuses. The emulation is checked by its
// own conformance suite.
import { EC2Client } from '@aws-sdk/client-ec2';
import { ec2ClientIn } from '../../functions/power/ec2/ec2-calls.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { ec2Stage, INSTANCE_ID, SETTLED_MS } from './ec2-stage.ts';
import { powerContract } from './power.contract.ts';

powerContract('ec2', async () => {
  const on = await ec2Stage();
  const { cloud, clock, instance, machine, power } = on;
  return {
    power,
    commands: () => cloud.ec2.commands.map(({ action, force }) => (force ? `${action} by force` : action)),
    settle: async () => clock.advance(SETTLED_MS),
    runs: () => machine.on,
    switchOn: () => void cloud.ec2.start(INSTANCE_ID, { dryRun: false }, 'somebody'),
    lie: () => {
      instance.traits.stoppingMs = SETTLED_MS;
    },
    refuse: () => {
      on.allowed = [];
    },
    silence: async () => void cloud.faults.add({ service: 'ec2', kind: 'hold' }),
    [Symbol.asyncDispose]: () => on[Symbol.asyncDispose](),
  };
});

describe('ec2', () => {
  test('cuts power without waiting for the operating system, and is off only once the instance is stopped', async () => {
    await using on = await ec2Stage();
    on.instance.traits.hungSystem = true;
    await expect(on.power.off(soon())).resolves.toMatch('without the operating system');
    await expect(on.power.read(soon())).resolves.toBe('changing');
    on.clock.advance(10_000);
    await expect(on.power.read(soon())).resolves.toBe('off');
    expect(on.machine.on).toBe(false);
  });

  test('where EC2 does not know that option, it stops by force alone', async () => {
    await using on = await ec2Stage();
    const unknown = { kind: 'error', code: 'UnknownParameter', status: 400, times: 1 } as const;
    using _fault = on.cloud.faults.add({ service: 'ec2', operation: 'StopInstances', ...unknown });
    await expect(on.power.off(soon())).resolves.toBe('StopInstances by force');
    expect(on.cloud.ec2.commands).toMatchObject([{ force: true, skipOs: false }]);
  });

  test.each([
    ['an address', { address: '203.0.113.99' }, 'expected 203.0.113.99 among the addresses'],
    [
      'a tag',
      { tag: { key: 'Name', value: 'dublin' } },
      'expected the tag Name of i-0123456789abcdef0 to be dublin, found london',
    ],
  ])('%s that is not the instance’s is WrongAppliance, before any command', async (_what, settings, message) => {
    await using on = await ec2Stage(settings);
    for (const ask of [on.power.off, on.power.on, on.power.shutDown, on.power.probe, on.power.read])
      await expect(ask?.(soon())).rejects.toMatchObject({
        name: 'WrongAppliance',
        message: expect.stringContaining(message),
      });
    expect(on.cloud.ec2.commands).toEqual([]);
  });

  test('the right address and tag are the appliance', async () => {
    await using on = await ec2Stage({ address: '10.1.0.10', tag: { key: 'Name', value: 'london' } });
    await expect(on.power.probe(soon())).resolves.toEqual({ state: 'on', target: { instanceId: INSTANCE_ID } });
  });

  test('stop protection is PowerActionRefused with the command that lifts it', async () => {
    await using on = await ec2Stage();
    on.instance.stopProtection = true;
    await expect(on.power.off(soon())).rejects.toMatchObject({
      name: 'PowerActionRefused',
      hint: expect.stringContaining('--no-disable-api-stop'),
    });
  });

  test('a reading says what would defeat a stop', async () => {
    await using on = await ec2Stage();
    await expect(on.whole.probe(soon())).resolves.not.toHaveProperty('obstacles');
    on.instance.stopProtection = true;
    on.instance.tags = { 'aws:autoscaling:groupName': 'fleet' };
    const { obstacles = [] } = await on.whole.probe(soon());
    expect(obstacles.map(({ message }) => message)).toEqual([
      expect.stringContaining('stop protection'),
      expect.stringContaining('Auto Scaling group fleet'),
    ]);
  });

  test('a role that may not read the protection still reads the power', async () => {
    await using on = await ec2Stage();
    on.allowed = ['ec2:DescribeInstances'];
    await expect(on.whole.probe(soon())).resolves.toMatchObject({ state: 'on' });
  });

  test('no capacity at a start has its own name, and a later start works', async () => {
    await using on = await ec2Stage();
    await on.power.off(soon());
    on.clock.advance(SETTLED_MS);
    on.instance.traits.startsWithoutCapacity = 1;
    await expect(on.power.on?.(soon())).rejects.toMatchObject({ name: 'PowerNoCapacity' });
    await on.power.on?.(soon());
    await expect(on.power.read(soon())).resolves.toBe('changing');
  });

  test.each([
    ['InvalidInstanceID.NotFound', 400, 'PowerNotFound'],
    ['RequestLimitExceeded', 503, 'PowerUnreachable'],
    ['UnsupportedOperation', 400, 'PowerActionRefused'],
    ['IncorrectInstanceState', 400, 'PowerConflict'],
    ['UnauthorizedOperation', 403, 'PowerRefused'],
    ['AuthFailure', 401, 'PowerRefused'],
    ['InternalError', 500, 'PowerUnreachable'],
  ])('%s is %s', async (code, status, name) => {
    await using on = await ec2Stage();
    using _fault = on.cloud.faults.add({ service: 'ec2', kind: 'error', code, status });
    await expect(on.power.off(soon())).rejects.toMatchObject({ name });
  });

  test('an instance that starts is stopped in a later try: EC2 stops none that never ran', async () => {
    await using on = await ec2Stage();
    await on.power.off(soon());
    on.clock.advance(SETTLED_MS);
    await on.power.on?.(soon());
    await expect(on.power.off(soon())).rejects.toMatchObject({ name: 'PowerConflict' });
    on.clock.advance(SETTLED_MS);
    await expect(on.power.off(soon())).resolves.toBeDefined();
  });

  test('a terminated instance is off, whatever its address was', async () => {
    await using on = await ec2Stage({ address: '203.0.113.10' });
    on.instance.terminate();
    await expect(on.power.probe(soon())).resolves.toMatchObject({
      state: 'off',
      obstacles: [{ message: expect.stringContaining('cannot start it again') }],
    });
  });
});

test('an instance in another region is asked there', async () => {
  const home = new EC2Client({ region: 'eu-central-1', maxAttempts: 2 });
  expect(await ec2ClientIn(home, 'eu-central-1')).toBe(home);
  const there = await ec2ClientIn(home, 'us-east-1');
  await expect(there.config.region()).resolves.toBe('us-east-1');
  await expect(there.config.maxAttempts()).resolves.toBe(2);
});
