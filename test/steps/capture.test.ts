// Captures from a simulated box into a shelf in memory: what is taken, what is skipped, and that a failure leaves nothing behind.
import { createHash } from 'node:crypto';
import { brokenOff } from '../../functions/appliance/backup-body.ts';
import { httpsLook } from '../../functions/appliance/https-look.ts';
import type { NameLook } from '../../functions/appliance/vantage.ts';
import type { BackupManifest } from '../../functions/domain/backup-manifest.ts';
import { newPairRecord, type PairRecord } from '../../functions/domain/pair-record.ts';
import { systemClock } from '../../functions/net/system-clock.ts';
import { type CaptureTools, capture } from '../../functions/steps/capture.ts';
import { LONDON, testBox } from '../appliance/boxes.ts';

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
  goOnWith: {},
  recoveryId: 'r-1',
  epoch: 4,
  from: 'london',
  to: 'dublin',
  since: '2026-11-22T20:00:00.000Z',
};

const shelfInMemory = () => {
  const objects = new Map<string, Uint8Array>();
  const manifests: BackupManifest[] = [];
  const ends: string[] = [];
  const hooks: { beforeComplete?: () => void; failWrite?: boolean } = {};
  const shelf: CaptureTools['shelf'] = {
    begin: async (key) => {
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      return {
        get bytes() {
          return bytes;
        },
        write: async (chunk) => {
          if (hooks.failWrite) throw new Error('the store is down');
          chunks.push(chunk.slice());
          bytes += chunk.length;
        },
        complete: async () => {
          const whole = Buffer.concat(chunks);
          objects.set(key, whole);
          ends.push('completed');
          return { versionId: 'v1', bytes: whole.length, sha256: createHash('sha256').update(whole).digest('hex') };
        },
        abort: async () => void ends.push('aborted'),
      };
    },
    writeManifest: async (manifest) => {
      ends.push('manifest');
      manifests.push(manifest);
    },
  };
  return { shelf, objects, manifests, ends, hooks };
};

/** A body that stops after its first bytes, until the signal ends it. */
const endless = (signal: AbortSignal): AsyncIterable<Uint8Array> =>
  brokenOff(
    (async function* () {
      yield new Uint8Array(1_000);
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    })(),
    'london',
    signal,
  );

const stage = async () => {
  const london = await testBox({ backupBytes: 50_000 });
  const store = shelfInMemory();
  let record: PairRecord = newPairRecord('support', 'london', ['london', 'dublin']);
  const dns: { addresses: readonly string[] } = { addresses: ['127.0.0.1'] };
  const onRead: { readings: number; later?: Partial<PairRecord> } = { readings: 0 };
  const known: { manifests: readonly BackupManifest[] } = { manifests: [] };
  const slow = { bytes: false };
  const names: NameLook = { addresses: async () => dns.addresses };
  const tools: CaptureTools = {
    settings: { pairs: () => ['support'], read: async () => london.settings },
    records: {
      read: async () => {
        onRead.readings += 1;
        if (onRead.readings > 1 && onRead.later) record = { ...record, ...onRead.later };
        return { record, nowMs: Date.parse('2026-11-22T20:15:00.000Z') };
      },
      change: async () => {
        throw new Error('a capture changes no record');
      },
    },
    look: httpsLook(systemClock),
    names,
    apiOf: (_settings, appliance, credentialsOf) => {
      if (appliance !== 'london') throw new Error('only the primary is asked');
      const api = london.api(credentialsOf);
      return slow.bytes ? { ...api, backup: async (signal) => ({ contentType: '', bytes: endless(signal) }) } : api;
    },
    shelf: store.shelf,
    backups: {
      list: async () => ({ manifests: known.manifests, unreadable: [] }),
      prove: async () => ({ intact: true, because: '' }),
      presign: async () => '',
    },
    clock: { nowMs: () => Date.parse('2026-11-22T20:15:03.120Z') },
    newId: () => '0a1b2c3d',
  };
  return {
    ...store,
    london,
    dns,
    onRead,
    slow,
    known,
    change: (change: Partial<PairRecord>) => {
      record = { ...record, ...change };
    },
    run: (remainingMs = 60_000) => capture(tools)({ pair: 'support' }, () => remainingMs),
    [Symbol.asyncDispose]: () => london[Symbol.asyncDispose](),
  };
};

