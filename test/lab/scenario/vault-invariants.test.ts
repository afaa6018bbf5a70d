// Invariants 4 and 7 in made-up worlds: what may be restored, and what must never be lost.
import { capturesStay } from '../../../lab/scenario/invariants/capture-invariants.ts';
import { breachesOf } from './breaches.ts';
import { ADDRESSES, at, type FabricatedWorld, fabricateWorld, hashOf } from './fabricated-world.ts';
import { ARN, CONTENT, claimOf } from './good-failover.ts';

const CAPTURE = `backups/support/${new Date(at(60)).toISOString()}-london`;

const restoredWith = (content: string) => ({
  restoreBegun: (world: FabricatedWorld) => world.event('dublin', 'restore-begun', hashOf(content)),
  restored: (world: FabricatedWorld) => world.event('dublin', 'restored', hashOf(content)),
});

describe('only the newest good backup is restored', () => {
  test('bytes that no manifest describes are a breach', async () => {
    expect(await breachesOf(4, { instead: restoredWith('who knows') })).toEqual([
      'dublin was restored from bytes that no manifest describes',
    ]);
  });

  test('so is an older one while a newer good one lay there', async () => {
    const message = await breachesOf(4, {
      instead: restoredWith('older'),
      also: [[30, (world) => world.backup('london', 'older')]],
    });
    expect(message).toEqual([
      `dublin got ${CAPTURE.replace(':01:00', ':00:30')}.json, but ${CAPTURE}.json was newer and good`,
    ]);
  });

  test('not when the scenario itself had damaged the newer one, or when it was suspect', async () => {
    const also = [[30, (world: FabricatedWorld) => world.backup('london', 'older')]] as const;
    const damaged = await breachesOf(4, {
      instead: restoredWith('older'),
      also: [...also, [70, (world) => world.damagedByScenario.add(`${CAPTURE}.nsb`)]],
    });
    expect(damaged).toEqual([]);
    const suspect = await breachesOf(4, {
      instead: {
        ...restoredWith('older'),
        capture: (world) => world.backup('london', CONTENT, { suspect: 'shrunken' }),
      },
      also,
    });
    expect(suspect).toEqual([]);
  });

  test('not when the appliance refused the newer one in that run, while a refusal of another file excuses nothing', async () => {
    const refusing = (content: string) =>
      breachesOf(4, {
        instead: restoredWith('older'),
        also: [
          [30, (world) => world.backup('london', 'older')],
          [139, (world) => world.event('dublin', 'restore-refused', hashOf(content))],
        ],
      });
    expect(await refusing(CONTENT)).toEqual([]);
    expect(await refusing('another')).toHaveLength(1);
  });

  test('a suspect one is never restored, even where there is no other', async () => {
    const message = await breachesOf(4, {
      instead: { capture: (world) => world.backup('london', CONTENT, { suspect: 'shrunken' }) },
    });
    expect(message).toEqual([`dublin got ${CAPTURE}.json, which is suspect`]);
  });

  test('a suspect one is restored where a person has named it with a reason, and not where another was named', async () => {
    const id = CAPTURE.slice(CAPTURE.lastIndexOf('/') + 1);
    const trusted = (backup: string, status = 'SUCCEEDED') =>
      breachesOf(4, {
        instead: { capture: (world) => world.backup('london', CONTENT, { suspect: 'shrunken' }) },
        also: [
          [
            135,
            (world) =>
              world.executions.push({
                ...{ executionArn: `${ARN}-trust`, name: 'trust', status, startMs: at(135), stopMs: at(136) },
                input: JSON.stringify({ kind: 'trust', backup, by: 'kim', reason: 'we cleaned up' }),
              }),
          ],
        ],
      });
    expect(await trusted(id)).toEqual([]);
    expect(await trusted('another')).toHaveLength(1);
    expect(await trusted(id, 'FAILED')).toHaveLength(1);
  });

  test('a capture that was complete only after the run had chosen is not held against it', async () => {
    const message = await breachesOf(4, { also: [[135, (world) => world.backup('london', 'late')]] });
    expect(message).toEqual([]);
  });

  test('a small operation that runs meanwhile does not change when the run had to choose', async () => {
    const message = await breachesOf(4, {
      also: [
        [135, (world) => world.backup('london', 'late')],
        [
          138,
          (world) =>
            world.executions.push({
              ...{ executionArn: `${ARN}-status`, name: 'status', status: 'SUCCEEDED', input: '{"kind":"status"}' },
              ...{ startMs: at(138), stopMs: at(150) },
            }),
        ],
      ],
    });
    expect(message).toEqual([]);
  });

  test('one whose manifest was not written yet is a breach', async () => {
    const message = await breachesOf(4, {
      instead: { capture: () => undefined },
      also: [[150, (world) => world.backup('london', CONTENT)]],
    });
    expect(message).toEqual([`dublin got ${CAPTURE.replace(':01:00', ':02:30')}.nsb before it was complete`]);
  });

  test("an appliance's own capture over itself is a breach", async () => {
    const message = await breachesOf(4, {
      instead: { capture: () => undefined },
      also: [
        [40, (world) => world.zone({ target: ADDRESSES.dublin, by: 'world' })],
        [60, (world) => world.backup('dublin', CONTENT)],
        [70, (world) => world.zone({ target: ADDRESSES.london, by: 'world' })],
      ],
    });
    expect(message).toContain('dublin was restored over with a capture of its own');
  });

  test('an appliance that has been the primary since the capture is never restored over', async () => {
    const message = await breachesOf(4, {
      also: [
        [70, (world) => world.zone({ target: ADDRESSES.dublin, by: 'world' })],
        [80, (world) => world.zone({ target: ADDRESSES.london, by: 'world' })],
      ],
    });
    expect(message).toEqual([`dublin was restored over although it had been the primary since ${CAPTURE}.json`]);
  });

  test('an appliance that users were sent away from is not captured', async () => {
    const message = await breachesOf(4, { also: [[190, (world) => world.backup('london', 'stale')]] });
    expect(message).toEqual([
      `${CAPTURE.replace(':01:00', ':03:10')}.json was captured from london while users were sent elsewhere`,
    ]);
  });

  test('the next capture, from the new primary, is as it should be', async () => {
    expect(await breachesOf(4, { also: [[190, (world) => world.backup('dublin', 'next')]] })).toEqual([]);
  });
});

