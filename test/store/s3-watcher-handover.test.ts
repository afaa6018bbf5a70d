// How watchers tell each other that they are there: what is written, and what may lie there.
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { watcherHandoverKey } from '../../functions/store/form/object-keys.ts';
import { s3WatcherHandover } from '../../functions/store/latest/latest-values.ts';
import { machine } from '../doubles/machine.ts';

const TURN = { id: 'turn-a', startedAt: '2026-11-22T20:15:03.000Z' };
const stage = () => {
  const s3 = new S3Client({ region: 'eu-west-1' });
  return { mock: mockClient(s3), handover: s3WatcherHandover(s3, 'records', machine.clock) };
};
const lying = (text: string) => ({ Body: { transformToString: async () => text } as never });

test('an announcement is one object, and is read back', async () => {
  const { mock, handover } = stage();
  mock.on(PutObjectCommand).resolves({});
  await handover.write(TURN);
  const [put] = mock.commandCalls(PutObjectCommand);
  expect(put?.args[0].input).toMatchObject({ Bucket: 'records', Key: watcherHandoverKey });
  mock
    .on(GetObjectCommand, { Bucket: 'records', Key: watcherHandoverKey })
    .resolves(lying(String(put?.args[0].input.Body)));
  await expect(handover.read()).resolves.toEqual(TURN);
});

test('where nobody ever announced itself there is nobody', async () => {
  const { mock, handover } = stage();
  mock.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));
  await expect(handover.read()).resolves.toBeUndefined();
});

test.each(['', 'no JSON', '{"id":1}', '{"id":"x","startedAt":"yesterday"}'])(
  'what cannot be read (%j) relieves nobody',
  async (text) => {
    const { mock, handover } = stage();
    mock.on(GetObjectCommand).resolves(lying(text));
    await expect(handover.read()).resolves.toBeUndefined();
  },
);

test('a store that refuses is a failure, which the watcher tells', async () => {
  const { mock, handover } = stage();
  mock.on(GetObjectCommand).rejects(new Error('denied'));
  await expect(handover.read()).rejects.toThrow('denied');
});
