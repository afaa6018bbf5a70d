// Import to ready of every bundle: a fresh process each time, the median of nine, beside an empty module imported the
// same way.
import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { VARIABLES, type Variable } from '../../functions/contract/runtime/environment.ts';
import { FUNCTIONS } from '../../functions/contract/runtime/functions.ts';
import { bundleFunctions, FUNCTIONS_FOLDER } from '../../lib/functions/bundle-functions.ts';
import { table } from '../table.ts';

const AIM_MS = 150;
const RUNS = 9;
const EMPTY = 'data:text/javascript,export{}';
const PROBE = fileURLToPath(new URL('./init-probe.ts', import.meta.url));

/** Nothing of these is ever asked: a function constructs its clients while it is imported and calls nobody. */
const LAMBDA = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'nobody',
  AWS_SECRET_ACCESS_KEY: 'nothing',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
};

const dummyOf = (name: Variable): string =>
  name === 'SETTINGS_PARAMETERS' ? '{"bench":"/bench"}' : `bench-${name.toLowerCase()}`;

const VARIABLE_NAMES = Object.keys(VARIABLES) as Variable[];
const ENVIRONMENT = { ...LAMBDA, ...Object.fromEntries(VARIABLE_NAMES.map((name) => [name, dummyOf(name)])) };

/** Middle one of an odd number of values. */
const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

/** @returns milliseconds. @throws what the process said, when the module cannot be imported */
const importOnce = async (url: string): Promise<number> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', PROBE, url], { env: ENVIRONMENT });
  const elapsedMs = Number(stdout.trim().split('\n').at(-1));
  if (!(elapsedMs >= 0)) throw new Error(`the probe printed ${JSON.stringify(stdout)}`);
  return elapsedMs;
};

const rowOf = (verb: string, samples: readonly number[], emptyMs: number): readonly string[] => {
  const ms = median(samples);
  return [
    verb,
    ...[ms, Math.min(...samples), Math.max(...samples), ms - emptyMs].map((value) => value.toFixed(0)),
    `${(ms / emptyMs).toFixed(0)} x`,
    ms > AIM_MS ? 'over the aim' : '',
  ];
};

/**
 * Prints the times. @returns whether every bundle could be imported; the aim is no limit, since it hangs on the
 * machine.
 */
export const benchInit = async (): Promise<boolean> => {
  await bundleFunctions();
  const urls = new Map([
    ['(empty module)', EMPTY],
    ...FUNCTIONS.map(({ verb }) => [verb, pathToFileURL(`${FUNCTIONS_FOLDER}/${verb}/index.mjs`).href] as const),
  ]);
  const samples = new Map([...urls.keys()].map((verb) => [verb, [] as number[]]));
  const broken: string[] = [];
  // Round by round over all of them, so that a busy moment of the machine does not fall on one alone.
  for (let run = 0; run < RUNS; run += 1) {
    for (const [verb, url] of urls) {
      try {
        samples.get(verb)?.push(await importOnce(url));
      } catch (error) {
        broken.push(`${verb} cannot be imported: ${String(error)}`);
        urls.delete(verb);
      }
    }
  }
  const emptyMs = median(samples.get('(empty module)') ?? []);
  const rows = [...samples]
    .filter(([verb]) => urls.has(verb))
    .map(([verb, seen]) => rowOf(verb, seen, emptyMs))
    .sort((one, other) => Number(other[1]) - Number(one[1]));
  console.log(`\nInit: import to ready in a fresh process, ${RUNS} runs each, ms; aim ${AIM_MS} ms (measured)\n`);
  console.log(table(['function', 'median', 'least', 'most', 'over empty', 'of empty', ''], rows));
  for (const sentence of broken) console.log(`  BROKEN: ${sentence}`);
  return broken.length === 0;
};
