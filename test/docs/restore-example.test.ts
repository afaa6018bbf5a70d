// Runs the worked example of a restore function from the documents: readers will copy it.
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textOf } from './text-of.ts';

/** Stands in for the module that the reader writes. Records what the appliance receives, and in which order. */
const APPLIANCE = `
export const given = [];
export const openUpload = async (appliance, bytes) => {
  given.push(['open', appliance.address, bytes]);
  return {
    write: async (chunk) => void given.push(['write', chunk.length]),
    finish: async (chunk) => (given.push(['finish', chunk.length]), 'the restore has begun'),
    cut: async () => void given.push(['cut']),
  };
};`;

const example = /^```js\n(\/\/ index\.mjs\n[\s\S]*?)^```$/m.exec(textOf('docs/deploying.md'))?.[1] ?? '';

interface Example {
  readonly handler: (event: object) => Promise<unknown>;
}
interface Appliance {
  readonly given: readonly (readonly [string, ...unknown[]])[];
}

const bytes = Buffer.alloc(300_000, 'backup');
const backup = { url: '', bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };

/** Runs the example against a store that serves these bytes. */
const run = async (order: Partial<typeof backup>, served = bytes, status = 200) => {
  const folder = mkdtempSync(join(tmpdir(), 'restore-example-'));
  writeFileSync(join(folder, 'index.mjs'), example);
  writeFileSync(join(folder, 'appliance.mjs'), APPLIANCE);
  const { handler } = (await import(join(folder, 'index.mjs'))) as Example;
  const { given } = (await import(join(folder, 'appliance.mjs'))) as Appliance;
  const store = createServer((_request, response) => response.writeHead(status, { connection: 'close' }).end(served));
  await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(store.address() as AddressInfo).port}/backup`;
  const event = {
    contract: 'twinbox/restore/1',
    appliance: { address: '198.51.100.10' },
    backup: { ...backup, url, ...order },
  };
  const answer = await handler(event).catch((error: unknown) => error);
  await new Promise((resolve) => store.close(resolve));
  return { answer, given };
};

test('the example gives the whole backup to the appliance and answers what the appliance said', async () => {
  const { answer, given } = await run({});
  expect(answer).toEqual({ accepted: true, marker: 'the restore has begun' });
  const lengths = given.flatMap(([what, length]) => (what === 'write' || what === 'finish' ? [Number(length)] : []));
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(bytes.length);
  expect(given.at(-1)?.[0]).toBe('finish');
});

test.each([
  ['other bytes', { sha256: '0'.repeat(64) }],
  ['fewer bytes than promised', { bytes: bytes.length + 1 }],
])('the example withholds the end of %s and refuses the file', async (_what, order) => {
  const { answer, given } = await run(order);
  expect(answer).toMatchObject({ name: 'FileRefused' });
  const written = given.flatMap(([what, length]) => (what === 'write' ? [Number(length)] : []));
  expect(written.reduce((sum, length) => sum + length, 0)).toBeLessThan(bytes.length);
  expect(given.at(-1)?.[0]).toBe('cut');
});

test('the example gives nothing to the appliance if the backup store gives nothing', async () => {
  const { answer, given } = await run({}, bytes, 403);
  expect(answer).toMatchObject({ name: 'Error', message: 'the backup store answered 403' });
  expect(given).toEqual([]);
});
