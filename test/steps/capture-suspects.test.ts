// Suspect captures and captures with the same bytes: what operators are notified, and how often.
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import { captureStage as stage } from './capture-stage.ts';

type Stage = Awaited<ReturnType<typeof stage>>;
const HOUR_MS = 3_600_000;
const notified = ({ messages }: Stage): readonly string[] => messages.messages.map(({ subject }) => subject);

/** The next capture finds what this one stored. */
const captureAgain = async (it: Stage, hours = 1): Promise<unknown> => {
  it.clock.nowMs += hours * HOUR_MS;
  const taken = await it.run();
  it.known.manifests = it.manifests.map((one, index) => ({ ...one, backupId: `${index}` })).toReversed();
  return taken;
};
/** A body that ends with its connection, so that its end is unproven. */
const unproven = (it: Stage): void => {
  it.body.change = (body) => ({ ...body, endProven: false });
};

test('a backup whose end is unproven is kept as suspect, and its manifest says why', async () => {
  await using it = await stage();
  unproven(it);
  await expect(it.run()).resolves.toMatchObject({ suspect: expect.stringMatching(/^end not proven/) });
  expect(it.manifests).toMatchObject([{ suspicions: ['end-not-proven'], content: 'binary' }]);
});

test('an appliance that closes the connection instead of ending the body leaves no good backup', async () => {
  await using it = await stage();
  it.london.appliance.failureModes.backup = 'cut-by-close';
  await expect(it.run()).resolves.toMatchObject({ suspect: expect.stringMatching(/end not proven/) });
  it.london.appliance.failureModes.backup = 'ends-by-close';
  await expect(it.run()).resolves.toMatchObject({ suspect: expect.stringMatching(/^end not proven/) });
});

test('the first suspect one is notified, with the input that makes it good, and the next ones are not', async () => {
  await using it = await stage();
  it.settings.policy = { ...it.settings.policy, rpoMinutes: 10_080 };
  it.known.manifests = [{ backupId: 'good', bytes: 50_000, capturedAt: '2026-11-22T19:00:00.000Z' } as BackupManifest];
  unproven(it);
  await it.run();
  expect(notified(it)).toEqual(['support: a capture of london is suspect']);
  expect(it.messages.messages[0]?.body).toContain('"kind":"trust"');
  it.clock.nowMs += HOUR_MS;
  await it.run();
  expect(notified(it)).toHaveLength(1);
});

test('while the newest good one is older than the RPO, operators are notified of both once a day', async () => {
  await using it = await stage();
  it.known.manifests = [{ backupId: 'good', bytes: 50_000, capturedAt: '2026-11-22T10:00:00.000Z' } as BackupManifest];
  unproven(it);
  for (const hours of [1, 1, 22, 1, 23, 1]) {
    it.clock.nowMs += hours * HOUR_MS;
    await it.run();
  }
  expect(notified(it)).toHaveLength(3);
  const body = it.messages.messages.at(-1)?.body;
  expect(body).toContain('2026-11-22T10:00:00.000Z');
  expect(body).toContain('end not proven');
});

test('another kind of suspicion is notified at once', async () => {
  await using it = await stage();
  unproven(it);
  await it.run();
  it.known.manifests = [{ backupId: 'good', bytes: 500_000, capturedAt: '2026-11-22T20:00:00.000Z' } as BackupManifest];
  await it.run();
  expect(notified(it)).toHaveLength(2);
});

test('repeated identical bytes are notified once, and are never suspect', async () => {
  await using it = await stage();
  const same = new Uint8Array(50_000).map((_byte, index) => (index * 31) % 251);
  it.body.change = (body) => ({
    ...body,
    bytes: (async function* () {
      yield same.slice();
    })(),
  });
  for (let captures = 0; captures < 6; captures += 1) expect(await captureAgain(it)).not.toHaveProperty('suspect');
  expect(notified(it)).toEqual(['support: london keeps returning the same backup']);
});

test('a notification that cannot be sent does not fail the capture, and is logged', async () => {
  await using it = await stage();
  unproven(it);
  it.messages.notify = async () => {
    throw new Error('SNS is down');
  };
  await expect(it.run()).resolves.toHaveProperty('captured');
  expect(it.said.join()).toContain('operators could not be notified');
});

test('a trusted backup counts as good: the next one is compared only with it', async () => {
  await using it = await stage();
  const smaller = {
    backupId: 'small',
    bytes: 50_000,
    sha256: 'a'.repeat(64),
    suspect: 'shrunken',
    capturedAt: '2026-11-22T19:00:00.000Z',
  };
  it.known.manifests = [
    smaller,
    { backupId: 'big', bytes: 100_000, capturedAt: '2026-11-22T18:00:00.000Z' },
  ] as BackupManifest[];
  await expect(it.run()).resolves.toHaveProperty('suspect');
  it.change({
    trusted: [
      {
        ...{ backupId: 'small', sha256: smaller.sha256, of: 'person' },
        by: 'kim',
        reason: 'cleaned up',
        at: smaller.capturedAt,
      },
    ],
  });
  await expect(it.run()).resolves.not.toHaveProperty('suspect');
});

test.each(['endless', 'endless-with-a-length'] as const)(
  'a capture ends at the size limit if the appliance never stops sending (%s)',
  async (kind) => {
    await using it = await stage();
    it.settings.backup = { ...it.settings.backup, maxBytes: 1_048_576 };
    let sent = 0;
    it.body.change = (body) => ({
      ...body,
      ...(kind === 'endless-with-a-length' && { contentLength: 5_000_000_000 }),
      bytes: (async function* () {
        for (;;) {
          sent += 10_000;
          yield new Uint8Array(10_000).map((_byte, index) => index % 251);
        }
      })(),
    });
    await expect(it.run()).rejects.toMatchObject({ name: 'BackupTooBig' });
    expect(it.ends).toEqual(['aborted']);
    expect(sent).toBeLessThan(1_100_000);
  },
);
