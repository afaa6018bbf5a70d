import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { missingChanges, type Stage } from '../../functions/traffic/change-batch.ts';
import { formatClaim } from '../../functions/traffic/claim-text.ts';
import { nameRecords } from '../../functions/traffic/name-records.ts';
import type { TrafficClaim } from '../../functions/traffic/traffic.ts';
import { DUBLIN, LONDON, MARK, NAME, orderOf, pairOf } from './two-appliances.ts';

const order = orderOf();
const ours = (stage: Stage): TrafficClaim => ({ epoch: 7, recoveryId: order.recoveryId, target: 'dublin', stage });
const older: TrafficClaim = { epoch: 6, recoveryId: 'r6', target: 'london', stage: 'moved' };

const setOf = (name: string, type: 'A' | 'TXT', value: string, ttlSeconds: number): ResourceRecordSet => ({
  Name: `${name}.`,
  Type: type,
  TTL: ttlSeconds,
  ResourceRecords: [{ Value: value }],
});
const names = (address: string | undefined, claim?: TrafficClaim) => [
  nameRecords(
    NAME,
    address === undefined ? [] : [setOf(NAME, 'A', address, 300)],
    claim ? [setOf(MARK, 'TXT', formatClaim(claim), 60)] : [],
  ),
];
const short = (address: string | undefined, claim: TrafficClaim | undefined, stage: Stage): string[] =>
  missingChanges(names(address, claim), order, stage).map(({ Action, ResourceRecordSet: set }) =>
    [Action, set?.Type, set?.TTL, set?.ResourceRecords?.[0]?.Value].join(' '),
  );

describe('the batch of changes', () => {
  test('claims with the mark alone where none stood before', () => {
    expect(short(LONDON, undefined, 'claimed')).toEqual([`CREATE TXT 30 ${formatClaim(ours('claimed'))}`]);
  });

  test('claims over an older mark by deleting it exactly as read', () => {
    expect(short(LONDON, older, 'claimed')).toEqual([
      `DELETE TXT 60 ${formatClaim(older)}`,
      `CREATE TXT 30 ${formatClaim(ours('claimed'))}`,
    ]);
  });

  test('moves by replacing mark and address, the address with the TTL of the settings', () => {
    expect(short(LONDON, ours('claimed'), 'moved')).toEqual([
      `DELETE TXT 60 ${formatClaim(ours('claimed'))}`,
      `CREATE TXT 30 ${formatClaim(ours('moved'))}`,
      `DELETE A 300 ${LONDON}`,
      `CREATE A 30 ${DUBLIN}`,
    ]);
  });

  test('is empty where everything stands as we wanted to write it', () => {
    expect(short(LONDON, ours('claimed'), 'claimed')).toEqual([]);
    expect(short(DUBLIN, ours('moved'), 'moved')).toEqual([]);
  });

  test('never takes a move back to a claim', () => {
    expect(short(DUBLIN, ours('moved'), 'claimed')).toEqual([]);
  });

  test('writes only the mark where a person has pointed the name at the other appliance already', () => {
    expect(short(DUBLIN, older, 'moved')).toEqual([
      `DELETE TXT 60 ${formatClaim(older)}`,
      `CREATE TXT 30 ${formatClaim(ours('moved'))}`,
    ]);
  });

  test('holds the changes of all names together', () => {
    const two = orderOf({ settings: pairOf({ names: [NAME, 'help.example.com'] }) });
    const records = two.settings.service.names.map((name) => nameRecords(name, [setOf(name, 'A', LONDON, 30)], []));
    expect(missingChanges(records, two, 'moved').map((change) => change.ResourceRecordSet?.Name)).toEqual([
      MARK,
      `${NAME}.`,
      NAME,
      '_twinbox.help.example.com',
      'help.example.com.',
      'help.example.com',
    ]);
  });

  test.each<Stage>(['claimed', 'moved'])(
    'is refused for LeaseLostError where a newer epoch stands, when %s',
    (stage) => {
      const newer: TrafficClaim = { epoch: 8, recoveryId: 'r8', target: 'london', stage: 'claimed' };
      expect(() => short(LONDON, newer, stage)).toThrow(expect.objectContaining({ name: 'LeaseLostError' }));
    },
  );

  test('is refused where another recovery stands under our own epoch', () => {
    expect(() => short(LONDON, { ...ours('claimed'), recoveryId: 'other' }, 'moved')).toThrow(/epoch 7 .* other/);
  });

  test.each<[string, string | undefined, TrafficClaim | undefined]>([
    ['points at a third address', '192.0.2.99', undefined],
    ['has no address', undefined, undefined],
    ['was taken back after our move', LONDON, ours('moved')],
  ])('is refused for DnsRecordChanged, at claim and at move, where the name %s', (_what, address, claim) => {
    for (const stage of ['claimed', 'moved'] as const) {
      expect(() => short(address, claim, stage)).toThrow(
        expect.objectContaining({ name: 'DnsRecordChanged', hint: expect.stringContaining(LONDON) }),
      );
    }
  });

  test('is refused for DnsRecordUnfit where the record is not ours to touch', () => {
    const unfit = [
      nameRecords(
        NAME,
        [setOf(NAME, 'A', LONDON, 30), setOf(NAME, 'A', DUBLIN, 30)].map((set, i) => ({
          ...set,
          SetIdentifier: `${i}`,
        })),
        [],
      ),
    ];
    expect(() => missingChanges(unfit, order, 'claimed')).toThrow(expect.objectContaining({ name: 'DnsRecordUnfit' }));
  });
});
