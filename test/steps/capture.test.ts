// Captures from a simulated appliance into a backup store in memory: what is captured, what is skipped, and that a
// failure leaves nothing behind.
import { createHash } from 'node:crypto';
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import type { PairRecord } from '../../functions/domain/record/pair-record.ts';
import { type CaptureTools, capture } from '../../functions/steps/capture/capture.ts';
import { withDeadline } from '../../packages/local-cloud/testing/patience.ts';
import { LONDON } from '../appliance/appliances.ts';
import { captureStage as stage } from './capture-stage.ts';

/** Time of its function that a capture reserves. */
const ORPHANED_MS = 10_000;

const LEASE = {
  owner: 'arn',
  epoch: 4,
  notAfter: '2026-11-22T21:00:00.000Z',
  recoveryId: 'r-1',
  kind: 'failover',
  dryRun: false,
  from: 'london',
  to: 'dublin',
} as const;
const HOLD = {
  reason: 'FenceUnconfirmed',
  message: '',
  phase: 'Fence',
  done: [],
  left: [],
  resumeInput: {},
  recoveryId: 'r-1',
  epoch: 4,
  from: 'london',
  to: 'dublin',
  since: '2026-11-22T20:00:00.000Z',
};

describe('a capture', () => {
  test('stores the bytes unchanged, and the manifest last', async () => {
    await using it = await stage();
    const result = await it.run();
    const key = 'backups/support/20261122T201503Z-0a1b2c3d.nsb';
    const bytes = it.objects.get(key) ?? new Uint8Array();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(result).toEqual({ captured: '20261122T201503Z-0a1b2c3d', bytes: 50_000, sha256, secretVersionId: 'v1' });
    expect(it.ends).toEqual(['completed', 'manifest']);
    expect(it.manifests).toEqual([
      expect.objectContaining({
        backupId: '20261122T201503Z-0a1b2c3d',
        pair: 'support',
        appliance: 'london',
        epoch: 0,
        capturedAt: '2026-11-22T20:15:03.120Z',
        key,
        versionId: 'v1',
        bytes: 50_000,
        sha256,
        credentialsOf: 'london',
        applianceId: it.london.appliance.guid,
      }),
    ]);
    expect(it.manifests[0]).not.toHaveProperty('suspect');
    expect(it.manifests[0]?.notIncluded.join()).toContain('recordings');
    // What the appliance says it made matches what is stored.
    expect(it.london.appliance.events.find(({ kind }) => kind === 'backup_created')?.detail).toBe(sha256);
  });

  test('of a restored appliance uses the accounts that came with its configuration', async () => {
    await using it = await stage();
    it.change({ credentialsOf: { london: 'dublin', dublin: 'dublin' }, epoch: 7 });
    it.london.secrets.set('twinbox/dublin', { value: LONDON, version: 'd1' });
    it.london.secrets.delete('twinbox/london');
    await it.run();
    expect(it.manifests).toMatchObject([{ credentialsOf: 'dublin', epoch: 7, appliance: 'london' }]);
  });

  test('of a paused pair is taken as well, because it only reads', async () => {
    await using it = await stage();
    it.change({ pause: { reason: 'upgrade', until: '2026-11-23T00:00:00.000Z' } });
    await expect(it.run()).resolves.toHaveProperty('captured');
  });

  test('that has shrunk is kept and marked', async () => {
    await using it = await stage();
    it.known.manifests = [
      { backupId: 'x', bytes: 10, suspect: 'shrunken' } as BackupManifest,
      { backupId: 'y', bytes: 100_001 } as BackupManifest,
    ];
    await expect(it.run()).resolves.toMatchObject({ suspect: expect.stringContaining('shrunken') });
    expect(it.manifests[0]?.suspect).toContain('100001');
  });
});

