// Reports and their pages on the emulated S3.
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { s3Reports } from '../../functions/store/vault/s3-reports.ts';
import { BUCKET, openStoreCloud } from './store-cloud.ts';

const RECOVERY = '20261122T201503Z-9f8e7d6c';
const FOLDER = `reports/support/${RECOVERY}`;
const PAGE = '<!doctype html><title>moved – ünïcode</title>';

test('lies under its recovery and may be written again', async () => {
  await using store = await openStoreCloud();
  const reports = s3Reports(store.s3(), BUCKET);
  await reports.write('support', RECOVERY, { outcome: 'moved' });
  const key = await reports.write('support', RECOVERY, { outcome: 'moved' });
  expect(key).toBe(`${FOLDER}/report.json`);
  expect(JSON.parse(`${await store.cloud.s3.read(BUCKET, key)}`)).toEqual({ outcome: 'moved' });
  expect(store.cloud.s3.keys(BUCKET)).toEqual([key]);
});

test('a page lies beside it, is what people are pointed at, and may be written again', async () => {
  await using store = await openStoreCloud();
  const reports = s3Reports(store.s3(), BUCKET);
  await reports.write('support', RECOVERY, { outcome: 'moved' }, 'an earlier page');
  const key = await reports.write('support', RECOVERY, { outcome: 'moved' }, PAGE);
  expect(key).toBe(`${FOLDER}/report.html`);
  expect(`${await store.cloud.s3.read(BUCKET, key)}`).toBe(PAGE);
  expect(JSON.parse(`${await store.cloud.s3.read(BUCKET, `${FOLDER}/report.json`)}`)).toEqual({ outcome: 'moved' });
});

test('each says what it is, so that a browser shows the page and not its source', async () => {
  await using store = await openStoreCloud();
  const s3 = store.s3();
  await s3Reports(s3, BUCKET).write('support', RECOVERY, {}, PAGE);
  const typeOf = async (file: string) =>
    (await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: `${FOLDER}/${file}` }))).ContentType;
  expect([await typeOf('report.json'), await typeOf('report.html')]).toEqual([
    'application/json',
    'text/html; charset=utf-8',
  ]);
});

test('where the page cannot be written, the data is there already and the failure is told', async () => {
  await using store = await openStoreCloud();
  const s3 = store.s3();
  const reports = s3Reports(s3, BUCKET);
  await expect(
    s3Reports(
      {
        send: (command: { input: { Key: string } }) =>
          command.input.Key.endsWith('.html') ? Promise.reject(new Error('no page')) : s3.send(command as never),
      } as never,
      BUCKET,
    ).write('support', RECOVERY, { outcome: 'moved' }, PAGE),
  ).rejects.toThrow('no page');
  expect(store.cloud.s3.keys(BUCKET)).toEqual([`${FOLDER}/report.json`]);
  expect(await reports.write('support', RECOVERY, { outcome: 'moved' }, PAGE)).toBe(`${FOLDER}/report.html`);
});
