// How watchers tell each other that they are there: what is written, and what may lie there.
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { s3WatchRelief, WATCH_RELIEF_KEY } from '../../functions/store/latest/s3-watcher-handover.ts';
import { machine } from '../doubles/machine.ts';

const TURN = { id: 'turn-a', startedAt: '2026-11-22T20:15:03.000Z' };
const stage = () => {
  const s3 = new S3Client({ region: 'eu-west-1' });
  return { mock: mockClient(s3), relief: s3WatchRelief(s3, 'records', machine.clock) };
};
const lying = (text: string) => ({ Body: { transformToString: async () => text } as never });

test('an announcement is one object, and is read back', async () => {
  const { mock, relief } = stage();
  mock.on(PutObjectCommand).resolves({});
  await relief.announce(TURN);
  const [put] = mock.commandCalls(PutObjectCommand);
  expect(put?.args[0].input).toMatchObject({ Bucket: 'records', Key: WATCH_RELIEF_KEY });
  mock.on(GetObjectCommand, { Bucket: 'records', Key: WATCH_RELIEF_KEY }).resolves(lying(String(put?.args[0].input.Body)));
  await expect(relief.latest()).resolves.toEqual(TURN);
});

test('where nobody ever announced itself there is nobody', async () => {
  const { mock, relief } = stage();
  mock.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'no', $metadata: {} }));
  await expect(relief.latest()).resolves.toBeUndefined();
});

test.each(['', 'no JSON', '{"id":1}', '{"id":"x","startedAt":"yesterday"}'])(
  'what cannot be read (%j) relieves nobody',
  async (text) => {
    const { mock, relief } = stage();
    mock.on(GetObjectCommand).resolves(lying(text));
    await expect(relief.latest()).resolves.toBeUndefined();
  },
);

test('a store that refuses is a failure, which the watcher tells', async () => {
  const { mock, relief } = stage();
  mock.on(GetObjectCommand).rejects(new Error('denied'));
  await expect(relief.latest()).rejects.toThrow('denied');
});
