// Gives the templates for a settings file to tests, one a pair, synthesized once for a state of the sources: the CDK
// costs seconds.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FUNCTIONS } from '../../functions/contract/runtime/functions.ts';

const CACHE = 'build/test-assembly';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Synthesized {
  /** Of the pair that was asked for. */
  readonly template: Template;
  /** By the names of the pairs, in the order of the file. */
  readonly templates: Readonly<Record<string, Template>>;
  /** What the synth said. */
  readonly said: string;
  /** As the CLI deploys them: whether a destroy is refused until somebody allows it. */
  readonly terminationProtection: boolean;
  /** What the rules found. */
  readonly findings: readonly unknown[];
}

const sourceFiles = async (): Promise<readonly string[]> => {
  const below = async (folder: string) =>
    (await readdir(folder, { recursive: true }))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file));
  return [
    ...(await below('lib')),
    ...(await below('functions/contract')),
    'package.json',
    'test/lib/run-synth.ts',
  ].sort();
};

const fingerprint = async (settingsFile: string): Promise<string> => {
  const hash = createHash('sha256').update('a template for each pair\n');
  for (const file of [...(await sourceFiles()), settingsFile]) hash.update(`${file}\n`).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
};

/** Bundles that do nothing: the template is the same whatever they do. */
const writeTrivialBundles = (folder: string): Promise<unknown> =>
  Promise.all(
    FUNCTIONS.map(async ({ verb }) => {
      await mkdir(join(folder, verb), { recursive: true });
      await writeFile(join(folder, verb, 'index.mjs'), `export const handler = async () => '${verb}';`);
    }),
  );

const synthesizeInto = async (target: string, settingsFile: string): Promise<void> => {
  const own = await mkdtemp(`${CACHE}/new-`);
  const functions = join(own, 'functions');
  await writeTrivialBundles(functions);
  const node = 'node_modules/.bin/node';
  const run = promisify(execFile);
  const { stdout } = await run(node, ['test/lib/run-synth.ts', settingsFile, functions, join(own, 'assembly')]);
  const read = async (name: string) => JSON.parse(await readFile(join(own, 'assembly', name), 'utf8'));
  const [report, manifest] = await Promise.all(['validation-report.json', 'manifest.json'].map(read));
  const stacks = Object.entries<{ properties: { terminationProtection?: boolean } }>(manifest.artifacts).filter(
    ([, artifact]) => 'type' in artifact && artifact.type === 'aws:cloudformation:stack',
  );
  const templates = await Promise.all(
    stacks.map(async ([name]) => [name.replace(/^Twinbox-/, ''), await read(`${name}.template.json`)] as const),
  );
  const written: Omit<Synthesized, 'template'> = {
    templates: Object.fromEntries(templates),
    said: stdout,
    terminationProtection: stacks.every(([, { properties }]) => properties.terminationProtection === true),
    findings: report.pluginReports,
  };
  await writeFile(join(own, 'synthesized.json'), JSON.stringify(written));
  await rename(join(own, 'synthesized.json'), target);
  await rm(own, { recursive: true });
};

/** The stacks for this settings file; `pair` names the one whose template is wanted by itself. */
export const synthesized = async (settingsFile: string, pair = 'support'): Promise<Synthesized> => {
  await mkdir(CACHE, { recursive: true });
  const cached = `${CACHE}/${await fingerprint(settingsFile)}.json`;
  if (!existsSync(cached)) await synthesizeInto(cached, settingsFile);
  const found = JSON.parse(await readFile(cached, 'utf8')) as Omit<Synthesized, 'template'>;
  return { ...found, template: found.templates[pair] ?? { Resources: {} } };
};

/** Resources of one type, with their logical ids. */
export const resourcesOf = ({ Resources }: Template, type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(Resources).filter(([, resource]) => resource.Type === type);
