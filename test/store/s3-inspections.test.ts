// What an inspection found, as it lies in the record bucket.
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import type { Inspection } from '../../functions/domain/inspection/inspection.ts';
import { s3Inspections } from '../../functions/store/latest/latest-values.ts';
import { machine } from '../doubles/machine.ts';

const FINDING = {
  name: 'ApplianceUnfit',
  message: 'dublin: it says that it is not healthy',
  fix: 'Look at it.',
  alarms: true,
};
const FOUND: Inspection = {
  pair: 'support',
  at: '2026-11-22T20:15:03.000Z',
  primary: 'london',
  standby: 'dublin',
  standbyFindings: [FINDING],
  standbyAskedAt: '2026-11-22T20:15:03.000Z',
  parityFindings: [],
  primaryFindings: [],
  restorePoint: { backupId: 'b1', capturedAt: '2026-11-22T20:00:00.000Z' },
  readBackFindings: [FINDING],
  noReadBackSince: '2026-11-22T20:15:03.000Z',
  certificateDays: 20,
  traffic: {
    askedAt: '2026-11-22T20:10:03.000Z',
    checks: [{ need: 'traffic', about: 'the zone itself', result: 'not-checked', reason: 'Route 53 is busy' }],
    delegations: [
      {
        ...{
          name: 'support.example.com',
          verdict: 'ours',
          message: 'the world asks the zone',
          strangers: ['ns.other.org'],
        },
        at: '2026-11-22T20:00:03.000Z',
      },
    ],
  },
  checks: [
    { need: 'standby', about: 'dublin itself', result: 'passed', message: 'it is well' },
    { need: 'fence', about: 'power of london', result: 'not-checked', reason: 'nobody tried it' },
    {
      ...{ need: 'traffic', about: 'support.example.com', result: 'failed', name: 'DnsRecordUnfit' },
      ...{ message: 'expected one A record, found two', fix: 'Remove one.', alarms: true },
    },
  ],
};
const ZONE = FOUND.traffic ?? { askedAt: FOUND.at, checks: [], delegations: [] };
const KEY = { Bucket: 'records', Key: 'inspection/support.json' };
const stage = () => {
  const s3 = new S3Client({ region: 'eu-west-1' });
  return { mock: mockClient(s3), inspections: s3Inspections(s3, 'records', machine.clock) };
};
const lying = (text: string) => ({ Body: { transformToString: async () => text } as never });

test.each<readonly [string, Inspection]>([
  ['with all that can be known', FOUND],
  [
    'with what is always known',
    { pair: 'support', at: FOUND.at, primary: 'london', standby: 'dublin', standbyFindings: [], primaryFindings: [] },
  ],
  ['where no backup fits', { ...FOUND, restorePoint: { missing: 'the vault holds no backup' } }],
])('is read back as it was written: %s', async (_which, found) => {
  const { mock, inspections } = stage();
  mock.on(PutObjectCommand).resolves({});
  await inspections.write('support', found);
  const [put] = mock.commandCalls(PutObjectCommand);
  expect(put?.args[0].input).toMatchObject(KEY);
  mock.on(GetObjectCommand, KEY).resolves(lying(String(put?.args[0].input.Body)));
  expect(await inspections.read('support')).toEqual(found);
});

test.each(['', 'no JSON', '{"pair":"support"}'])('what cannot be read (%j) is none', async (text) => {
  const { mock, inspections } = stage();
  mock.on(GetObjectCommand).resolves(lying(text));
  expect(await inspections.read('support')).toBeUndefined();
});

const FAR = '9999-01-01T00:00:00.000Z';
test.each<readonly [string, Inspection]>([
  ['was made in the future: it would look fresh for ever', { ...FOUND, at: FAR }],
  ['read the zone in the future: it would never be read again', { ...FOUND, traffic: { ...ZONE, askedAt: FAR } }],
  [
    'notified people in the future: they would never be notified again',
    { ...FOUND, people: { askedAt: FOUND.at, findings: [FINDING], notifiedAt: FAR, notified: [] } },
  ],
  [
    'saw another health text in the future',
    {
      ...FOUND,
      healthTexts: {
        london: { digest: 'a', message: 'b', runs: 'c', other: { digest: 'd', message: 'e', since: FAR } },
      },
    },
  ],
])('one that %s is none', async (_which, found) => {
  const { mock, inspections } = stage();
  mock.on(PutObjectCommand).resolves({});
  await inspections.write('support', found);
  const [put] = mock.commandCalls(PutObjectCommand);
  mock.on(GetObjectCommand).resolves(lying(String(put?.args[0].input.Body)));
  expect(await inspections.read('support')).toBeUndefined();
});

test('where there never was one there is none, and a refusal is a failure', async () => {
  const { mock, inspections } = stage();
  mock.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));
  expect(await inspections.read('support')).toBeUndefined();
  mock.on(GetObjectCommand).rejects(new Error('denied'));
  await expect(inspections.read('support')).rejects.toThrow('denied');
});
