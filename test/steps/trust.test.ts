// Suspect backups: no recovery restores one automatically; a person or a drill makes it good.
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import { backupAt, type House, kill, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const UNPROVEN = { suspect: 'end not proven: no length', suspicions: ['end-not-proven'] } as const;
const SHRUNKEN = { suspect: 'shrunken: 3 bytes', suspicions: ['shrunken'] } as const;

const shelve = ({ stores }: House, ...manifests: readonly BackupManifest[]): void => {
  stores.backups.manifests.splice(0, stores.backups.manifests.length, ...manifests);
};
const onlySuspects = (house: House): void =>
  shelve(house, backupAt('1900', SHRUNKEN), backupAt('2000', { ...UNPROVEN, sha256: 'b'.repeat(64) }));
const trust = (house: House, more: object = {}) =>
  walk(
    house,
    { kind: 'trust', by: 'kim of operations', reason: 'restored it by hand', ...more },
    { name: 'person-trust' },
  );
const subjects = ({ stores }: House): readonly string[] => stores.messages.messages.map(({ subject }) => subject);

describe('a failover for which only suspect backups are left', () => {
  test('asks a person once, with the reason, and continues with the trusted backup', async () => {
    const house = onePair();
    onlySuspects(house);
    kill(house);
    const walked = await walk(
      house,
      {},
      {
        before: (state, attempt) => {
          if (state === 'Prepare' && attempt === 4)
            house.stores.records.put(house.pair, (record) => ({
              ...record,
              trusted: [
                {
                  backupId: '20261122T200000Z-a1b2c3d4',
                  sha256: 'b'.repeat(64),
                  of: 'person',
                  by: 'kim',
                  reason: 'restored it',
                  at: house.clock.iso(),
                },
              ],
            }));
          return undefined;
        },
      },
    );
    expect(walked.end).toBe('SUCCEEDED');
    expect(walked.path).toContain('Verify');
    expect(house.world.appliances.dublin?.restoredBackup).toBe('20261122T200000Z-a1b2c3d4');
    const asked = house.stores.messages.messages.filter(({ subject }) => subject.includes('must decide'));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toContain('end not proven');
    expect(asked[0]?.body).toContain('"kind":"trust","backup":"20261122T200000Z-a1b2c3d4"');
  });

  test('stands down when the primary answers meanwhile', async () => {
    const house = onePair();
    onlySuspects(house);
    kill(house);
    const walked = await walk(
      house,
      {},
      {
        before: (state, attempt) => {
          if (state === 'Prepare' && attempt === 3 && house.world.appliances.london)
            house.world.appliances.london.probe = 'healthy';
          return undefined;
        },
      },
    );
    expect(walked.path.slice(-2)).toEqual(['Prepare', 'StandDown']);
    expect(walked.end).toBe('SUCCEEDED');
    expect(house.world.deeds).toEqual([]);
  });

  test('stands down when it is paused meanwhile', async () => {
    const house = onePair();
    onlySuspects(house);
    kill(house);
    const walked = await walk(
      house,
      {},
      {
        before: (state, attempt) => {
          if (state === 'Prepare' && attempt === 3)
            house.stores.records.put(house.pair, (record) => ({
              ...record,
              pause: { reason: 'we are on it', until: '2026-11-23T00:00:00.000Z' },
            }));
          return undefined;
        },
      },
    );
    expect(walked.path.at(-1)).toBe('StandDown');
    expect(house.world.deeds).toEqual([]);
  });

  test('halts without a change after 25 minutes without an answer, and says how to continue', async () => {
    const house = onePair();
    onlySuspects(house);
    kill(house);
    const began = house.clock.nowMs();
    const walked = await walk(house, {});
    expect(walked.end).toBe('FAILED');
    expect(walked.state.halt).toMatchObject({
      reason: 'PhaseTimedOut',
      message: expect.stringContaining('"kind":"trust"'),
    });
    expect(house.world.deeds).toEqual([]);
    expect(house.clock.nowMs() - began).toBeGreaterThan(1_490_000);
  });

  test.each([
    ['a dry run', { kind: 'failover', dryRun: true }, {}],
    ['an observed pair', {}, { automation: 'observe' as const }],
  ])('does not wait in %s, but says how to continue', async (_says, input, policy) => {
    const house = onePair(policy);
    onlySuspects(house);
    kill(house);
    const walked = await walk(house, input);
    expect(walked.state.halt?.reason).toBe('NoEligibleBackup');
    expect(house.stores.messages.messages.at(-1)?.body).toContain('"kind":"trust"');
  });

  test('does not ask about one that does not fit the standby', async () => {
    const house = onePair();
    shelve(house, backupAt('2000', { ...UNPROVEN, version: '24.1.1' }));
    kill(house);
    const walked = await walk(house, {});
    expect(walked.state.halt?.reason).toBe('NoEligibleBackup');
  });
});

test('a failover with an older good one reports both what it restored and what is suspect', async () => {
  const house = onePair();
  shelve(house, backupAt('1000'), backupAt('1900', SHRUNKEN), backupAt('2000', UNPROVEN));
  kill(house);
  await walk(house, {});
  const body = house.stores.messages.messages.at(-1)?.body;
  expect(body).toContain('20261122T100000Z-a1b2c3d4 does not meet the objective of 120 min');
  expect(body).toContain('20261122T200000Z-a1b2c3d4 (suspect: end not proven');
});

describe('the verb trust', () => {
  test('makes the newest suspect one good, with name and reason, and notifies operators', async () => {
    const house = onePair();
    onlySuspects(house);
    const walked = await trust(house);
    expect(walked.end).toBe('SUCCEEDED');
    expect(house.stores.records.now(house.pair).trusted).toEqual([
      {
        backupId: '20261122T200000Z-a1b2c3d4',
        sha256: 'b'.repeat(64),
        of: 'person',
        by: 'kim of operations',
        reason: 'restored it by hand',
        at: expect.any(String),
      },
    ]);
    expect(house.stores.messages.messages.at(-1)?.body).toContain('kim of operations trusts the backup');
    expect(walked.state.operate?.evidence.join()).toContain('trusted by kim of operations');
    kill(house);
    expect((await walk(house, {}, { name: 'alarm-after' })).path).toContain('Verify');
  });

  test('accepts the id of another, and refuses a missing or not suspect one, or no reason', async () => {
    const house = onePair();
    shelve(house, backupAt('1800'), backupAt('1900', SHRUNKEN), backupAt('2000', UNPROVEN));
    expect((await trust(house, { backup: '20261122T190000Z-a1b2c3d4' })).end).toBe('SUCCEEDED');
    const refused = async (more: object) => (await trust(house, more)).state.halt?.message;
    expect(await refused({ backup: '20261122T190000Z-a1b2c3d4' })).toContain('is not suspect');
    expect(await refused({ backup: '20261122T180000Z-a1b2c3d4' })).toContain('is not suspect');
    expect(await refused({ backup: '20261122T170000Z-a1b2c3d4' })).toContain('has no backup');
    expect(await refused({ reason: undefined })).toContain('reason');
  });

  test('trusts the bytes, not the name: other bytes under the same id stay suspect', async () => {
    const house = onePair();
    onlySuspects(house);
    await trust(house);
    onlySuspects(house);
    const [, newest] = house.stores.backups.manifests;
    if (newest) house.stores.backups.manifests[1] = { ...newest, sha256: 'c'.repeat(64) };
    kill(house);
    const walked = await walk(
      house,
      {},
      { name: 'alarm-after', before: (state, attempt) => (state === 'Prepare' && attempt > 1 ? 'stop' : undefined) },
    );
    expect(walked.state.prepare?.outcome).toBe('again');
  });
});

describe('a drill', () => {
  const QUIET = { quiet: 'attested' } as const;

  test('restores one whose end is unproven, and so makes it good', async () => {
    const house = onePair({}, QUIET);
    shelve(house, backupAt('1800'), backupAt('1900', SHRUNKEN), backupAt('2000', UNPROVEN));
    const walked = await walk(house, { kind: 'drill' });
    expect(walked.end).toBe('SUCCEEDED');
    expect(house.world.appliances.dublin?.restoredBackup).toBe('20261122T200000Z-a1b2c3d4');
    expect(house.stores.records.now(house.pair).trusted).toMatchObject([
      { backupId: '20261122T200000Z-a1b2c3d4', of: 'drill', by: expect.stringContaining('-') },
    ]);
  });

  test('does not restore what a restore cannot prove', async () => {
    const house = onePair({}, QUIET);
    shelve(house, backupAt('1800'), backupAt('2000', { suspect: 'both', suspicions: ['end-not-proven', 'shrunken'] }));
    await walk(house, { kind: 'drill' });
    expect(house.world.appliances.dublin?.restoredBackup).toBe('20261122T180000Z-a1b2c3d4');
    expect(house.stores.records.now(house.pair).trusted).toBeUndefined();
  });

  test('whose newest capture came after its start has no negative age', async () => {
    const house = onePair({}, QUIET);
    shelve(house, backupAt('2359'));
    await walk(house, { kind: 'drill' });
    const report = [...house.stores.reports.reports.values()].at(-1) as { recoveryPoint: { ageSeconds: number } };
    expect(report.recoveryPoint.ageSeconds).toBe(0);
    expect([...house.stores.reports.pages.values()].join()).not.toMatch(/[−-]\d+ s\b/);
    expect(subjects(house).at(-1)).toContain('drill passed');
  });
});