describe('nothing is captured, and no backup is requested from the appliance', () => {
  const untouched = async (it: Awaited<ReturnType<typeof stage>>, reason: RegExp): Promise<void> => {
    await expect(it.run()).resolves.toEqual({ skipped: expect.stringMatching(reason) });
    expect(it.ends).toEqual([]);
    expect(it.london.appliance.events).toEqual([]);
  };

  test('while a recovery is open', async () => {
    await using it = await stage();
    it.change({ lease: LEASE as NonNullable<PairRecord['lease']> });
    await untouched(it, /recovery r-1 is open/);
  });

  test('while a hold is open', async () => {
    await using it = await stage();
    it.change({ hold: HOLD });
    await untouched(it, /hold has been open since .*FenceUnconfirmed/);
  });

  test('while the primary is not healthy on the users’ path', async () => {
    await using it = await stage();
    it.london.appliance.failureModes.health = 'sick';
    await untouched(it, /unhealthy/);
  });

  test('while the name points elsewhere or has no address', async () => {
    await using it = await stage();
    it.dns.addresses = ['127.0.0.2'];
    await untouched(it, /points at 127\.0\.0\.2/);
    it.dns.addresses = [];
    await untouched(it, /points at nothing/);
    it.dns.addresses = ['127.0.0.1', '127.0.0.2'];
    await untouched(it, /points at 127\.0\.0\.1, 127\.0\.0\.2/);
  });

  test('while the primary reports that it is the standby', async () => {
    await using it = await stage();
    it.london.appliance.failureModes.role = 'backup';
    await untouched(it, /reports the role standby/);
  });

  test('without a pair in the input', async () => {
    const tools = {} as CaptureTools;
    await expect(capture(tools)({}, () => 60_000)).rejects.toMatchObject({ name: 'WrongInput' });
  });
});

test('a lapsed hold blocks nothing', async () => {
  await using it = await stage();
  it.change({ hold: { ...HOLD, lapsesAt: '2026-11-22T20:05:00.000Z' } });
  await expect(it.run()).resolves.toHaveProperty('captured');
});

describe('a capture overtaken by an event leaves nothing behind', () => {
  test.each<[string, Partial<PairRecord>, RegExp]>([
    ['a recovery has begun', { lease: LEASE as NonNullable<PairRecord['lease']>, epoch: 4 }, /recovery r-1 is open/],
    ['a recovery has come and gone', { epoch: 4 }, /expected 0, found 4/],
    ['the roles were swapped', { primary: 'dublin' }, /the primary changed meanwhile: expected london, found dublin/],
  ])('when %s meanwhile', async (_says, later, reason) => {
    await using it = await stage();
    it.onRead.later = later;
    await expect(it.run()).resolves.toEqual({ skipped: expect.stringMatching(reason) });
    expect(it.ends).toEqual(['aborted']);
    expect(it.objects.size).toBe(0);
  });
});

const ranOutOfTime = (failure: unknown): boolean => failure instanceof Error && failure.name === 'BackupTimedOut';

/** A capture that runs out of time while it receives bytes. */
const outOfTime = async () => {
  const { it, failure } = await withDeadline(
    async (deadlineMs) => {
      const it = await stage();
      it.slow.bytes = true;
      const failure: unknown = await it.run(ORPHANED_MS + deadlineMs).catch((error: unknown) => error);
      if (!ranOutOfTime(failure)) await it[Symbol.asyncDispose]();
      return { it, failure };
    },
    ({ failure }) => !ranOutOfTime(failure),
  );
  expect(failure).toMatchObject({ name: 'BackupTimedOut' });
  return it;
};

describe('what is not a backup is never stored as one', () => {
  test.each([
    ['error-page', 'BackupIsErrorPage'],
    ['json-error', 'BackupIsErrorPage'],
    ['invalid-credentials', 'BackupIsErrorPage'],
    ['empty', 'BackupEmpty'],
    ['truncated', 'BackupTruncated'],
  ] as const)('an appliance in the failure mode %s fails the capture as %s', async (failureMode, name) => {
    await using it = await stage();
    it.london.appliance.failureModes.backup = failureMode;
    await expect(it.run()).rejects.toMatchObject({ name });
    expect(it.ends).toEqual(['aborted']);
    expect(it.manifests).toEqual([]);
  });

  test('a backup that takes longer than the function is aborted in time', async () => {
    await using it = await outOfTime();
    expect(it.ends).toEqual(['aborted']);
  });

  test('a store that fails in the middle ends the capture and the upload', async () => {
    await using it = await stage();
    it.hooks.failWrite = true;
    await expect(it.run()).rejects.toThrow('the store is down');
    expect(it.ends).toEqual(['aborted']);
  });
});

