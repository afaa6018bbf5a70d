import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { nameRecords } from '../../functions/traffic/name-records.ts';
import { DUBLIN, LONDON, MARK, NAME } from './two-appliances.ts';

const address = (more: Partial<ResourceRecordSet> = {}): ResourceRecordSet => ({
  Name: `${NAME}.`,
  Type: 'A',
  TTL: 30,
  ResourceRecords: [{ Value: LONDON }],
  ...more,
});
const mark = (...values: string[]): ResourceRecordSet => ({
  Name: `${MARK}.`,
  Type: 'TXT',
  TTL: 30,
  ResourceRecords: values.map((Value) => ({ Value })),
});
const CLAIM = '"twinbox=1 epoch=7 stage=moved target=dublin recovery=r"';

describe('a name as it stands in the zone', () => {
  test('is read with its address, its TTL and our mark', () => {
    const { reading } = nameRecords(NAME, [address()], [mark(CLAIM)]);
    expect(reading).toEqual({
      name: NAME,
      addresses: [LONDON],
      ttlSeconds: 30,
      claim: { epoch: 7, stage: 'moved', target: 'dublin', recoveryId: 'r' },
    });
  });

  test('has no address where only its neighbours have one', () => {
    const { reading } = nameRecords(NAME, [address({ Name: `x.${NAME}.` })], []);
    expect(reading).toEqual({ name: NAME, addresses: [] });
  });

  test('is found whatever the case and the final dot', () => {
    expect(nameRecords(NAME, [address({ Name: NAME.toUpperCase() })], []).reading.addresses).toEqual([LONDON]);
  });

  test('may have mail and certificate records beside it', () => {
    const beside = [
      { Name: `${NAME}.`, Type: 'MX' },
      { Name: `${NAME}.`, Type: 'CAA' },
    ] satisfies ResourceRecordSet[];
    expect(nameRecords(NAME, [address(), ...beside], []).reading.unfit).toBeUndefined();
  });

  test.each<[string, ResourceRecordSet[], ResourceRecordSet[], RegExp]>([
    [
      'an alias',
      [
        {
          Name: `${NAME}.`,
          Type: 'A',
          AliasTarget: { HostedZoneId: 'Z1', DNSName: 'lb.', EvaluateTargetHealth: false },
        },
      ],
      [],
      /alias of lb/,
    ],
    ['two values', [address({ ResourceRecords: [{ Value: LONDON }, { Value: DUBLIN }] })], [], /2 values/],
    ['a set identifier', [address({ SetIdentifier: 'one', Weight: 10 })], [], /set identifier/],
    ['a health check', [address({ HealthCheckId: 'h' })], [], /HealthCheckId/],
    ['a stray AAAA', [address(), address({ Type: 'AAAA' })], [], /AAAA/],
    ['a stray HTTPS', [address(), address({ Type: 'HTTPS' })], [], /HTTPS/],
    ['a CNAME', [address({ Type: 'CNAME' })], [], /CNAME/],
    ["somebody else's mark", [address()], [mark('"hello"')], /not a mark/],
    ['two marks', [address()], [mark(CLAIM, CLAIM)], /2 values/],
  ])('is unfit with %s', (_what, here, marks, reason) => {
    expect(nameRecords(NAME, here, marks).reading.unfit).toMatch(reason);
  });
});