describe('a capture', () => {
  test('stores the bytes as they came, and the manifest last', async () => {
    await using it = await stage();
    const result = await it.run();
    const key = 'backups/support/20261122T201503Z-0a1b2c3d.nsb';
    const bytes = it.objects.get(key) ?? new Uint8Array();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(result).toEqual({ captured: '20261122T201503Z-0a1b2c3d', bytes: 50_000, sha256 });
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
        applianceId: it.london.box.guid,
      }),
    ]);
    expect(it.manifests[0]).not.toHaveProperty('suspect');
    expect(it.manifests[0]?.notIncluded.join()).toContain('recordings');
    // The box's own account of what it made agrees with what lies there.
    expect(it.london.box.events.find(({ kind }) => kind === 'backup_created')?.detail).toBe(sha256);
  });

  test('of a restored box is made with the accounts that came with its configuration', async () => {
    await using it = await stage();
    it.change({ credentialsOf: { london: 'dublin', dublin: 'dublin' }, epoch: 7 });
    it.london.secrets.set('twinbox/dublin', { value: LONDON, version: 'd1' });
    it.london.secrets.delete('twinbox/london');
    await it.run();
    expect(it.manifests).toMatchObject([{ credentialsOf: 'dublin', epoch: 7, appliance: 'london' }]);
  });

  test('of a paused pair is made all the same: it only reads', async () => {
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

describe('nothing is captured, and the box is not asked for a backup', () => {
  const untouched = async (it: Awaited<ReturnType<typeof stage>>, because: RegExp): Promise<void> => {
    await expect(it.run()).resolves.toEqual({ skipped: expect.stringMatching(because) });
    expect(it.ends).toEqual([]);
    expect(it.london.box.events).toEqual([]);
  };

  test('while a recovery is open', async () => {
    await using it = await stage();
    it.change({ lease: LEASE as NonNullable<PairRecord['lease']> });
    await untouched(it, /recovery r-1 is open/);
  });

  test('while a hold is open', async () => {
    await using it = await stage();
    it.change({ hold: HOLD });
    await untouched(it, /hold since .*FenceUnconfirmed/);
  });

  test('while the primary is not healthy on the users’ path', async () => {
    await using it = await stage();
    it.london.box.moods.health = 'sick';
    await untouched(it, /unhealthy/);
  });

  test('while the name points elsewhere, or nowhere', async () => {
    await using it = await stage();
    it.dns.addresses = ['127.0.0.2'];
    await untouched(it, /points at 127\.0\.0\.2/);
    it.dns.addresses = [];
    await untouched(it, /points at nothing/);
    it.dns.addresses = ['127.0.0.1', '127.0.0.2'];
    await untouched(it, /points at 127\.0\.0\.1, 127\.0\.0\.2/);
  });

  test('while the primary itself says that it is the standby', async () => {
    await using it = await stage();
    it.london.box.moods.role = 'backup';
    await untouched(it, /reports the role standby/);
  });

  test('without a pair in the input', async () => {
    const tools = {} as CaptureTools;
    await expect(capture(tools)({}, () => 60_000)).rejects.toMatchObject({ name: 'WrongInput' });
  });
});

test('a hold that has lapsed blocks nothing', async () => {
  await using it = await stage();
  it.change({ hold: { ...HOLD, lapsesAt: '2026-11-22T20:05:00.000Z' } });
  await expect(it.run()).resolves.toHaveProperty('captured');
});

describe('a capture that something overtakes leaves nothing behind', () => {
  test.each<[string, Partial<PairRecord>, RegExp]>([
    ['a recovery has begun', { lease: LEASE as NonNullable<PairRecord['lease']>, epoch: 4 }, /recovery r-1 is open/],
    ['a recovery has come and gone', { epoch: 4 }, /epoch 0 has become 4/],
    ['the roles were swapped', { primary: 'dublin' }, /dublin has become the primary/],
  ])('when %s meanwhile', async (_says, later, because) => {
    await using it = await stage();
    it.onRead.later = later;
    await expect(it.run()).resolves.toEqual({ skipped: expect.stringMatching(because) });
    expect(it.ends).toEqual(['aborted']);
    expect(it.objects.size).toBe(0);
  });
});

describe('what is no backup never becomes one', () => {
  test.each([
    ['error-page', 'BackupIsErrorPage'],
    ['json-error', 'BackupIsErrorPage'],
    ['invalid-credentials', 'BackupIsErrorPage'],
    ['empty', 'BackupEmpty'],
    ['truncated', 'BackupTruncated'],
  ] as const)('a box in the mood %s fails the capture as %s', async (mood, name) => {
    await using it = await stage();
    it.london.box.moods.backup = mood;
    await expect(it.run()).rejects.toMatchObject({ name, hint: expect.stringMatching(/./) });
    expect(it.ends).toEqual(['aborted']);
    expect(it.manifests).toEqual([]);
  });

  test('a backup that takes longer than the function has is given up in time', async () => {
    await using it = await stage();
    it.slow.bytes = true;
    await expect(it.run(10_300)).rejects.toMatchObject({ name: 'BackupTimedOut' });
    expect(it.ends).toEqual(['aborted']);
  });

  test('a store that fails in the middle ends the capture and the upload', async () => {
    await using it = await stage();
    it.hooks.failWrite = true;
    await expect(it.run()).rejects.toThrow('the store is down');
    expect(it.ends).toEqual(['aborted']);
  });
});