describe('what people said counts', () => {
  const NEWER = CAPTURE.slice(CAPTURE.lastIndexOf('/') + 1);
  const OLDER = NEWER.replace(':01:00', ':00:30');
  const older = [[30, (world: FabricatedWorld) => world.backup('london', 'older')]] as const;
  const SIGNED = { by: 'kim', reason: 'mistake of noon' } as const;

  const startedWith = (input: object) => (world: FabricatedWorld) =>
    world.executions.push({
      ...{ executionArn: ARN, name: 'run-12345678', status: 'RUNNING', startMs: at(130) },
      input: JSON.stringify({ pair: 'support', kind: 'failover', ...input }),
    });
  const said = (second: number, input: object, status = 'SUCCEEDED') =>
    [
      second,
      (world: FabricatedWorld) =>
        world.executions.push({
          ...{ executionArn: `${ARN}-${second}`, name: `word-${second}`, status },
          ...{ startMs: at(second), stopMs: at(second + 1), input: JSON.stringify({ ...SIGNED, ...input }) },
        }),
    ] as const;

  test('an older one that a person named with a reason is restored, and no other one', async () => {
    const named = (restorePoint: object, more: object = SIGNED) =>
      breachesOf(4, {
        instead: { ...restoredWith('older'), start: startedWith({ restorePoint, ...more }) },
        also: older,
      });
    expect(await named({ id: OLDER })).toEqual([]);
    expect(await named({ before: new Date(at(60)).toISOString() })).toEqual([]);
    expect(await named({ id: OLDER }, {})).toHaveLength(1);
    expect(await named({ id: NEWER })).toContain(
      `dublin got ${CAPTURE.replace(':01:00', ':00:30')}.json, but a person named another restore point`,
    );
    expect(await named({ before: new Date(at(61)).toISOString() })).toHaveLength(1);
    expect(await named({ before: new Date(at(30)).toISOString() })).toHaveLength(1);
  });

  test('a suspect one that a person named by its id is restored', async () => {
    const named = (restorePoint: object) =>
      breachesOf(4, {
        instead: {
          capture: (world) => world.backup('london', CONTENT, { suspect: 'shrunken' }),
          start: startedWith({ ...SIGNED, restorePoint }),
        },
      });
    expect(await named({ id: NEWER })).toEqual([]);
    expect(await named({ before: new Date(at(100)).toISOString() })).toHaveLength(1);
  });

  test('the newest one is passed over where people distrust it, by its id or by a window', async () => {
    const passedOver = (...words: readonly (readonly [number, object, string?])[]) =>
      breachesOf(4, { instead: restoredWith('older'), also: [...older, ...words.map((word) => said(...word))] });
    const window = { from: new Date(at(50)).toISOString(), to: new Date(at(60)).toISOString() };
    expect(await passedOver([90, { kind: 'distrust', backup: NEWER }])).toEqual([]);
    expect(await passedOver([90, { kind: 'distrust', ...window }])).toEqual([]);
    expect(await passedOver([90, { kind: 'distrust', backup: NEWER }, 'FAILED'])).toHaveLength(1);
    expect(await passedOver([90, { kind: 'distrust', ...window, to: new Date(at(59)).toISOString() }])).toHaveLength(1);
    expect(
      await passedOver([90, { kind: 'distrust', backup: NEWER }], [95, { kind: 'trust', backup: NEWER }]),
    ).toHaveLength(1);
    expect(await passedOver([90, { kind: 'distrust', ...window }], [95, { kind: 'trust', ...window }])).toHaveLength(1);
  });

  test('a distrusted one is never restored, unless it was trusted again', async () => {
    const restored = (...words: readonly (readonly [number, object])[]) =>
      breachesOf(4, { also: words.map((word) => said(...word)) });
    const distrust = { kind: 'distrust', backup: NEWER };
    expect(await restored([90, distrust])).toEqual([`dublin got ${CAPTURE}.json, which people distrust`]);
    expect(await restored([90, distrust], [95, { kind: 'trust', backup: NEWER }])).toEqual([]);
    expect(await restored([95, { kind: 'trust', backup: NEWER }], [96, distrust])).toHaveLength(1);
  });
});

