// Synthesizes the one app with the lab's settings, exactly as it would be for a deployment: the app's own entry,
// another settings file.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The stack of a pair. */
export const stackOf = (pair: string): string => `Twinbox-${pair}`;

/** The stack of the pair that scenarios use. */
export const STACK_NAME = stackOf('support');

export interface Assembly extends AsyncDisposable {
  /** Cloud assembly folder with a template for each pair. */
  readonly directory: string;
  /** What the app printed. */
  readonly said: string;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs bin/twinbox-app.ts with these settings. @throws the app's message when it refuses them */
export const synthesize = async (settingsYaml: string): Promise<Assembly> => {
  const folder = await mkdtemp(join(tmpdir(), 'twinbox-lab-'));
  const settingsFile = join(folder, 'twinbox.yaml');
  const directory = join(folder, 'cdk.out');
  await writeFile(settingsFile, settingsYaml);
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TWINBOX_SETTINGS: settingsFile,
    CDK_OUTDIR: directory,
    // The template is checked where it is synthesized for a deployment; here that would cost half of the time.
    CDK_VALIDATION: 'false',
  };
  const { stderr } = await promisify(execFile)(process.execPath, ['--no-warnings', join(root, 'bin/twinbox-app.ts')], {
    cwd: root,
    env: environment,
    maxBuffer: 16 * 1024 * 1024,
  });
  return { directory, said: stderr, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
};
