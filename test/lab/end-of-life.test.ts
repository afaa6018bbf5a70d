// What becomes of a function that outlives its time, or that Lambda does not let be called: the product's own wrapper
// in the lab's sandbox, under the retries that the synthesized definition gives it.
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { type LabClock, scaledClock } from '../../packages/local-cloud/base/clock.ts';
import type { JsonObject } from '../../packages/local-cloud/base/json.ts';
import { threads } from '../../packages/local-cloud/host/engine.ts';
import type { FunctionDefinition } from '../../packages/local-cloud/host/functions/function-definition.ts';
import { type FunctionHost, functionHost } from '../../packages/local-cloud/host/functions/function-host.ts';
import { inactive } from '../../packages/local-cloud/host/refusals.ts';
import { type TaskCall, TaskFault } from '../../packages/local-cloud/host/states/asl-execution.ts';
import { executionsOf } from '../../packages/local-cloud/host/states/executions.ts';
import { type Interpreter, startInterpreter } from '../../packages/local-cloud/host/states/interpreter.ts';
import { type Assembly, writeAssembly } from '../../packages/local-cloud/test/host/fixtures/assembly.ts';
import { inWords } from '../lib/statements.ts';
import { resourcesOf, synthesized } from '../lib/synthesized.ts';

// The first call hangs until Lambda ends it. The sandbox dies with it, so only a file outside of it can count the
// calls.
const STEP = `
import { existsSync, writeFileSync } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import { lambdaEntry } from './functions/lambda/lambda-entry.ts';
export const handler = lambdaEntry(async ({ mark }) => {
  if (existsSync(mark)) return { outcome: 'down' };
  writeFileSync(mark, '');
  await new Promise((resolve) => setTimeout(resolve, 600000));
}, new Logger({ serviceName: 'twinbox' }));`;

// Not scaled: what would end a function early does so in its last five milliseconds.
const clock = scaledClock(1);
let assembly: Assembly;
let host: FunctionHost;
let interpreter: Interpreter;
let retries: Readonly<Record<string, JsonObject>>;

const confirm = (): FunctionDefinition => ({
  ...{ name: 'confirm', arn: 'arn:aws:lambda:eu-central-1:000000000000:function:confirm' },
  ...{
    roleArn: 'arn:aws:iam::000000000000:role/R',
    directory: `${assembly.directory}/asset.confirm`,
    handler: 'index.handler',
  },
  ...{
    timeoutMs: 1500,
    memoryMb: 256,
    variables: {},
    versions: ['1'],
    aliases: {},
    asyncRetries: 2,
    asyncMaxAgeMs: 60_000,
  },
});

beforeAll(async () => {
  const stdin = { contents: STEP, resolveDir: process.cwd(), loader: 'ts' } as const;
  const banner = {
    js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);",
  };
  const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', platform: 'node', write: false, banner });
  assembly = await writeAssembly('S', {}, { confirm: outputFiles[0]?.text ?? '' });
  host = functionHost({ engine: threads(clock), region: 'eu-central-1', functions: [confirm()] });
  interpreter = await startInterpreter({ clock, seed: 1 });
  const { template } = await synthesized('twinbox.yaml');
  const [[, machine] = []] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
  retries = JSON.parse(inWords(machine?.Properties.DefinitionString)).States;
});
afterAll(async () => {
  await interpreter[Symbol.asyncDispose]();
  await host[Symbol.asyncDispose]();
  await assembly[Symbol.asyncDispose]();
});

const callConfirm = async (host: FunctionHost, calls: string[], { parameters }: TaskCall) => {
  const result = await host.invoke('confirm:1', JSON.stringify(parameters));
  calls.push(result?.fault?.errorType ?? 'answered');
  if (result?.fault !== undefined)
    throw new TaskFault(`${result.refused ? 'Lambda.' : ''}${result.fault.errorType}`, result.payload);
  return JSON.parse(result?.payload ?? 'null');
};

const run = async (state: string, clock: LabClock, host: FunctionHost, interpreter: Interpreter) => {
  const calls: string[] = [];
  const task = {
    ...{ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true, TimeoutSeconds: 600 },
    Parameters: { mark: `${assembly.directory}/${state}` },
    Retry: retries[state]?.Retry,
  };
  const definition = { StartAt: state, States: { [state]: task } } as JsonObject;
  const machine = { arn: 'arn:machine', name: 'm', roleArn: 'arn:role', definition };
  const callTask = (_machine: unknown, call: TaskCall) => callConfirm(host, calls, call);
  const executions = executionsOf({ clock, region: 'eu-central-1', interpreter, machines: [machine], callTask });
  executions.start(machine.arn, state, '{}', `arn:execution:${state}`);
  const ended = await executions.describe(`arn:execution:${state}`)?.ended;
  return { calls, ended };
};

test('a function that outlives its time ends by Lambda’s name for it, is called once more, and the recovery goes on', async () => {
  const { calls, ended } = await run('Confirm', clock, host, interpreter);
  expect(calls).toEqual(['Sandbox.Timedout', 'answered']);
  expect(ended).toMatchObject({ status: 'SUCCEEDED', output: '{"outcome":"down"}' });
});

test('an upload that outlives its time is not called again: what came of it is looked at first', async () => {
  const { calls, ended } = await run('UploadBackup', clock, host, interpreter);
  expect(calls).toEqual(['Sandbox.Timedout']);
  expect(ended).toMatchObject({ status: 'FAILED', error: 'Sandbox.Timedout' });
});

test('a function that Lambda has let fall asleep is called for minutes, until Lambda has its network interfaces again', async () => {
  const quick = scaledClock(10);
  await using thread = await startInterpreter({ clock: quick, seed: 1 });
  await using sleeping = functionHost({ engine: threads(quick), region: 'eu-central-1', functions: [confirm()] });
  using _asleep = sleeping.override('confirm', { refusal: inactive(70_000) });
  await writeFile(`${assembly.directory}/Prepare`, '');
  const { calls, ended } = await run('Prepare', quick, sleeping, thread);
  expect(new Set(calls.slice(0, -1))).toEqual(new Set(['ResourceNotReadyException']));
  expect(calls.at(-1)).toBe('answered');
  expect(ended).toMatchObject({ status: 'SUCCEEDED' });
});
