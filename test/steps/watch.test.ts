// The watcher's turn in virtual time: slots, handover, and what it publishes when something fails.
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import type { Quarantine } from '../../functions/domain/record/pair-record.ts';
import { listedBackups } from '../doubles/listed-backups.ts';
import { manifestOf } from '../store/manifests.ts';
import { START_MS, settings, watchStage as stage } from './watch-stage.ts';

describe('a watcher without a successor', () => {
  test('makes its rounds on wall-clock slots for 130 seconds, then ends', async () => {
    const { run, named, now } = stage();
    await expect(run()).resolves.toEqual({ rounds: 14, ended: 'time is up' });
    expect(named('Heartbeat').map(({ at }) => at.slice(14, 19))).toEqual([
      '15:00',
      '15:10',
      '15:20',
      '15:30',
      '15:40',
      '15:50',
      '16:00',
      '16:10',
      '16:20',
      '16:30',
      '16:40',
      '16:50',
      '17:00',
      '17:10',
    ]);
    expect(now() - START_MS).toBeLessThanOrEqual(130_000);
  });

  test('ends before its function would be cut off during a round', async () => {
    const { run, now } = stage();
    await run(() => START_MS + 40_000 - now());
    expect(now() - START_MS).toBeLessThanOrEqual(30_000);
  });

  test('publishes the deciding metrics at one-second resolution, in one call, with the slot’s time', async () => {
    const { run, points } = stage();
    await run();
    expect(points.filter(({ name }) => name !== 'BackupAgeMinutes').slice(0, 3)).toEqual([
      { pair: 'support', name: 'PrimaryDown', value: 0, at: '2026-11-22T20:15:00.000Z', highResolution: true },
      { pair: 'support', name: 'ServiceDown', value: 0, at: '2026-11-22T20:15:00.000Z', highResolution: true },
      { pair: 'support', name: 'Heartbeat', value: 1, at: '2026-11-22T20:15:00.000Z', highResolution: true },
    ]);
  });
});

describe('handover', () => {
  test('a watcher announces itself after its first round, once', async () => {
    const { run, announced } = stage();
    await run();
    expect(announced).toEqual([{ id: 'turn-b', startedAt: '2026-11-22T20:15:03.000Z' }]);
  });

  test('a newer watcher takes over from an older one after the current round', async () => {
    const { run, handover, named } = stage();
    handover.latest = { id: 'turn-a', startedAt: '2026-11-22T20:15:03.001Z' };
    await expect(run()).resolves.toEqual({ rounds: 1, ended: 'relieved' });
    expect(named('Heartbeat')).toHaveLength(1);
  });

  test('an older watcher takes over from nobody', async () => {
    const { run, handover } = stage();
    handover.latest = { id: 'turn-z', startedAt: '2026-11-22T20:15:02.999Z' };
    await expect(run()).resolves.toMatchObject({ ended: 'time is up' });
  });

  test('one with a start time years ahead takes over from nobody', async () => {
    const { run, handover } = stage();
    handover.latest = { id: 'turn-z', startedAt: '9999-01-01T00:00:00.000Z' };
    await expect(run()).resolves.toMatchObject({ ended: 'time is up' });
  });

  test('of two that started in the same instant exactly one stays', async () => {
    const startedAt = '2026-11-22T20:15:03.000Z';
    const { run, handover } = stage();
    handover.latest = { id: 'turn-c', startedAt };
    await expect(run()).resolves.toMatchObject({ ended: 'relieved' });
    const other = stage();
    other.handover.latest = { id: 'turn-a', startedAt };
    await expect(other.run()).resolves.toMatchObject({ ended: 'time is up' });
  });

  test('a store failure never ends the watch, and is logged', async () => {
    const { run, said, named } = stage({
      handover: {
        write: async () => {},
        read: async () => {
          throw new Error('no store');
        },
      },
    });
    await run();
    expect(named('Heartbeat')).toHaveLength(14);
    expect(said.filter((sentence) => sentence.includes('newer watcher'))).toHaveLength(14);
  });
});

