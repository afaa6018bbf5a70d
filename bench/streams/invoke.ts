// One invocation of one function in a process of its own, from its bundle and with the environment that the template
// gives it.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { WORLD_KEYS } from '../../packages/local-cloud/aws/cloud.ts';
import {
  environmentOf,
  type FunctionDefinition,
} from '../../packages/local-cloud/host/functions/function-definition.ts';

/** What one invocation gave and took. */
export interface Invoked<T> {
  readonly answer: T;
  /** Resident once the bundle was imported. */
  readonly baselineBytes: number;
  readonly peakBytes: number;
  /** Of the invocation alone. */
  readonly processorSeconds: number;
  /** From the start of the process to its end. */
  readonly wallSeconds: number;
}

const LOG_BYTES = 16 * 1024 * 1024;
const SAID_LENGTH = 2_000;
const probe = (): string => stripTypeScriptTypes(readFileSync(new URL('./invoke-probe.ts', import.meta.url), 'utf8'));

/** @throws what the function said, when it failed */
export const invoke = async <T>(definition: FunctionDefinition, awsUrl: string, event: object): Promise<Invoked<T>> => {
  const { directory, handler, name } = definition;
  const url = pathToFileURL(join(directory, `${handler.replace(/\.\w+$/, '')}.mjs`)).href;
  const env = environmentOf(definition, { region: 'eu-central-1', keys: WORLD_KEYS, awsUrl });
  const beganMs = performance.now();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', probe(), url, JSON.stringify(event)],
    { env, maxBuffer: LOG_BYTES },
  ).catch((error: Error & { readonly stderr?: string }) => {
    throw new Error(`${name} failed: ${error.stderr?.slice(0, SAID_LENGTH) ?? error.name}`);
  });
  const wallSeconds = (performance.now() - beganMs) / 1000;
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{"answer"')) throw new Error(`${name} said: ${stdout.slice(-SAID_LENGTH)}`);
  return { ...(JSON.parse(last) as Omit<Invoked<T>, 'wallSeconds'>), wallSeconds };
};
