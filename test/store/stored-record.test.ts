// Records of other versions: what was written before quarantines existed is read, and what is told in them comes back.
import { newPairRecord } from '../../functions/domain/record/pair-record.ts';
import { parseRecord, storedText } from '../../functions/store/record/stored-record.ts';

const KEY = 'pairs/support.json';
const old = { ...newPairRecord('support', 'london', ['london', 'dublin']), revision: 3, nonce: 'n3', epoch: 1 };
const quarantined = {
  appliance: 'london',
  recoveryId: '20261122T201503Z-0a1b2c3d',
  since: '2026-11-22T20:15:03.000Z',
  reason: 'it died',
};
const NOW = '2026-11-22T21:00:00.000Z';
const reader = { pair: 'support', appliances: ['london', 'dublin'], nowMs: Date.parse(NOW) };
const read = (record: object) => parseRecord(KEY, storedText(record as typeof old, []), reader).record;

test('a record from before quarantines reads as one without', () => {
  expect(read(old)).toEqual(old);
  expect(read(old).quarantined).toBeUndefined();
});

test('a quarantine comes back as it was written, with what a newer version added to it', () => {
  expect(read({ ...old, quarantined }).quarantined).toEqual(quarantined);
  const notified = { ...quarantined, notifiedAt: '2026-11-22T20:25:03.000Z', seenBy: 'tomorrow' };
  expect(read({ ...old, quarantined: notified }).quarantined).toEqual(notified);
});

test('a quarantine without its appliance is no record: nothing may be begun on it', () => {
  const { appliance: _left, ...nameless } = quarantined;
  expect(() => read({ ...old, quarantined: nameless })).toThrow(/quarantined\.appliance/);
});

test('what people were notified of a block comes back as it was written', () => {
  const blockNotified = { block: 'paused', outageSince: '2026-11-22T20:15:03.000Z', at: '2026-11-22T20:16:03.000Z' };
  expect(read({ ...old, blockNotified }).blockNotified).toEqual(blockNotified);
});

test('what people were notified of a watcher that never came up comes back as it was written', () => {
  const neverReported = { alarms: ['WatcherSilent'], notifiedAt: '2026-11-22T20:16:03.000Z' };
  expect(read({ ...old, neverReported }).neverReported).toEqual(neverReported);
});

