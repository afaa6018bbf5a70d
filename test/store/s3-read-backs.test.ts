// What the last read-back found, as it lies in the record bucket.
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { s3ReadBacks } from '../../functions/store/latest/latest-values.ts';
import { machine } from '../doubles/machine.ts';

const KEY = { Bucket: 'records', Key: 'read-back/support.json' };
const FOUND = { backupId: 'b1', at: '2026-11-22T02:00:30.000Z', intact: false, reason: 'SHA-256 a instead of b' };
const stage = () => {
  const s3 = new S3Client({ region: 'eu-west-1' });
  return { mock: mockClient(s3), readBacks: s3ReadBacks(s3, 'records', machine.clock) };
};
const lying = (text: string) => ({ Body: { transformToString: async () => text } as never });

test('is read as it was written', async () => {
  const { mock, readBacks } = stage();
  mock.on(PutObjectCommand).resolves({});
  await readBacks.write('support', FOUND);
  const [put] = mock.commandCalls(PutObjectCommand);
  expect(put?.args[0].input).toMatchObject(KEY);
  mock.on(GetObjectCommand, KEY).resolves(lying(String(put?.args[0].input.Body)));
  expect(await readBacks.read('support')).toEqual(FOUND);
});

test('none is none, and so is what cannot be read', async () => {
  const { mock, readBacks } = stage();
  mock.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));
  expect(await readBacks.read('support')).toBeUndefined();
  mock.on(GetObjectCommand).resolves(lying('{"backupId":"b1"}'));
  expect(await readBacks.read('support')).toBeUndefined();
});
