// The rules of the house, held against the repository as it stands; then each rule against bad input, so that a rule
// which can no longer go red is noticed.
import { FUNCTIONS } from '../functions/contract/runtime/functions.ts';
import { PHASES } from '../functions/contract/workflow/phases.ts';
import { brokenChains } from './house/chain-rules.ts';
import {
  badNames,
  besideThePlatform,
  impurities,
  leftovers,
  outsideInSteps,
  ownParsers,
  tooLong,
  withoutOpening,
} from './house/file-rules.ts';
import { crowded, folderCircles } from './house/folder-rules.ts';
import { circles, danglingImports, forbiddenImports } from './house/import-rules.ts';
import { readSource, sourceFile } from './house/source-files.ts';

const packages = readSource(['packages']);
const isTest = ({ path }: { readonly path: string }): boolean => path.includes('/test/');
const product = [...readSource(['bin', 'cli', 'lib', 'functions', 'lab']), ...packages.filter((file) => !isTest(file))];
const all = [...product, ...packages.filter(isTest), ...readSource(['bench', 'scripts', 'test'])];
const beside = all.filter(({ path }) => /^(bench|scripts)\//.test(path));
const verbs = FUNCTIONS.map(({ verb }) => verb);
const paths = new Set(all.map(({ path }) => path));

describe('the house', () => {
  test('holds the files that it is known to hold', () => {
    expect(paths).toContain('functions/steps/recovery/phase-step.ts');
    expect(product.length).toBeGreaterThan(100);
  });
  test('imports only downwards', () => expect(forbiddenImports([...product, ...packages, ...beside])).toEqual([]));
  test('imports only files that exist, by their whole name', () =>
    expect(danglingImports(all, (path) => paths.has(path) || path.endsWith('.json'))).toEqual([]));
  test('has no circle', () => expect(circles(product)).toEqual([]));
  test('has no circle among folders either', () => expect(folderCircles(product)).toEqual([]));
  test('has no room with more than a dozen files', () => expect(crowded([...product, ...beside])).toEqual([]));
  test('names every file after one thing', () => expect(badNames(all)).toEqual([]));
  test('splits files before they pass 200 lines', () => {
    expect(tooLong([...product, ...beside])).toEqual([]);
  });
  test('says at the top of each file what its place is', () =>
    expect(withoutOpening([...product, ...beside])).toEqual([]));
  test('keeps the product out of the package', () =>
    expect(packages.filter(({ text }) => /(?<!@)twinbox|bomgar/i.test(text)).map(({ path }) => path)).toEqual([]));
  test('swallows no error and puts nothing off', () => expect(leftovers([...product, ...beside])).toEqual([]));
  test('draws examples from the one seeded fast-check', () =>
    expect(all.filter(({ text }) => /^import .* from 'fast-check';$/m.test(text)).map(({ path }) => path)).toEqual([
      'test/properties.ts',
    ]));
  test('keeps domain pure', () => expect(impurities(product)).toEqual([]));
  test('reaches for sockets, time and chance in one place', () => expect(besideThePlatform(product)).toEqual([]));
  test('parses JSON in one place', () => {
    expect(ownParsers(product)).toEqual([]);
    expect(ownParsers([sourceFile('functions/store/a.ts', 'const a = JSON.parse(text);')])).toHaveLength(1);
  });
  test('keeps clock and environment out of steps', () => expect(outsideInSteps(product)).toEqual([]));
  test('keeps the handlers under 19 lines on average', () => {
    const handlers = product.filter(({ path }) => path.startsWith('functions/handlers/'));
    const lines = handlers.reduce((sum, { text }) => sum + text.trimEnd().split('\n').length, 0);
    expect(lines / handlers.length).toBeLessThan(19);
  });
  test('leads from every verb to its handler and its step', () => {
    expect(verbs).toEqual(expect.arrayContaining(PHASES.map(({ verb }) => verb)));
    expect(brokenChains(verbs, product)).toEqual([]);
  });
});

describe('the rule on imports goes red', () => {
  const from = (path: string, text: string) => forbiddenImports([sourceFile(path, text)]);

  test.each<[string, string]>([
    ['bin/a.ts', "import { x } from '../functions/contract/workflow/phases.ts';"],
    ['cli/a.ts', "import { x } from '../functions/steps/recovery/phase-step.ts';"],
    ['cli/a.ts', "import { x } from '../functions/handlers/begin.ts';"],
    ['cli/a.ts', "import { x } from '../lab/scenario/lab-file.ts';"],
    ['cli/a.ts', "import { x } from '../lib/settings/read-settings.ts';"],
    ['lab/a.ts', "import { x } from '../cli/run.ts';"],
    ['functions/store/a.ts', "import { x } from '../../cli/run.ts';"],
    ['lib/a.ts', "import { x } from './twinbox-stack.ts';"],
    ['lib/settings/a.ts', "import { x } from '../twinbox-stack.ts';"],
    ['lib/a.ts', "import { x } from '../functions/domain/admission/lease.ts';"],
    ['lib/a.ts', "import type { x } from '../functions/domain/admission/lease.ts';"],
    ['lib/a.ts', "import { S3Client } from '@aws-sdk/client-s3';"],
    ['lib/a.ts', "import { x } from '../lab/start.ts';"],
    ['functions/handlers/a.ts', "import { x } from '../net/system-platform.ts';"],
    ['functions/handlers/a.ts', "import middy from '@middy/core';"],
    ['functions/lambda/a.ts', "import { x } from '../steps/recovery/fence/fence.ts';"],
    ['functions/lambda/a.ts', "import { wire } from '../handlers/fence.ts';"],
    ['functions/handlers/a.ts', "import { x } from '../domain/lease.ts';"],
    ['functions/steps/a.ts', "import { x } from '../store/s3-journal.ts';"],
    ['functions/steps/a.ts', "import { type A, x } from '../store/s3-journal.ts';"],
    ['functions/steps/a.ts', "import { S3Client } from '@aws-sdk/client-s3';"],
    ['functions/steps/a.ts', "import { x } from 'node:https';"],
    ['functions/steps/a.ts', "import { x } from '../net/https-call.ts';"],
    ['functions/store/a.ts', "import type { x } from '../traffic/traffic.ts';"],
    ['functions/traffic/a.ts', "import { x } from '../steps/fence.ts';"],
    ['functions/net/a.ts', "import { x } from '../domain/lease.ts';"],
    ['functions/net/a.ts', "import { x } from '@aws-sdk/client-s3';"],
    ['functions/contract/a.ts', "import { x } from '../domain/lease.ts';"],
    ['functions/contract/a.ts', "import * as z from 'zod';"],
    ['functions/domain/a.ts', "import type { x } from '../contract/clock.ts';"],
    ['functions/domain/a.ts', "import { x } from 'node:crypto';"],
    ['functions/steps/a.ts', "import { x } from '../../lab/lab-clock.ts';"],
    ['packages/local-cloud/aws/a.ts', "import { x } from '../../functions/contract/phases.ts';"],
    ['lab/appliance/a.ts', "import type { x } from '../aws/cloud.ts';"],
    ['packages/local-cloud/host/a.ts', "import { x } from '../../functions/handlers/fence.ts';"],
    ['lab/scenario/a.ts', "import { x } from '../../lib/synth-twinbox.ts';"],
    ['bench/a.ts', "import { x } from '../test/house.test.ts';"],
    ['elsewhere/a.ts', ''],
  ])('%s: %s', (path, text) => expect(from(path, text)).toHaveLength(1));

  test.each<string>([
    "export * from '../lab/start.ts';",
    "export { x } from '../lab/start.ts';",
    "export type { x } from '../lab/start.ts';",
    "const x = await import('../lab/start.ts');",
    'const x = await import(`../lab/start.ts`);',
    "type X = import('../lab/start.ts').X;",
    "import '../lab/start.ts';",
    "const x = require('../lab/start.ts');",
    "import { x } from './settings/../../lab/start.ts';",
  ])('in whatever form it is written: %s', (text) => expect(from('lib/a.ts', text)).toHaveLength(1));

  test('but not for what is allowed', () => {
    expect(from('functions/steps/a.ts', "import type { Journal } from '../store/journal.ts';")).toEqual([]);
    expect(from('functions/steps/a.ts', "import { type Journal } from '../store/journal.ts';")).toEqual([]);
    expect(from('lib/synth-twinbox.ts', "import { x } from './twinbox-stack.ts';")).toEqual([]);
    expect(from('lab/scenario/a.ts', "import { wire } from '../../functions/handlers/fence.ts';")).toEqual([]);
  });

  test('for a circle, and for a file that does not exist', () => {
    const [a, b] = [sourceFile('lib/a.ts', "import './b.ts';"), sourceFile('lib/b.ts', "import './a.ts';")];
    expect(circles([a, b])).toEqual(['lib/a.ts > lib/b.ts > lib/a.ts']);
    expect(circles([a, sourceFile('lib/b.ts', "import type { A } from './a.ts';")])).toHaveLength(1);
    expect(circles([a, sourceFile('lib/b.ts', "import './c.ts';")])).toEqual([]);
    expect(danglingImports([sourceFile('lib/a.ts', "import './c';")], (path) => path === 'lib/c.ts')).toHaveLength(1);
  });
});

describe('the rules on folders go red', () => {
  const file = (path: string, ...imports: readonly string[]) =>
    sourceFile(path, imports.map((one) => `import type { A } from '${one}';`).join('\n'));

  test('for thirteen files, not for twelve', () => {
    const files = Array.from({ length: 13 }, (_, index) => file(`lib/a/f${index}.ts`));
    expect(crowded(files)).toEqual(['lib/a holds 13 files, more than 12']);
    expect(crowded(files.slice(1))).toEqual([]);
  });
  test('for folders that import each other, by other files and over others', () => {
    const files = [
      file('lib/a/x.ts', '../b/x.ts'),
      file('lib/b/y.ts', '../c/deep/x.ts'),
      file('lib/c/z.ts', '../a/y.ts'),
    ];
    expect(folderCircles(files)).toEqual(
      ['lib/a', 'lib/b', 'lib/c'].map((one) => `${one} reaches itself through the folders beside it`),
    );
    expect(folderCircles(files.slice(1))).toEqual([]);
  });
  test('but not for a folder and what lies in it', () =>
    expect(folderCircles([file('lib/a/x.ts', './in/y.ts'), file('lib/a/in/y.ts', '../z.ts')])).toEqual([]));
});

describe('the rules on files go red', () => {
  test.each([
    'lib/index.ts',
    'lib/utils/a.ts',
    'functions/net/http-helpers.ts',
    'lab/lockManager.ts',
    'test/shared/a.test.ts',
  ])('for the name %s', (path) => expect(badNames([sourceFile(path, '')])).toHaveLength(1));
  test('for 201 lines, not for 200', () => {
    expect(tooLong([sourceFile('lib/a.ts', '//\n'.repeat(201))])).toHaveLength(1);
    expect(tooLong([sourceFile('lib/a.ts', '//\n'.repeat(200))])).toEqual([]);
  });
  test('for a file that opens without a word', () => {
    expect(withoutOpening([sourceFile('lib/a.ts', 'export const a = 1;')])).toHaveLength(1);
    expect(withoutOpening([sourceFile('bin/a.ts', '#!/usr/bin/env node\n// Says what it is.\n')])).toEqual([]);
  });
  test.each(['try { a(); } catch { b(); }', `// ${'TO'}${'DO'}: later`])('for %s', (text) =>
    expect(leftovers([sourceFile('lib/a.ts', text)])).toHaveLength(1),
  );
  test.each([
    'Date.now()',
    'new Date()',
    'new Date',
    'Math.random()',
    'process.env.A',
    'async () => 1',
    'class A { async b() { return 1; } }',
  ])('for %s in domain', (text) => expect(impurities([sourceFile('functions/domain/a.ts', text)])).toHaveLength(1));
  test('but not for a date made of an argument', () =>
    expect(impurities([sourceFile('functions/domain/a.ts', 'new Date(nowMs).toISOString()')])).toEqual([]));
  test.each(['Date.now()', 'new Date()', "process.env['A']"])('for %s in a step', (text) =>
    expect(outsideInSteps([sourceFile('functions/steps/a.ts', text)])).toHaveLength(1),
  );
});

describe('the rule on the platform goes red', () => {
  const from = (text: string, path = 'functions/store/a.ts') => besideThePlatform([sourceFile(path, text)]);

  test.each([
    'AbortSignal.timeout(5)',
    'Date.now()',
    'new Date()',
    'performance.now()',
    'Math.random()',
    'setTimeout(f, 5)',
    'setImmediate(f)',
    'crypto.randomUUID()',
    "import { randomUUID } from 'node:crypto';",
    "import { setTimeout as sleep } from 'node:timers/promises';",
    "import { request } from 'node:https';",
    "import type { IncomingHttpHeaders } from 'node:http';",
    "import { Resolver } from 'node:dns/promises';",
    'await fetch(url)',
    'process.env.A',
  ])('for %s', (text) => expect(from(text)).not.toEqual([]));

  test('but not in functions/net, and not for what is asked of a platform', () => {
    expect(from('Date.now()', 'functions/net/a.ts')).toEqual([]);
    expect(from('clock.deadline(5); random.uuid(); new Date(nowMs); page.fetch(url);')).toEqual([]);
  });
});

describe('the rule on chains goes red', () => {
  const GOOD = "import { fence } from '../steps/recovery/fence/fence.ts'; export const wire = () => fence();";
  const chain = (handler: string, step = '') =>
    brokenChains(
      ['fence'],
      [sourceFile('functions/handlers/fence.ts', handler), sourceFile('functions/steps/recovery/fence/fence.ts', step)],
    );

  test('not for a handler that wires', () => expect(chain(GOOD)).toEqual([]));
  test.each<[string, string]>([
    ['a second export', `${GOOD} export const more = 1;`],
    ['no wire', "import { fence } from '../steps/recovery/fence/fence.ts'; const wire = () => fence();"],
    ['a default export', `${GOOD} export default 1;`],
    ['an if', `${GOOD} if (a) b();`],
    ['a question mark', `${GOOD} const c = a ? 1 : 2;`],
    ['a loop', `${GOOD} for (const a of b) c(a);`],
    ['no step', GOOD.replace('../steps/recovery/fence/fence.ts', '../net/fence.ts')],
    ['a step as a type alone', GOOD.replace('import {', 'import type {')],
  ])('for a handler with %s', (_what, text) => expect(chain(text)).toHaveLength(1));

  test('for a verb without files, and for steps or handlers that know each other', () => {
    expect(brokenChains(['fence'], [])).toHaveLength(2);
    const moves = "import { a } from './fence.ts';";
    const found = brokenChains(
      ['fence', 'move-traffic'],
      [
        sourceFile('functions/handlers/fence.ts', GOOD),
        sourceFile('functions/steps/recovery/fence/fence.ts', ''),
        sourceFile(
          'functions/handlers/move-traffic.ts',
          `${GOOD.replaceAll('/fence/fence', '/traffic/move-traffic')} ${moves}`,
        ),
        sourceFile('functions/steps/recovery/traffic/move-traffic.ts', "import { a } from '../fence/fence.ts';"),
      ],
    );
    expect(found).toEqual([
      expect.stringContaining('another handler'),
      expect.stringContaining('do not know each other'),
    ]);
  });
});