describe('the metrics of a capture', () => {
  const figures = (it: Awaited<ReturnType<typeof stage>>) =>
    it.points.map(({ pair, name, value }) => [pair, name, value]);

  test('a good one publishes how long it took, and that it is not suspect', async () => {
    await using it = await stage();
    it.onRead.tookMs = 95_000;
    await it.run();
    expect(figures(it)).toEqual([
      ['support', 'CaptureSeconds', 95],
      ['support', 'CaptureSuspect', 0],
    ]);
    expect(it.points[0]).toMatchObject({ at: '2026-11-22T20:16:38.120Z', highResolution: false });
  });

  test('a suspect one publishes that it is', async () => {
    await using it = await stage();
    it.known.manifests = [{ backupId: 'y', bytes: 100_001 } as BackupManifest];
    await it.run();
    expect(figures(it)).toContainEqual(['support', 'CaptureSuspect', 1]);
  });

  test('one that timed out publishes how long it had', async () => {
    await using it = await outOfTime();
    expect(figures(it)).toEqual([['support', 'CaptureSeconds', 0]]);
  });

  test('one that failed or was overtaken publishes nothing', async () => {
    await using it = await stage();
    it.london.appliance.failureModes.backup = 'error-page';
    await expect(it.run()).rejects.toMatchObject({ name: 'BackupIsErrorPage' });
    expect(it.points).toEqual([]);
    await using other = await stage();
    other.onRead.later = { epoch: 9 };
    await expect(other.run()).resolves.toHaveProperty('skipped');
    expect(other.points).toEqual([]);
  });

  test('a metric that cannot be published does not fail the capture, and is logged', async () => {
    await using it = await stage();
    it.broken.metrics = true;
    await expect(it.run()).resolves.toHaveProperty('captured');
    expect(it.said).toEqual(['the capture metrics of support could not be published']);
  });
});

describe('only one capture of a pair runs at a time', () => {
  const OTHER = {
    captureId: 'ffffffff',
    appliance: 'london',
    startedAt: '2026-11-22T20:10:00.000Z',
    notAfter: '2026-11-22T20:24:30.000Z',
  };

  test('while one is under way the next is skipped, and no backup is requested from the appliance', async () => {
    await using it = await stage();
    await it.turns.take('support', OTHER);
    await expect(it.run()).resolves.toEqual({
      skipped: 'capture ffffffff has been under way since 2026-11-22T20:10:00.000Z',
    });
    expect(it.london.appliance.events).toEqual([]);
    await expect(it.turns.latest('support')).resolves.toEqual(OTHER);
  });

  test('one that never released its lease blocks nothing once its function must have ended', async () => {
    await using it = await stage();
    await it.turns.take('support', { ...OTHER, notAfter: '2026-11-22T20:15:03.000Z' });
    await expect(it.run()).resolves.toHaveProperty('captured');
  });

  test('a lease lasts at most as long as the function may run', async () => {
    await using it = await stage();
    const taken: unknown[] = [];
    const { take } = it.turns;
    it.turns.take = (pair, turn) => {
      taken.push(turn);
      return take(pair, turn);
    };
    await it.run(60_000);
    expect(taken).toEqual([
      {
        captureId: '0a1b2c3d',
        appliance: 'london',
        startedAt: '2026-11-22T20:15:03.120Z',
        notAfter: '2026-11-22T20:16:03.120Z',
      },
    ]);
  });

  test.each(['empty', undefined] as const)('the lease is always released (failure mode %s)', async (failureMode) => {
    await using it = await stage();
    if (failureMode) it.london.appliance.failureModes.backup = failureMode;
    await it.run().catch(() => undefined);
    await expect(it.turns.latest('support')).resolves.toMatchObject({
      captureId: '0a1b2c3d',
      notAfter: '2026-11-22T20:15:03.120Z',
    });
  });

  test('a lease that cannot be released does not fail the capture, and is logged', async () => {
    await using it = await stage();
    it.turns.release = async () => {
      throw new Error('no store');
    };
    await expect(it.run()).resolves.toHaveProperty('captured');
    expect(it.said).toEqual([expect.stringContaining('it expires at 2026-11-22T20:16:03.120Z')]);
  });
});

describe('captures outside their hours', () => {
  const hours = async (between: string, order: object) => {
    await using it = await stage();
    it.settings.backup = { ...it.settings.backup, between };
    return { answer: await it.run(60_000, order), events: it.london.appliance.events.length };
  };

  test('are skipped with that reason if scheduled, and nothing is queried', async () => {
    await expect(hours('22:00-06:00 Europe/London', { trigger: 'schedule' })).resolves.toEqual({
      answer: { skipped: 'captures are scheduled only between 22:00-06:00 Europe/London' },
      events: 0,
    });
  });

  test('are taken within them', async () => {
    const { answer } = await hours('20:00-21:00 Europe/London', { trigger: 'schedule' });
    expect(answer).toHaveProperty('captured');
  });

  test('are taken at any hour for a person', async () => {
    const { answer } = await hours('22:00-06:00 Europe/London', {});
    expect(answer).toHaveProperty('captured');
  });
});
