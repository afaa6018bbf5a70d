import { refusalError, refusalOf } from '../../functions/traffic/batch-refusal.ts';
import { awsError } from './in-memory-zone.ts';
import { orderOf } from './two-appliances.ts';
import { world } from './zone-world.ts';

const CASES = [
  ['[RRSet with DNS name support.example.org. is not permitted in zone example.com.]', 'outside', 'NameOutsideZone'],
  ['[Number of records limit of 10000 exceeded.]', 'full', 'ZoneFull'],
  ['Exceeded limit on number of RRSets for this zone.', 'full', 'ZoneFull'],
  [
    '[RRSet of type TXT with DNS name _twinbox.support.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.]',
    'conflict',
    'DnsRecordUnfit',
  ],
  ["[Tried to create resource record set [name='a', type='TXT'] but it already exists]", 'stale', 'DnsRecordChanged'],
  ["[Tried to delete resource record set [name='a', type='A'] but it was not found]", 'stale', 'DnsRecordChanged'],
  [
    "[Tried to delete resource record set [name='a', type='A'] but the values provided do not match the current values]",
    'stale',
    'DnsRecordChanged',
  ],
  ["[Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address']", 'unknown', 'ChangeRefused'],
] as const;

test.each(CASES)('%s means %s', (message, kind, name) => {
  expect(refusalOf(message)).toBe(kind);
  expect(refusalError(new Error(message), 3)).toMatchObject({ name, message: expect.stringContaining(message) });
});

test('of two reasons the one that reading again does not cure is told', () => {
  expect(refusalOf(`${CASES[4][0]}; ${CASES[0][0]}`)).toBe('outside');
});

test.each(CASES)('a claim that ends with %s is asked again only where that may help', async (message, kind, name) => {
  const { zone, traffic } = world();
  const refusing = traffic({
    before(command) {
      if (command === 'ChangeResourceRecordSets') throw awsError('InvalidChangeBatch', message);
    },
  });
  await expect(refusing.claim(orderOf())).rejects.toMatchObject({ name });
  const asked = zone.calls.filter((call) => call === 'ChangeResourceRecordSets').length;
  expect(asked).toBe(kind === 'stale' || kind === 'unknown' ? 3 : 1);
});
