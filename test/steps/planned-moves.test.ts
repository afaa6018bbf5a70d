// Planned moves in memory, run by the phase table's own `next`: a switchover, its ends where it began, and the way back.

import { mainLineOf } from '../../functions/contract/workflow/phase-names.ts';
import { failure } from '../../functions/domain/failure/failure.ts';
import type { Report } from '../../functions/domain/report/report.ts';
import { DUBLIN, type House, kill, LONDON, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const WHY = { by: 'ann', reason: 'upgrade of london' };
const SWITCHOVER = { kind: 'switchover', to: 'dublin', ...WHY };
const quiet = { quiet: 'attested' } as const;
const planned = (policy = {}): House => onePair(policy, quiet);

const reportOf = ({ stores }: House): Report => [...stores.reports.reports.values()].at(-1) as Report;
const powerOf = ({ world }: House) => Object.values(world.appliances).map(({ power }) => power);

test('a switchover captures, restores, checks, lets the primary shut itself down, and moves', async () => {
  const house = planned();
  const { path, end } = await walk(house, SWITCHOVER);
  expect(path).toEqual(mainLineOf('switchover'));
  expect(end).toBe('SUCCEEDED');
  const [newest] = house.stores.backups.manifests.slice(-1);
  expect(house.world.deeds).toEqual([
    'capture of london',
    `restore ${newest?.backupId} to dublin under epoch 1`,
    'claimed for dublin under epoch 1',
    'london shuts down',
    'moved for dublin under epoch 1',
  ]);
  expect(powerOf(house)).toEqual(['off', 'on']);
  expect(house.world.zone[NAME]?.addresses).toEqual([DUBLIN]);
  expect(house.stores.records.now(house.pair)).toMatchObject({
    primary: 'dublin',
    quarantined: { appliance: 'london', reason: expect.stringContaining('as planned') },
    lastRecovery: { kind: 'switchover', outcome: 'moved' },
  });
  expect(reportOf(house)).toMatchObject({ outcome: 'moved', kind: 'switchover', fence: { outcome: 'fenced' } });
});

test('a primary that does not shut down keeps its power, and the switchover ends where it began', async () => {
  const house = planned();
  house.world.faults.ignoresShutDown = true;
  const { path, end } = await walk(house, SWITCHOVER);
  expect(path.slice(-2)).toEqual(['ShutDown', 'StandDown']);
  expect(end).toBe('SUCCEEDED');
  expect(house.world.deeds).not.toContain('power of london off');
  // The request is repeated, since an operating system may have missed it, and not at every attempt.
  expect(house.world.deeds.filter((deed) => deed === 'london shuts down').length).toBeLessThanOrEqual(5);
  expect(house.world.zone[NAME]?.addresses).toEqual([LONDON]);
  expect(house.stores.records.now(house.pair)).toMatchObject({ primary: 'london' });
  expect(house.stores.records.now(house.pair).hold).toBeUndefined();
});

test('one that stops serving in its shutdown is off before anyone is moved', async () => {
  const house = planned();
  house.world.faults.hangsInShutDown = true;
  const { path } = await walk(house, SWITCHOVER);
  expect(path).toEqual(mainLineOf('switchover'));
  const deeds = house.world.deeds;
  expect(deeds.indexOf('power of london off')).toBeLessThan(deeds.indexOf('moved for dublin under epoch 1'));
  expect(deeds.indexOf('power of london off')).toBeGreaterThan(deeds.indexOf('london shuts down'));
});

test('where power can only be cut, a person is asked to shut the primary down, and nothing cuts it', async () => {
  const house = planned();
  house.world.faults.onlyCuts = true;
  const { path } = await walk(house, SWITCHOVER);
  expect(path.slice(-2)).toEqual(['ShutDown', 'StandDown']);
  expect(house.world.deeds).not.toContain('power of london off');
  const asked = [...house.stores.messages.progress, ...house.stores.messages.messages].filter(({ subject }) =>
    subject.includes('shut london down now'),
  );
  expect(asked).toHaveLength(1);
});

test('open sessions make the switchover wait, people are asked once, and in the end users stay', async () => {
  const house = planned();
  house.world.faults.openSessions = 3;
  const { path } = await walk(house, SWITCHOVER);
  expect(path.slice(-2)).toEqual(['ShutDown', 'StandDown']);
  expect(house.world.deeds).not.toContain('london shuts down');
  const asked = [...house.stores.messages.progress, ...house.stores.messages.messages].filter(({ subject }) =>
    subject.includes('3 sessions are open'),
  );
  expect(asked).toHaveLength(1);
});

test('it goes on once they have ended', async () => {
  const house = planned();
  house.world.faults.openSessions = 3;
  const leave = (at: string, attempt: number): undefined => {
    if (at === 'ShutDown' && attempt === 5) house.world.faults.openSessions = 0;
  };
  const { end } = await walk(house, SWITCHOVER, { before: leave });
  expect(end).toBe('SUCCEEDED');
  expect(house.world.zone[NAME]?.addresses).toEqual([DUBLIN]);
});

test('a person may say that sessions are to end', async () => {
  const house = planned();
  house.world.faults.openSessions = 3;
  const { end } = await walk(house, { ...SWITCHOVER, endSessions: true });
  expect(end).toBe('SUCCEEDED');
  expect(house.world.zone[NAME]?.addresses).toEqual([DUBLIN]);
});

test('a restore that fails after the last capture leaves users on the primary, and no hold', async () => {
  const house = planned();
  house.world.faults.ignoresRestore = true;
  const { path, end } = await walk(house, SWITCHOVER);
  expect(path.at(-1)).toBe('Halt');
  expect(end).toBe('FAILED');
  expect(house.world.zone[NAME]?.addresses).toEqual([LONDON]);
  expect(powerOf(house)).toEqual(['on', 'on']);
  expect(house.stores.records.now(house.pair).hold).toBeUndefined();
  expect(house.stores.messages.messages.at(-1)?.body).toContain('Users were not affected and stay on london');
});

test('a standby that turns out unfit after the shutdown: the old primary is powered on again', async () => {
  const house = planned();
  const gone = (at: string): undefined => {
    const { dublin } = house.world.appliances;
    if (at === 'Promote' && dublin) dublin.probe = 'silent';
  };
  const { path, end } = await walk(house, SWITCHOVER, { before: gone });
  expect(path.slice(-3)).toEqual(['Promote', 'PowerOn', 'StandDown']);
  expect(end).toBe('SUCCEEDED');
  expect(powerOf(house)[0]).toBe('on');
  expect(house.world.zone[NAME]?.addresses).toEqual([LONDON]);
  expect(house.stores.records.now(house.pair)).toMatchObject({ primary: 'london' });
});

test('the same in a failover: the dead primary is powered on again, and a person is needed', async () => {
  const house = planned();
  kill(house);
  const gone = (at: string): undefined => {
    const { dublin } = house.world.appliances;
    if (at === 'Promote' && dublin) dublin.probe = 'silent';
  };
  const { path, end } = await walk(house, {}, { before: gone });
  expect(path.slice(-3)).toEqual(['Promote', 'PowerOn', 'Halt']);
  expect(end).toBe('FAILED');
  expect(house.world.deeds.slice(-2)).toEqual(['power of london off', 'power of london on']);
  expect(house.stores.records.now(house.pair)).toMatchObject({ hold: { reason: 'StandbyUnfit' } });
});

test('a fence that a person confirmed is not undone: whoever unplugged it had reasons', async () => {
  const house = planned();
  kill(house);
  const { faults, appliances } = house.world;
  faults.power = failure('PowerUnreachable', 'it is silent', 'Check the path.');
  const gone = (at: string): undefined => {
    if (at !== 'Promote') return;
    delete faults.power;
    const { dublin, london } = appliances;
    if (london) london.power = 'off';
    if (dublin) dublin.probe = 'silent';
  };
  const fenceConfirmed = { by: 'Ada Example', how: 'pulled both plugs' };
  const { path } = await walk(house, { fenceConfirmed }, { before: gone });
  expect(path.slice(-3)).toEqual(['Promote', 'PowerOn', 'Halt']);
  expect(house.world.deeds).not.toContain('power of london on');
  expect(house.stores.messages.messages.at(-1)?.body).toContain('Ada Example confirmed the fence');
});

test.each<[string, (house: House) => unknown, object, string]>([
  ['leads to the primary', () => undefined, { to: 'london' }, 'already-there'],
  [
    'would restore over a quarantined appliance',
    (house) =>
      house.stores.records.put(house.pair, (record) => ({
        ...record,
        quarantined: { appliance: 'dublin', recoveryId: 'x', since: '2026-11-22T20:00:00.000Z', reason: 'r' },
      })),
    {},
    'quarantined',
  ],
])('a switchover that %s is not started', async (_what, arrange, input, block) => {
  const house = planned();
  arrange(house);
  const { path } = await walk(house, { ...SWITCHOVER, ...input });
  expect(path).toEqual(['Begin']);
  expect(house.world.deeds).toEqual([]);
  expect(house.stores.messages.messages.at(-1)?.subject).toContain(block);
});

test('a mistyped appliance is a fault of the input', async () => {
  const house = planned();
  const { state, end } = await walk(house, { ...SWITCHOVER, to: 'dubln' });
  expect(end).toBe('FAILED');
  expect(state.halt?.message).toContain('support has no appliance dubln; it has london and dublin');
});

test('a switchover needs a healthy primary', async () => {
  const house = planned();
  kill(house);
  const { end } = await walk(house, SWITCHOVER);
  expect(end).toBe('FAILED');
  expect(house.world.deeds).toEqual([]);
  expect(house.stores.records.now(house.pair).hold).toBeUndefined();
});

test('a dry run of a switchover changes nothing', async () => {
  const house = planned();
  const { path } = await walk(house, { ...SWITCHOVER, dryRun: true });
  expect(path).toEqual(['Begin', 'Confirm', 'Prepare', 'Finish']);
  expect(house.world.deeds).toEqual([]);
});

describe('the way back', () => {
  const SALVAGED = { salvaged: { by: 'ann', how: 'recordings exported to the archive' } };

  const afterFailover = async (): Promise<House> => {
    const house = planned();
    kill(house);
    await walk(house, {}, { name: 'failover' });
    const { london } = house.world.appliances;
    if (london) london.probe = 'healthy';
    house.clock.pass(3_600);
    house.world.deeds.length = 0;
    return house;
  };

  test('reprotect powers the old primary on, restores today’s primary to it and lifts its quarantine', async () => {
    const house = await afterFailover();
    const { path, end } = await walk(house, { kind: 'reprotect', ...WHY, ...SALVAGED }, { name: 'reprotect' });
    expect(path).toEqual(mainLineOf('reprotect').filter((state) => path.includes(state)));
    expect(end).toBe('SUCCEEDED');
    const newest = house.stores.backups.manifests.at(-1);
    expect(newest).toMatchObject({ appliance: 'dublin' });
    expect(house.world.deeds).toEqual([
      'capture of dublin',
      'power of london on',
      `restore ${newest?.backupId} to london under epoch 2`,
    ]);
    expect(house.world.zone[NAME]?.addresses).toEqual([DUBLIN]);
    expect(house.stores.records.now(house.pair)).toMatchObject({
      primary: 'dublin',
      restoredBackup: { london: { backupId: newest?.backupId } },
      lastRecovery: { kind: 'reprotect', outcome: 'reprotected' },
    });
    expect(house.stores.records.now(house.pair).quarantined).toBeUndefined();
  });

  test('without a word about its data the quarantined appliance is never restored over', async () => {
    const house = await afterFailover();
    const { path } = await walk(house, { kind: 'reprotect', ...WHY }, { name: 'reprotect' });
    expect(path).toEqual(['Begin']);
    expect(house.world.deeds).toEqual([]);
    expect(house.stores.records.now(house.pair)).toMatchObject({ quarantined: { appliance: 'london' } });
    expect(house.stores.messages.messages.at(-1)?.body).toContain('"salvaged"');
  });

  test('then failback leads to the preferred appliance', async () => {
    const house = await afterFailover();
    await walk(house, { kind: 'reprotect', ...WHY, ...SALVAGED }, { name: 'reprotect' });
    house.clock.pass(3_600);
    const { end } = await walk(house, { kind: 'failback', ...WHY }, { name: 'failback' });
    expect(end).toBe('SUCCEEDED');
    expect(house.world.zone[NAME]?.addresses).toEqual([LONDON]);
    expect(powerOf(house)).toEqual(['on', 'off']);
    expect(house.stores.records.now(house.pair)).toMatchObject({
      primary: 'london',
      quarantined: { appliance: 'dublin' },
    });
  });
});

test('a last capture that is damaged in the store is not replaced by an older backup', async () => {
  const house = planned();
  const damage = (at: string): undefined => {
    const newest = house.stores.backups.manifests.at(-1);
    if (at === 'Prepare' && newest) house.stores.backups.damaged.add(newest.backupId);
  };
  const { end, state } = await walk(house, SWITCHOVER, { before: damage });
  expect(end).toBe('FAILED');
  expect(state.halt).toMatchObject({ reason: 'NoEligibleBackup' });
  expect(house.world.deeds).toEqual(['capture of london']);
});

test('a controller of another machine gets no command', async () => {
  const house = planned();
  house.stores.records.put(house.pair, (record) => ({
    ...record,
    powerTargets: { london: { redfish: { uuid: 'uuid-of-another-machine', notedAt: '2026-11-22T19:00:00.000Z' } } },
  }));
  await walk(house, SWITCHOVER);
  expect(house.world.deeds).not.toContain('london shuts down');
  expect(house.world.zone[NAME]?.addresses).toEqual([LONDON]);
});

describe('a failover beside a switchover', () => {
  /** The walk stops before that attempt; for Step Functions the execution still runs, and the primary dies. */
  const runningAt = async (state: string, nth: number): Promise<{ house: House; execution: string }> => {
    const house = planned();
    house.world.faults.ignoresShutDown = true;
    const { execution } = await walk(house, SWITCHOVER, {
      name: 'switchover-00000001',
      before: (at, attempt) => (at === state && attempt === nth ? 'stop' : undefined),
    });
    house.stores.executions.set(execution, 'RUNNING');
    kill(house);
    return { house, execution };
  };

  test('does not stop one that may have asked the primary to shut down', async () => {
    const { house, execution } = await runningAt('ShutDown', 2);
    const { path } = await walk(house, { trigger: 'alarm' }, { name: 'failover-00000002' });
    expect(path).toEqual(['Begin']);
    await expect(house.stores.executions.describe(execution)).resolves.toMatchObject({ status: 'RUNNING' });
  });

  test('stops one that has changed nothing yet', async () => {
    const { house, execution } = await runningAt('Prepare', 1);
    await walk(house, { trigger: 'alarm' }, { name: 'failover-00000002' });
    await expect(house.stores.executions.describe(execution)).resolves.toMatchObject({ status: 'ABORTED' });
    expect(house.world.zone[NAME]?.addresses).toEqual([DUBLIN]);
  });
});
