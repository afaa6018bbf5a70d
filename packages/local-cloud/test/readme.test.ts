// The example of the README, run unchanged except that package names become paths.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeAssembly } from './host/fixtures/assembly.ts';
import { smallFunctions, smallTemplate } from './host/fixtures/small-stack.ts';

const inPackage = (path: string): URL => new URL(`../${path}`, import.meta.url);

test('the example runs a stack and prints the result', async () => {
  const { exports } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as {
    readonly exports: Record<string, string>;
  };
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(inPackage('README.md'), 'utf8')) ?? [];
  const runnable = example.replaceAll(
    /'@twinbox\/local-cloud([^']*)'/g,
    (_whole, entry: string) => `'${inPackage(exports[`.${entry}`] ?? 'no such entry').href}'`,
  );
  await using assembly = await writeAssembly('Small', smallTemplate(), smallFunctions);
  await symlink(assembly.directory, join(assembly.directory, 'cdk.out'));
  const file = join(assembly.directory, 'example.ts');
  await writeFile(file, runnable);
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--no-warnings', file], { cwd: assembly.directory });
  expect(stdout).toContain('SUCCEEDED');
  expect(stdout).toMatch(/objects in the bucket: \[ 'step' \]/);
  expect(stdout).toContain('denied: []');
});