describe('a value that nobody can go on from makes the record unreadable, with a hint', () => {
  const ID = '20261122T201503Z-0a1b2c3d';
  const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Twinbox-support-recovery:person-0a1b2c3d';
  const lease = { owner: ARN, epoch: 1, notAfter: NOW, recoveryId: ID, kind: 'failover', dryRun: false };
  const hold = {
    ...{
      reason: 'FenceUnconfirmed',
      message: 'm',
      phase: 'Fence',
      done: [],
      left: [],
      resumeInput: { kind: 'failover' },
    },
    ...{ recoveryId: ID, epoch: 1, from: 'london', to: 'dublin', since: NOW },
  };
  const lastRecovery = { recoveryId: ID, kind: 'failover', outcome: 'moved', epoch: 1, endedAt: NOW };
  const lastProof = { backupId: 'b', sha256: 'a'.repeat(64), at: NOW, appliance: 'dublin', recoveryId: ID, how: [] };
  const far = '9999-12-31T23:59:59.000Z';

  test('what we write ourselves is none of them', () => {
    const whole = {
      ...old,
      lease,
      hold,
      lastRecovery,
      lastProof,
      leaseBlockedUntil: NOW,
      quarantined,
      restoredBackup: { dublin: { backupId: 'b', at: NOW } },
    };
    expect(read(whole)).toEqual(whole);
  });

  test.each<readonly [string, object, string]>([
    ['the id of a recovery that is no id', { lease: { ...lease, recoveryId: 'x' } }, 'lease.recoveryId'],
    [
      'one whose time does not exist',
      { hold: { ...hold, recoveryId: '20261399T996199Z-0a1b2c3d' } },
      'hold.recoveryId',
    ],
    ['quiet until the end of days', { leaseBlockedUntil: far }, 'quietUntil'],
    ['a lease that never ends', { lease: { ...lease, notAfter: far } }, 'lease.notAfter'],
    ['a hold from tomorrow', { hold: { ...hold, since: far } }, 'hold.since'],
    [
      'people told in the future, and so never again',
      { quarantined: { ...quarantined, notifiedAt: far } },
      'quarantined.toldAt',
    ],
    [
      'fenced in the future, and so never again',
      { quarantined: { ...quarantined, fencedAgainAt: far } },
      'quarantined.fencedAgainAt',
    ],
    ['a block told of in the future', { blockNotified: { block: 'held', outageSince: NOW, at: far } }, 'blockTold.at'],
    [
      'people notified of silence in the future, and so never again',
      { neverReported: { alarms: ['WatcherSilent'], notifiedAt: far } },
      'neverReported.notifiedAt',
    ],
    ['a restore in the future', { restoredBackup: { london: { backupId: 'b', at: far } } }, 'carries.london.at'],
    ['a cool-down from the future', { lastRecovery: { ...lastRecovery, endedAt: far } }, 'lastRecovery.endedAt'],
    [
      'a reading of power from the future, and so none any more',
      { powerReading: { at: far, primary: 'london', checks: [] } },
      'powerReading.at',
    ],
    ['a pause without end', { pause: { reason: 'r', until: far } }, 'pause.until'],
    ['a proof from the future', { lastProof: { ...lastProof, at: far } }, 'lastProof.at'],
    ['a primary out of a prototype', { primary: '__proto__' }, 'primary'],
    ['a primary that the settings do not name', { primary: 'constructor' }, 'primary'],
    [
      'a quarantined appliance that has no name',
      { quarantined: { ...quarantined, appliance: 'Not A Name' } },
      'quarantined.appliance',
    ],
    ['accounts of nobody', { credentialsOf: { london: '__proto__' } }, 'credentialsOf.london'],
    ['an epoch that cannot count on', { epoch: Number.MAX_SAFE_INTEGER }, 'epoch'],
    ['an epoch that is no number', { epoch: '7' }, 'epoch'],
    ['a lease above the epoch', { lease: { ...lease, epoch: 9 } }, 'lease.epoch'],
    ['an end above the epoch', { lastRecovery: { ...lastRecovery, epoch: 9 } }, 'lastRecovery.epoch'],
    ['an owner that is no execution', { lease: { ...lease, owner: 'me' } }, 'lease.owner'],
    ['a revision that cannot count on', { revision: Number.MAX_SAFE_INTEGER }, 'revision'],
    ['the record of another', { pair: 'sales' }, 'it is the record of sales'],
  ])('%s', (_what, change, path) => {
    expect(() => read({ ...old, ...change })).toThrow(
      expect.objectContaining({
        name: 'PairRecordUnreadable',
        message: expect.stringContaining(path),
      }),
    );
  });

  const later = '2027-11-22T21:00:00.000Z';
  const secret = 'a'.repeat(64);
  test.each<readonly [string, object]>([
    ['notices.begins.at', { notices: { begins: { at: later, notified: 3, held: 1 } } }],
    ['hold.since', { hold: { ...hold, since: later } }],
    ['outage.since', { outage: { appliance: 'london', since: later, recoveryId: ID } }],
    ['blockTold.at', { blockNotified: { block: 'held', outageSince: NOW, at: later } }],
    ['blockTold.outageSince', { blockNotified: { block: 'held', outageSince: later, at: NOW } }],
    ['quarantined.since', { quarantined: { ...quarantined, since: later } }],
    ['pause.since', { pause: { reason: 'r', since: later, until: NOW } }],
    ['pause.', { pause: { reason: 'r', until: NOW, notifiedAt: later } }],
    ['replaced.at', { replaced: { recoveryId: ID, at: later, to: 'dublin', ttlSeconds: 30 } }],
    ['trusted.0.at', { trusted: [{ backupId: 'b', sha256: secret, of: 'person', by: 'k', reason: 'r', at: later }] }],
    ['distrusted.0.at', { distrusted: [{ backupId: 'b', by: 'k', reason: 'r', at: later }] }],
    ['backups', { backupsNotified: { suspicions: [], at: later } }],
    ['lease.notAfter', { lease: { ...lease, notAfter: later } }],
    ['quietUntil', { leaseBlockedUntil: later }],
    ['hold.lapsesAt', { hold: { ...hold, lapsesAt: later } }],
  ])('a year ahead: %s', (path, change) => {
    expect(() => read({ ...old, ...change })).toThrow(
      expect.objectContaining({
        name: 'PairRecordUnreadable',
        message: expect.stringMatching(new RegExp(`${path}.*too far in the future`)),
      }),
    );
  });

  test('keys out of a prototype, too', () => {
    const text = storedText(old, []).replace(
      '"carries": {}',
      `"carries": {"__proto__": {"backupId": "b", "at": "${NOW}"}}`,
    );
    expect(Object.hasOwn(parseRecord(KEY, text, reader).record.restoredBackup, '__proto__')).toBe(false);
    expect(() => parseRecord(KEY, text.replace('__proto__', 'to_string'), reader)).toThrow(/carries/);
  });
});

test('what a move replaced, and above which epoch a lease was raised, come back as they were written', () => {
  const recoveryId = '20261122T201503Z-0a1b2c3d';
  const replaced = { recoveryId, at: '2026-11-22T20:15:03.000Z', to: 'dublin', ttlSeconds: 86_400 };
  const owner = 'arn:aws:states:eu-west-1:123456789012:execution:Twinbox-support-recovery:person-0a1b2c3d';
  const lease = {
    owner,
    epoch: 1,
    notAfter: NOW,
    recoveryId,
    kind: 'failover',
    dryRun: false,
    raisedAbove: 7,
  } as const;
  expect(read({ ...old, replaced, lease, zoneUnread: true })).toMatchObject({ replaced, lease, zoneUnread: true });
});