describe('what is published about the primary', () => {
  test('a silent primary is published as down in every round', async () => {
    const { run, london, named, said } = stage();
    london.result = 'silent';
    await run();
    expect(named('PrimaryDown').every(({ value }) => value === 1)).toBe(true);
    expect(said.filter((sentence) => sentence.startsWith('support is PrimaryDown'))).toHaveLength(1);
  });

  test('the silence of the appliance that is now the standby is not published as PrimaryDown', async () => {
    const { run, london, record, named } = stage();
    record.primary = 'dublin';
    london.result = 'silent';
    await run();
    expect(named('PrimaryDown').every(({ value }) => value === 0)).toBe(true);
  });

  test('PrimaryDown is not published while the primary is unknown, and the rest is', async () => {
    const { tools } = stage();
    const { run, london, named } = stage({
      records: {
        ...tools.records,
        read: async () => {
          throw new Error('no record');
        },
      },
    });
    london.result = 'silent';
    await run();
    expect(named('PrimaryDown')).toHaveLength(0);
    expect(named('Heartbeat')).toHaveLength(14);
  });

  test('the roles of the last reading hold when the store fails in between', async () => {
    let readings = 0;
    const { tools } = stage();
    const { run, london, named } = stage({
      records: {
        ...tools.records,
        read: async (of) => {
          readings += 1;
          if (readings > 1) throw new Error('no record');
          return tools.records.read(of);
        },
      },
    });
    london.result = 'silent';
    await run();
    expect(named('PrimaryDown')).toHaveLength(14);
  });
});

describe('what is published about a hold', () => {
  const ID = '20261122T201503Z-0a1b2c3d';
  const hold = {
    ...{ reason: 'FenceUnconfirmed', message: 'm', phase: 'Fence', done: [], left: [], resumeInput: {} },
    ...{ recoveryId: ID, epoch: 1, from: 'london', to: 'dublin', since: '2026-11-22T20:15:03.000Z' },
  };

  test('each round says that it is there', async () => {
    const { run, record, named } = stage();
    Object.assign(record, { hold });
    await run();
    expect(named('RecoveryHalted').map(({ value }) => value)).toEqual(Array(14).fill(1));
  });

  test('nothing is published while there is none', async () => {
    const { run, named } = stage();
    await run();
    expect(named('RecoveryHalted')).toHaveLength(0);
  });
});

describe('what is published about a quarantined appliance', () => {
  const quarantined: Quarantine = {
    appliance: 'london',
    recoveryId: 'r1',
    since: '2026-11-22T19:00:00.000Z',
    reason: 'it died',
  };

  test.each([
    ['healthy', 1],
    ['unhealthy', 1],
    ['silent', 0],
    ['untrusted', 0],
  ] as const)('one that is %s is published as %d in every round', async (result, value) => {
    const { run, london, record, named } = stage();
    Object.assign(record, { primary: 'dublin', quarantined });
    london.result = result;
    await run();
    expect(named('SplitBrain')).toHaveLength(14);
    expect(new Set(named('SplitBrain').map((point) => point.value))).toEqual(new Set([value]));
    expect(named('SplitBrain')[0]?.highResolution).toBe(false);
  });

  test('nothing is published while none is quarantined', async () => {
    const { run, named } = stage();
    await run();
    expect(named('SplitBrain')).toHaveLength(0);
  });
});

describe('failures around it', () => {
  test('a metric that cannot be published costs only that round', async () => {
    let puts = 0;
    const { tools, points } = stage();
    const { run, said } = stage({
      metrics: {
        put: async (pair, put) => {
          puts += 1;
          if (puts < 5) throw new Error('CloudWatch is down');
          await tools.metrics.put(pair, put);
        },
      },
    });
    await expect(run()).resolves.toMatchObject({ rounds: 14 });
    expect(points.filter(({ name }) => name === 'Heartbeat').length).toBeGreaterThanOrEqual(9);
    expect(said.some((sentence) => sentence.includes('failed'))).toBe(true);
  });

  test('settings that cannot be read are read again in the next round', async () => {
    let readings = 0;
    const { run, named } = stage({
      settings: {
        pairs: () => ['support'],
        read: async () => {
          readings += 1;
          if (readings === 1) throw new Error('throttled');
          return settings;
        },
      },
    });
    await run();
    expect(named('Heartbeat')).toHaveLength(13);
    expect(readings).toBe(2);
  });
});

