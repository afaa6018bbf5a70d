// What the bench makes of a bundle: whose bytes they are, and which SDK clients are there for nothing.
import type { Metafile } from 'esbuild';
import { bundlesOf, LIMIT_BYTES, limitsBroken } from '../../bench/bundles/bundles.ts';
import { packageOf } from '../../bench/bundles/packages.ts';
import { constructedIn } from '../../bench/bundles/sdk-clients.ts';

const ENTRY = 'functions/handlers/confirm.ts';

/** A bundle of the real handler, with these packages in it. */
const metafileOf = (packages: Readonly<Record<string, number>>, bytes = 1000): Metafile => ({
  inputs: { [ENTRY]: { bytes: 1, imports: [] } },
  outputs: {
    'build/functions/confirm/index.mjs': {
      ...{ bytes, imports: [], exports: [], entryPoint: ENTRY },
      inputs: Object.fromEntries(
        Object.entries(packages).map(([name, size]) => [`node_modules/${name}/dist-es/index.js`, { bytesInOutput: size }]),
      ),
    },
  },
});

const brokenOf = async (metafile: Metafile): Promise<readonly string[]> => limitsBroken(await bundlesOf(metafile));

test.each([
  ['node_modules/zod/v4/core.js', 'zod'],
  ['node_modules/@aws-sdk/client-s3/dist-es/index.js', '@aws-sdk/client-s3'],
  ['node_modules/@aws-sdk/client-s3/node_modules/@smithy/core/x.js', '@smithy/core'],
  ['../elsewhere/node_modules/yaml/index.js', 'yaml'],
  ['functions/steps/recovery/confirm/confirm.ts', 'functions'],
])('%s belongs to %s', (path, name) => {
  expect(packageOf(path)).toBe(name);
});

test('a client that the handler constructs is no breach, and neither is one that was shaken out', async () => {
  expect(await brokenOf(metafileOf({ '@aws-sdk/client-s3': 100, '@aws-sdk/client-sns': 0 }))).toEqual([]);
});

test('a client that nobody constructs is a breach, also one that the SDK keeps for itself', async () => {
  const metafile = metafileOf({ '@aws-sdk/client-s3': 100, '@aws-sdk/client-route-53': 5, '@aws-sdk/nested-clients': 7 });
  expect(await brokenOf(metafile)).toEqual([
    'confirm carries @aws-sdk/nested-clients, which it never constructs',
    'confirm carries @aws-sdk/client-route-53, which it never constructs',
  ]);
});

test('a bundle over the limit is a breach, one at the limit is not', async () => {
  expect(await brokenOf(metafileOf({}, LIMIT_BYTES))).toEqual([]);
  expect(await brokenOf(metafileOf({}, LIMIT_BYTES + 100))).toEqual(['confirm has 650.1 kB, over the limit of 650.0 kB']);
});

test('to import a class is not to construct it; a type or a command is none', () => {
  const from = "from '@aws-sdk/client-s3'";
  expect(constructedIn(`import { S3Client } ${from};\nconst s3 = new S3Client({});`)).toEqual(['@aws-sdk/client-s3']);
  expect(constructedIn(`import { S3Client as Store, PutObjectCommand } ${from};\nnew Store({});`)).toEqual([]);
  expect(constructedIn(`import { S3Client } ${from};\nexport type Mine = S3Client;`)).toEqual([]);
  expect(constructedIn(`import { PutObjectCommand, type S3Client } ${from};\nnew PutObjectCommand({});`)).toEqual([]);
});
