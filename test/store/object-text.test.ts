// A deadline that cuts an object's text: it throws, even where the SDK gives the rest out as if it were whole.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { sdkStreamMixin } from '@smithy/core/serde';
import { mockClient } from 'aws-sdk-client-mock';
import { textOfObject } from '../../functions/store/form/object-text.ts';
import { s3Backups } from '../../functions/store/vault/s3-backups.ts';
import { backupAt } from '../doubles/one-pair.ts';

const half = () => sdkStreamMixin(Readable.from([Buffer.from('{"half":')]));

test('a text that was cut by the deadline is no text', async () => {
  const stop = new AbortController();
  const reading = textOfObject({ Body: half() }, stop.signal);
  stop.abort();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  expect(await textOfObject({ Body: half() })).toBe('{"half":');
  expect(await textOfObject({})).toBe('');
});

test('a backup whose reading was cut by the deadline is not called damaged', async () => {
  const s3 = new S3Client({ region: 'eu-west-1' });
  const stop = new AbortController();
  async function* cut() {
    yield Buffer.from('the first half');
    stop.abort();
  }
  mockClient(s3)
    .on(GetObjectCommand)
    .callsFake(async () => ({ Body: sdkStreamMixin(Readable.from(cut())) }));
  const whole = Buffer.from('the first half and the second');
  const manifest = backupAt('2000', { bytes: whole.length, sha256: createHash('sha256').update(whole).digest('hex') });
  await expect(s3Backups(s3, { vault: 'vault', record: 'record' }).prove(manifest, stop.signal)).rejects.toMatchObject({
    name: 'AbortError',
  });
});