describe('a capture is never lost or altered', () => {
  const bucketOf = ({ cloud }: FabricatedWorld) => cloud.s3.existingBucket('everything');

  test('bytes that changed on disk are a breach, unless the scenario changed them', async () => {
    const also = [[180, (world: FabricatedWorld) => world.cloud.s3.corrupt('everything', `${CAPTURE}.nsb`)]] as const;
    expect(await breachesOf(7, { also })).toEqual([`${CAPTURE}.nsb no longer has the hash in its manifest`]);
    const known = await breachesOf(7, {
      also: [...also, [181, (world) => world.damagedByScenario.add(`${CAPTURE}.nsb`)]],
    });
    expect(known).toEqual([]);
  });

  test('bytes that are gone are a breach', async () => {
    const message = await breachesOf(7, { also: [[180, (world) => bucketOf(world).objects.delete(`${CAPTURE}.nsb`)]] });
    expect(message).toEqual([`${CAPTURE}.nsb is gone, although its manifest exists`]);
  });

  test('a delete marker is a breach, on bytes and on a manifest', async () => {
    const mark = (end: string) => ({
      also: [
        [180, (world: FabricatedWorld) => world.cloud.s3.markDeleted(bucketOf(world), `${CAPTURE}${end}`, 'x')],
      ] as const,
    });
    expect(await breachesOf(7, mark('.nsb'))).toEqual([`${CAPTURE}.nsb has a delete marker`]);
    expect(await breachesOf(7, mark('.json'))).toEqual([`${CAPTURE}.json has a delete marker`]);
  });

  test('a manifest that is written again is a breach', async () => {
    const message = await breachesOf(7, { also: [[180, (world) => world.backup('london', CONTENT)]] });
    expect(message).toEqual([]);
    const again = await breachesOf(7, {
      also: [
        [
          180,
          async (world) => {
            const text = (await world.cloud.s3.read('everything', `${CAPTURE}.json`)).toString('utf8');
            await world.put(`${CAPTURE}.json`, text);
          },
        ],
      ],
    });
    expect(again).toEqual([`${CAPTURE}.json was written more than once`]);
  });

  test('a manifest that S3 took and that left no trace is a breach', async () => {
    const call = (status: number) => ({
      ...{ service: 's3', operation: 'PutObject', principal: 'Twinbox-support-capture', status, atMs: at(90) },
      input: { Bucket: 'everything', Key: 'backups/support/lost.json' },
    });
    const message = await breachesOf(7, { also: [[90, (world) => world.cloud.calls.push(call(200), call(200))]] });
    expect(message).toEqual(Array(2).fill('backups/support/lost.json was written and is gone'));
    expect(await breachesOf(7, { also: [[90, (world) => world.cloud.calls.push(call(503))]] })).toEqual([]);
  });
});

