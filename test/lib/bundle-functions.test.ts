// One esbuild call for all functions: what it needs, what it writes.
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FUNCTIONS } from '../../functions/contract/runtime/functions.ts';
import { bundleFunctions } from '../../lib/functions/bundle-functions.ts';

let folder: string;
beforeAll(async () => {
  await mkdir('build', { recursive: true });
  folder = await mkdtemp('build/test-bundle-');
});
afterAll(() => rm(folder, { recursive: true }));

const writeHandlers = async (name: string, verbs: readonly string[]): Promise<string> => {
  const entryFolder = join(folder, name);
  await mkdir(entryFolder, { recursive: true });
  const text = (verb: string) =>
    `import { join } from 'node:path';\nexport const handler = async () => join('of', '${verb}');\n`;
  await Promise.all(verbs.map((verb) => writeFile(join(entryFolder, `${verb}.ts`), text(verb))));
  return entryFolder;
};

/** The handlers of these tests need no start: they are what Lambda calls. */
const entry = (verb: string): string => `export { handler } from './${verb}.ts';`;

const verbs = FUNCTIONS.map(({ verb }) => verb);

describe('bundleFunctions', () => {
  test('names every handler that is missing, at once', async () => {
    const entryFolder = await writeHandlers(
      'some',
      verbs.filter((verb) => verb !== 'fence' && verb !== 'watch'),
    );
    await expect(bundleFunctions({ entryFolder, entry, outFolder: join(folder, 'none') })).rejects.toMatchObject({
      name: 'MissingHandlersError',
      message: expect.stringMatching(/^2 of \d+ functions have no handler: .*fence\.ts, .*watch\.ts\./),
    });
  });

  test('writes each function alone into its folder, ready to be loaded, with the map outside', async () => {
    const entryFolder = await writeHandlers('all', verbs);
    const outFolder = join(folder, 'functions');
    const { outputs } = await bundleFunctions({ entryFolder, entry, outFolder });
    expect((await readdir(outFolder)).sort()).toEqual([...verbs].sort());
    for (const verb of verbs) expect(await readdir(join(outFolder, verb))).toEqual(['index.mjs']);
    expect((await readdir(`${outFolder}-maps`)).sort()).toEqual([...verbs].sort());
    expect(Object.keys(outputs)).toHaveLength(2 * verbs.length);
    const { handler } = (await import(pathToFileURL(resolve(outFolder, 'fence/index.mjs')).href)) as {
      handler: () => Promise<string>;
    };
    await expect(handler()).resolves.toBe('of/fence');
  });

  test('leaves out of the SDK only what changes no answer: an error keeps its name and its message', async () => {
    const entryFolder = await writeHandlers('refused', verbs);
    const text = `import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
      const body = JSON.stringify({ __type: 'ParameterNotFound', message: 'no such parameter' });
      const answer = { statusCode: 400, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: new TextEncoder().encode(body) };
      const ssm = new SSMClient({
        region: 'eu-west-1',
        credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
        requestHandler: { handle: async () => ({ response: answer }) },
      });
      export const handler = () => ssm.send(new GetParameterCommand({ Name: 'a' }));`;
    await writeFile(join(entryFolder, 'fence.ts'), text);
    const outFolder = join(folder, 'refusing');
    const { inputs, outputs } = await bundleFunctions({ entryFolder, entry, outFolder });
    const bundle = Object.entries(outputs).find(([path]) => path.endsWith('fence/index.mjs'))?.[1];
    const bytesOf = (of: string) =>
      Object.entries(bundle?.inputs ?? {}).reduce(
        (sum, [path, one]) => sum + (path.includes(of) ? one.bytesInOutput : 0),
        0,
      );
    expect(Object.keys(inputs).some((path) => path.includes('client-ssm/dist-es/models/errors'))).toBe(true);
    expect(bytesOf('client-ssm/dist-es/schemas') + bytesOf('client-ssm/dist-es/models')).toBeLessThan(5_000);
    const { handler } = (await import(pathToFileURL(resolve(outFolder, 'fence/index.mjs')).href)) as {
      handler: () => Promise<unknown>;
    };
    await expect(handler()).rejects.toMatchObject({
      name: 'ParameterNotFound',
      message: 'no such parameter',
      $fault: 'client',
    });
  });

  test('leaves alone what has not changed, so that two synths at once do not trip over each other', async () => {
    const entryFolder = await writeHandlers('twice', verbs);
    const outFolder = join(folder, 'stable');
    const bundle = join(outFolder, 'fence/index.mjs');
    await bundleFunctions({ entryFolder, entry, outFolder });
    const { mtimeMs } = await stat(bundle);
    await bundleFunctions({ entryFolder, entry, outFolder });
    expect((await stat(bundle)).mtimeMs).toBe(mtimeMs);
  });
});
