// Power readings before a fence needs them: every hour and in each dry run and drill, of both appliances. They never
// command power.
import { type Failure, failure, isFailure } from '../../functions/domain/failure/failure.ts';
import type { Power, PowerReading } from '../../functions/power/power.ts';
import type { PowerToRead } from '../../functions/power/powers-to-read.ts';
import { inspect } from '../../functions/steps/monitor/inspect.ts';
import { readPower } from '../../functions/steps/monitor/read-power.ts';
import { type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const HOUR_S = 3_600;
const run = (house: House) => readPower(house.tools)({}, () => 50_000);
const recordOf = (house: House) => house.stores.records.now(house.pair);
const checkOf = (house: House, appliance: string) =>
  recordOf(house).powerReading?.checks.find(({ about }) => about === `power of ${appliance}`);
const refusedBy401 = failure('PowerRefused', 'it answered HTTP 401', 'Check the account.');

/** Replaces the reading of one appliance. */
const reading = (house: House, appliance: string, answer: PowerReading | Failure, asked: string[] = []): void => {
  const { powersToRead } = house.tools;
  const power: Power = {
    method: 'redfish',
    promisesOff: true,
    off: () => Promise.reject(new Error('a reading never commands')),
    read: () => Promise.reject(new Error('not asked here')),
    probe: async () => {
      asked.push(appliance);
      if (isFailure(answer)) throw answer;
      return answer;
    },
  };
  house.tools.powersToRead = (settings, name, refused, epoch) => {
    if (name !== appliance) return powersToRead(settings, name, refused, epoch);
    const presented = () => ({ secret: 'twinbox/london-power', versionId: 'v1' });
    return [{ method: 'redfish', power, presented } satisfies PowerToRead];
  };
};

test('records which machine each controller controls, and that both can be read', async () => {
  const house = onePair();
  const { evidence } = await run(house);
  expect(evidence).toEqual([
    'support: passed: power of london: redfish reads it as on, UUID uuid-of-london',
    'support: passed: power of dublin: redfish reads it as on, UUID uuid-of-dublin',
  ]);
  expect(recordOf(house)).toMatchObject({
    powerTargets: { london: { redfish: { uuid: 'uuid-of-london' } }, dublin: { redfish: { uuid: 'uuid-of-dublin' } } },
    powerReading: { at: house.clock.iso(), primary: 'london' },
  });
  expect(house.world.deeds).toEqual([]);
});

test('reads once an hour, and again as soon as the roles change', async () => {
  const house = onePair();
  await run(house);
  house.clock.pass(HOUR_S - 1);
  expect((await run(house)).evidence).toEqual([]);
  house.clock.pass(1);
  expect((await run(house)).evidence).toHaveLength(2);
  house.stores.records.put(house.pair, (record) => ({ ...record, primary: 'dublin' }));
  expect((await run(house)).evidence).toHaveLength(2);
});

test.each<readonly [string, PowerReading | Failure, RegExp]>([
  ['refuses the account', refusedBy401, /FenceUnready.*PowerRefused.*HTTP 401/],
  [
    'does not answer',
    failure('PowerUnreachable', 'silent (ABORT_ERR)', 'Check the path.'),
    /FenceUnready.*PowerUnreachable/,
  ],
  ['has several systems', failure('PowerTargetUnclear', 'it has 2 systems', 'Set systemPath.'), /PowerTargetUnclear/],
  [
    'reads off while london serves',
    { state: 'off', target: {} },
    /FenceUnready.*reads london as off, but london answers/,
  ],
  ['does not say whether it runs', { state: 'unknown', target: {} }, /FenceUnready.*does not report/],
  [
    'does not allow power off',
    { state: 'on', target: {}, allowed: ['On', 'ForceRestart'] },
    /FenceUnready.*ForceRestart/,
  ],
  ["controls dublin's machine", { state: 'on', target: { uuid: 'uuid-of-dublin' } }, /FenceTargetChanged.*dublin/],
])("a primary's controller that %s is a fault at once", async (_says, answer, expected) => {
  const house = onePair();
  reading(house, 'london', answer);
  await run(house);
  expect(checkOf(house, 'london')).toMatchObject({
    result: 'failed',
    need: 'fence',
    alarms: true,
    fix: expect.stringMatching(/./),
  });
  const { evidence } = await inspect(house.tools)();
  expect(evidence.join('\n')).toMatch(expected);
  expect(house.stores.metrics.points.find(({ name }) => name === 'StandbyUnfit')).toMatchObject({ value: 1 });
});

test("a fault of the standby's controller is reported and raises no alarm", async () => {
  const house = onePair();
  reading(house, 'dublin', refusedBy401);
  await run(house);
  expect(checkOf(house, 'dublin')).toMatchObject({ result: 'failed', name: 'FenceUnready', alarms: false });
  const { evidence } = await inspect(house.tools)();
  expect(evidence).toEqual([expect.stringContaining('FenceUnready')]);
  expect(house.stores.metrics.points.find(({ name }) => name === 'StandbyUnfit')).toMatchObject({ value: 0 });
});

test('a controller that reads off while its appliance does not answer is no fault', async () => {
  const house = onePair();
  kill(house, 'dublin');
  reading(house, 'dublin', { state: 'off', target: { uuid: 'uuid-of-dublin' } });
  await run(house);
  expect(checkOf(house, 'dublin')).toMatchObject({ result: 'passed' });
});

test('a changed machine is reported until a person acknowledges it', async () => {
  const house = onePair();
  await run(house);
  reading(house, 'london', { state: 'on', target: { uuid: 'new-board' } });
  house.clock.pass(HOUR_S);
  await run(house);
  expect(checkOf(house, 'london')).toMatchObject({
    name: 'FenceTargetChanged',
    message: expect.stringMatching(/expected UUID uuid-of-london.*found UUID new-board/),
    fix: expect.stringContaining('"powerTarget": "london"'),
  });
  await walk(house, { kind: 'acknowledge', by: 'Ada Example', powerTarget: 'london' });
  await run(house);
  expect(checkOf(house, 'london')).toMatchObject({ result: 'passed' });
  expect(recordOf(house).powerTargets?.london?.redfish).toMatchObject({ uuid: 'new-board' });
});

test('remembers which version of the secret was refused, and passes it to the next reading', async () => {
  const house = onePair();
  reading(house, 'london', refusedBy401);
  const handed: unknown[] = [];
  const { powersToRead } = house.tools;
  house.tools.powersToRead = (settings, name, refused, epoch) => {
    if (name === 'london') handed.push(refused);
    return powersToRead(settings, name, refused, epoch);
  };
  await run(house);
  house.clock.pass(HOUR_S);
  await run(house);
  expect(handed).toEqual([[], [{ secret: 'twinbox/london-power', versionId: 'v1' }]]);
});

test.each<readonly [string, object]>([
  ['a dry run', { dryRun: true }],
  ['a drill', { kind: 'drill' }],
])('%s reads the power of both, reports faults, and continues', async (_says, input) => {
  const house = onePair({}, { quiet: 'attested' });
  if ('dryRun' in input) kill(house);
  reading(house, 'london', refusedBy401);
  const { end } = await walk(house, input);
  expect(end).toBe('SUCCEEDED');
  const report = JSON.stringify([...house.stores.reports.reports.values()]);
  expect(report).toContain('failed: power of london: FenceUnready');
  expect(report).toContain('passed: power of dublin');
  expect(house.world.deeds.filter((deed) => deed.startsWith('power'))).toEqual([]);
});

test('a fault of the fence does not stop a failover before Fence, because it reads no power before', async () => {
  const house = onePair();
  kill(house);
  const asked: string[] = [];
  reading(house, 'london', refusedBy401, asked);
  const { end } = await walk(house, { trigger: 'alarm' });
  expect(end).toBe('SUCCEEDED');
  expect(asked).toEqual([]);
});

test('reads nothing while a recovery is under way', async () => {
  const house = onePair();
  const asked: string[] = [];
  reading(house, 'london', refusedBy401, asked);
  const lease = {
    owner: 'arn',
    epoch: 1,
    notAfter: house.clock.iso(),
    recoveryId: 'r',
    kind: 'failover',
    dryRun: false,
  } as const;
  house.stores.records.put(house.pair, (record) => ({ ...record, lease }));
  await run(house);
  expect(asked).toEqual([]);
});

test('an old reading, or one from before the roles changed, counts as not checked', async () => {
  const house = onePair();
  await run(house);
  house.clock.pass(3 * HOUR_S);
  await inspect(house.tools)();
  expect(house.stores.inspections.kept.get('support')?.checks).toContainEqual(
    expect.objectContaining({ need: 'fence', result: 'not-checked' }),
  );
});

test('a recovery that begins while power is read keeps its record', async () => {
  const house = onePair();
  const lease = {
    owner: 'arn',
    epoch: 1,
    notAfter: house.clock.iso(),
    recoveryId: 'r',
    kind: 'failover',
    dryRun: false,
  };
  const { powersToRead } = house.tools;
  house.tools.powersToRead = (...asked) => {
    house.stores.records.put(house.pair, (record) => ({ ...record, lease: lease as never }));
    return powersToRead(...asked);
  };
  await run(house);
  expect(recordOf(house).powerReading).toBeUndefined();
});

test('a method that is not read is not checked, with its reason where it has one', async () => {
  const house = onePair();
  const presented = () => undefined;
  house.tools.powersToRead = (_settings, name) => [
    name === 'london'
      ? { method: 'none', reason: 'the settings name no power method', presented }
      : { method: 'none', presented },
  ];
  const { evidence } = await run(house);
  expect(evidence).toEqual([
    expect.stringContaining('none: the settings name no power method'),
    expect.stringContaining('none: it cannot be read'),
  ]);
});

test('a pair whose reading breaks is named after all others were read', async () => {
  const house = onePair();
  house.tools.powersToRead = () => {
    throw new Error('the settings are broken');
  };
  await expect(run(house)).rejects.toMatchObject({
    name: 'ReadPowerFailed',
    message: expect.stringContaining('support: the settings are broken'),
  });
});

test('a pair whose record cannot be read is named', async () => {
  const house = onePair();
  const read = async () =>
    Promise.reject(failure('PairRecordUnreadable', 'the record of support is not JSON', 'Repair it.'));
  await expect(
    readPower({ ...house.tools, records: { ...house.stores.records, read } })({}, () => 50_000),
  ).rejects.toMatchObject({
    name: expect.stringMatching(/Unreadable/),
  });
});
