// What the bench makes of a bundle: whose bytes they are, and which SDK clients are there for nothing.
import type { Metafile } from 'esbuild';
import { bundlesOf, LIMIT_BYTES, limitsBroken } from '../../bench/bundles/bundles.ts';
import { packageOf } from '../../bench/bundles/packages.ts';

const ENTRY = 'entry:entry-of:confirm';

/** A bundle of one function, with these packages in it. */
const metafileOf = (packages: Readonly<Record<string, number>>, bytes = 1000): Metafile => ({
  inputs: { [ENTRY]: { bytes: 1, imports: [] } },
  outputs: {
    'build/functions/confirm/index.mjs': {
      ...{ bytes, imports: [], exports: [], entryPoint: ENTRY },
      inputs: Object.fromEntries(
        Object.entries(packages).map(([name, size]) => [
          `node_modules/${name}/dist-es/index.js`,
          { bytesInOutput: size },
        ]),
      ),
    },
  },
});

const brokenOf = (metafile: Metafile): readonly string[] => limitsBroken(bundlesOf(metafile));

test.each([
  ['node_modules/zod/v4/core.js', 'zod'],
  ['node_modules/@aws-sdk/client-s3/dist-es/index.js', '@aws-sdk/client-s3'],
  ['node_modules/@aws-sdk/client-s3/node_modules/@smithy/core/x.js', '@smithy/core'],
  ['../elsewhere/node_modules/yaml/index.js', 'yaml'],
  ['functions/steps/recovery/confirm/confirm.ts', 'functions'],
])('%s belongs to %s', (path, name) => {
  expect(packageOf(path)).toBe(name);
});

test('a client that the function has is no breach, and neither is one that was shaken out', () => {
  expect(brokenOf(metafileOf({ '@aws-sdk/client-s3': 100, '@aws-sdk/client-sns': 0 }))).toEqual([]);
});

test('a client that the function does not have is a breach, also one that the SDK keeps for itself', () => {
  const metafile = metafileOf({
    '@aws-sdk/client-s3': 100,
    '@aws-sdk/client-route-53': 5,
    '@aws-sdk/nested-clients': 7,
  });
  expect(brokenOf(metafile)).toEqual([
    'confirm carries @aws-sdk/nested-clients, which it never makes',
    'confirm carries @aws-sdk/client-route-53, which it never makes',
  ]);
});

test('a bundle over the limit is a breach, one at the limit is not', () => {
  expect(brokenOf(metafileOf({}, LIMIT_BYTES))).toEqual([]);
  expect(brokenOf(metafileOf({}, LIMIT_BYTES + 100))).toEqual(['confirm has 650.1 kB, over the limit of 650.0 kB']);
});
