// One worker thread of one function: a sandbox that serves one invocation at a time and is gone after a timeout or a
// crash.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import type { ThreadClock } from '../../base/clock.ts';
import type { Sandbox, SandboxAnswer, SandboxOptions, StartSandbox } from './sandbox.ts';
import type { FromWorker, FunctionFault, ToWorker, WorkerStart } from './worker-protocol.ts';

const bundleUrl = (directory: string, stem: string): string => {
  const file = ['.mjs', '.js', '.cjs']
    .map((ending) => join(directory, `${stem}${ending}`))
    .find((path) => existsSync(path));
  if (file === undefined) throw new Error(`no ${stem}.mjs, .js or .cjs in ${directory}`);
  return pathToFileURL(file).href;
};

let script: URL | undefined;
// Bundled once: stripping the types in every worker anew doubles what a sandbox costs to start.
const bootScript = (): URL => {
  script ??= (() => {
    const entryPoint = fileURLToPath(new URL('./worker-boot.ts', import.meta.url));
    const built = buildSync({ entryPoints: [entryPoint], bundle: true, platform: 'node', format: 'esm', write: false });
    return new URL(`data:text/javascript,${encodeURIComponent(built.outputFiles[0]?.text ?? '')}`);
  })();
  return script;
};

const startFunctionWorker = (clock: Pick<ThreadClock, 'seat'>, options: SandboxOptions): Sandbox => {
  const place = clock.seat();
  const { name, directory, handler } = options.definition;
  const dot = handler.lastIndexOf('.');
  const workerData: WorkerStart = {
    seat: place.seat,
    bundleUrl: bundleUrl(directory, handler.slice(0, dot)),
    exportName: handler.slice(dot + 1),
    functionName: name,
    cuts: options.cuts,
  };
  const worker = new Worker(bootScript(), {
    env: { ...options.environment },
    workerData,
    name,
    execArgv: ['--enable-source-maps', '--no-warnings'],
  });
  // Time waits for whatever starts or serves; an idle sandbox is frozen, as Lambda's are.
  place.takePart(true);
  const ready = Promise.withResolvers<FunctionFault | undefined>();
  const ended = Promise.withResolvers<void>();
  let alive = true;
  let running: { readonly id: string; answer: (answer: SandboxAnswer) => void } | undefined;

  const answer = (given: SandboxAnswer): void => {
    running?.answer(given);
    running = undefined;
    place.takePart(false);
    worker.unref();
  };
  const die = (fault: FunctionFault): void => {
    alive = false;
    ready.resolve(fault);
    answer({ kind: 'fault', fault });
  };
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'output') options.onOutput(message.text);
    else if (message.kind === 'ready') ready.resolve(undefined);
    else if (message.kind === 'unfit' || message.kind === 'crash') die(message.fault);
    else if (message.id === running?.id) answer(message);
  });
  worker.on('error', (error) => die({ errorType: 'Runtime.ExitError', errorMessage: String(error) }));
  worker.on('exit', (code) => {
    die({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: exit status ${code}` });
    place[Symbol.dispose]();
    ended.resolve();
  });
  // Held only while it serves, so that an idle sandbox never keeps a process alive.
  void ready.promise.then(() => {
    if (running !== undefined) return;
    place.takePart(false);
    worker.unref();
  });

  return {
    ready: ready.promise,
    get alive() {
      return alive;
    },
    invoke: (id, payload, context, deadlineMs) => {
      const promised = Promise.withResolvers<SandboxAnswer>();
      running = { id, answer: promised.resolve };
      worker.ref();
      place.takePart(true);
      worker.postMessage({ kind: 'invoke', id, payload, context, deadlineMs } satisfies ToWorker);
      return promised.promise;
    },
    end: (fault) => {
      die(fault);
      void worker.terminate();
    },
    setCuts: (cuts) => {
      worker.postMessage({ kind: 'cuts', cuts } satisfies ToWorker);
    },
    async [Symbol.asyncDispose]() {
      die({ errorType: 'Runtime.ExitError', errorMessage: 'the lab has ended' });
      await worker.terminate();
      await ended.promise;
    },
  };
};

/** Sandboxes that import the staged bundle in a thread of their own, on the clock's time. */
export const functionWorkers =
  (clock: Pick<ThreadClock, 'seat'>): StartSandbox =>
  (options) =>
    startFunctionWorker(clock, options);
