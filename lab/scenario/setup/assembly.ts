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
const APP = new URL('../../../bin/twinbox-app.ts', import.meta.url).href;

/** One process runs the app once for each settings file, and loads the CDK and bundles the functions once. */
const EACH = `for (const [index, one] of JSON.parse(process.env.LAB_APPS).entries()) {
  Object.assign(process.env, one);
  await import('${APP}?' + index);
  if (process.exitCode) break;
}`;

/** Runs bin/twinbox-app.ts with each of these settings. @throws the app's message when it refuses one */
export const synthesizeEach = async (settingsYamls: readonly string[]): Promise<readonly Assembly[]> => {
  const apps = await Promise.all(
    settingsYamls.map(async (yaml) => {
      const folder = await mkdtemp(join(tmpdir(), 'twinbox-lab-'));
      const settingsFile = join(folder, 'twinbox.yaml');
      await writeFile(settingsFile, yaml);
      return { folder, variables: { TWINBOX_SETTINGS: settingsFile, CDK_OUTDIR: join(folder, 'cdk.out') } };
    }),
  );
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LAB_APPS: JSON.stringify(apps.map(({ variables }) => variables)),
    // The template is checked where it is synthesized for a deployment; here that would cost half of the time.
    CDK_VALIDATION: 'false',
  };
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', EACH],
    { cwd: root, env, maxBuffer: 16 * 1024 * 1024 },
  );
  return apps.map(({ folder, variables }) => ({
    directory: variables.CDK_OUTDIR,
    said: stderr,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }));
};