describe('a pruner that removes too much is seen', () => {
  const KEEP_DAYS = 90;
  const DAY_SECONDS = 86_400;
  const keyOf = (day: number): string => `backups/support/${String(day).padStart(4, '0')}.json`;

  /** One capture a day in a locked bucket; at its end those days are gone. */
  const pruned = async (days: number, gone: readonly number[], probedDay: number): Promise<readonly string[]> => {
    await using world = await fabricateWorld();
    const lock = { mode: 'GOVERNANCE', days: KEEP_DAYS } as const;
    const bucket = world.cloud.s3.createBucket({ name: 'vault', objectLock: true, defaultRetention: lock });
    for (let day = 0; day < days; day += 1) {
      world.now(day * DAY_SECONDS);
      const call = { service: 's3', operation: 'PutObject', principal: 'Twinbox-support-capture', status: 200 };
      world.cloud.calls.push({ ...call, atMs: at(day * DAY_SECONDS), input: { Bucket: 'vault', Key: keyOf(day) } });
      if (!gone.includes(day)) await world.cloud.s3.put('vault', keyOf(day), '{}');
    }
    expect(bucket.objects.size).toBe(days - gone.length);
    const written = world.view({ nowMs: at(probedDay * DAY_SECONDS) });
    return (await capturesStay.check(written)).filter((message) => !message.includes('manifest exists'));
  };

  test('old ones may go, while ten newer ones are there', async () => {
    await expect(pruned(13, [0, 1, 2], 200)).resolves.toEqual([]);
  });

  test('one that is not old is a breach', async () => {
    await expect(pruned(13, [0, 1, 2], 91.5)).resolves.toEqual([`${keyOf(2)} was written and is gone`]);
  });

  test('the last ten are a breach, however old', async () => {
    await expect(pruned(12, [0, 1, 2], 200)).resolves.toEqual(
      [0, 1, 2].map((day) => `${keyOf(day)} is gone, though fewer than 10 newer ones exist`),
    );
  });
});

describe('a second failover, back again', () => {
  test('restores what the new primary held, and nothing is wrong with that', async () => {
    const message = await breachesOf(4, {
      also: [
        [190, (world) => world.backup('dublin', 'from dublin')],
        [300, (world) => world.event('london', 'restore-begun', hashOf('from dublin'))],
        [320, (world) => world.event('london', 'restored', hashOf('from dublin'))],
        [330, (world) => world.zone({ target: ADDRESSES.london, claim: claimOf(2, 'moved', 'second') })],
      ],
    });
    expect(message).toEqual([]);
  });
});