describe('the age of the newest good backup', () => {
  const backup = (capturedAt: string, suspect?: string): BackupManifest => ({
    ...manifestOf(capturedAt),
    ...(suspect ? { suspect } : {}),
  });

  test('is published once a minute and ignores suspect backups', async () => {
    const captureWriter = [backup('2026-11-22T20:14:00.000Z', 'shrunken'), backup('2026-11-22T19:15:03.000Z')];
    const { run, named } = stage({ backups: listedBackups(() => captureWriter) });
    await run();
    const ages = named('BackupAgeMinutes');
    expect(ages.length).toBeGreaterThanOrEqual(2);
    expect(ages.length).toBeLessThanOrEqual(3);
    expect(ages[0]?.value).toBeGreaterThanOrEqual(60);
    expect(ages[0]?.value).toBeLessThan(60.1);
    expect(ages[0]?.highResolution).toBe(false);
  });

  test('is a year while there is none', async () => {
    const { run, named } = stage();
    await run();
    expect(named('BackupAgeMinutes')[0]?.value).toBe(525_600);
  });

  test('is not published, and that is logged, when the backup store cannot be read', async () => {
    const { tools } = stage();
    const { run, named, said } = stage({
      backups: {
        ...tools.backups,
        listed: () => {
          throw new Error('no vault');
        },
      },
    });
    await run();
    expect(named('BackupAgeMinutes')).toHaveLength(0);
    expect(named('Heartbeat')).toHaveLength(14);
    expect(said.some((sentence) => sentence.includes('backup age'))).toBe(true);
  });
});

describe('a round in which something hangs', () => {
  const never = () => new Promise<never>(() => {});
  /** Ends each round as soon as nothing more can be done in it. */
  const limit = (ms: number, within?: AbortSignal): AbortSignal => {
    const stop = new AbortController();
    setImmediate(() => setImmediate(() => stop.abort(new Error(`${ms} ms are over`))));
    return within ? AbortSignal.any([within, stop.signal]) : stop.signal;
  };
  const { tools } = stage();

  test.each<readonly [string, Parameters<typeof stage>[0], number]>([
    ['the store of the record', { records: { ...tools.records, read: never } }, 14],
    [
      'the vault',
      { backups: { ...tools.backups, listed: () => ({ [Symbol.asyncIterator]: () => ({ next: never }) }) } },
      14,
    ],
    ['the relief', { handover: { write: never, read: never } }, 14],
    ['the settings', { settings: { ...tools.settings, read: never } }, 0],
    ['the metrics', { metrics: { put: never } }, 0],
  ])('%s: ends by its own deadline, and the next one comes in its slot', async (_what, changes, beats) => {
    const { run, named, said, tools: own } = stage(changes);
    Object.assign(own.clock, { deadline: limit });
    await expect(run()).resolves.toEqual({ rounds: 14, ended: 'time is up' });
    expect(named('Heartbeat')).toHaveLength(beats);
    expect(said.length).toBeGreaterThan(0);
  });

  test('gives all calls of a round one and the same signal', async () => {
    const signals = { metrics: new Set<AbortSignal | undefined>(), handover: new Set<AbortSignal | undefined>() };
    const { run } = stage({
      metrics: { put: async (_pair, _points, signal) => void signals.metrics.add(signal) },
      handover: {
        write: async (_turn, signal) => void signals.handover.add(signal),
        read: async (signal) => {
          signals.handover.add(signal);
          return undefined;
        },
      },
    });
    await run();
    expect(signals.metrics.size).toBe(14);
    expect(signals.handover).toEqual(signals.metrics);
    expect([...signals.metrics].every((signal) => signals.handover.has(signal) && signal !== undefined)).toBe(true);
  });
});
