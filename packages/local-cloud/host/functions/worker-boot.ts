// First code of every function's worker: switches the thread to lab time and under the network cuts, then imports the
// bundle and answers invocations one at a time, as Lambda's Node.js runtime does.

import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { parentPort, workerData } from 'node:worker_threads';
import { takeSeat } from '../../time/lab-globals.ts';
import { invocable } from '../invocable.ts';
import { installNetworkCut } from './network-cut.ts';
import type { FromWorker, FunctionFault, ToWorker, WorkerStart } from './worker-protocol.ts';

const start = workerData as WorkerStart;
const environment = process.env;
const notify = (message: FromWorker): void => parentPort?.postMessage(message);

// Sent as messages, so that output keeps its order with the answers and survives the end of the worker.
for (const stream of [process.stdout, process.stderr])
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
    notify({ kind: 'output', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
    const done = rest.at(-1);
    if (typeof done === 'function') process.nextTick(done as () => void);
    return true;
  };

const crash = (fault: FunctionFault): void => {
  notify({ kind: 'crash', fault });
  setImmediate(() => process.exit(129));
};
process.on('uncaughtException', (error) => crash(invocable.faultOf(error)));
process.on('unhandledRejection', (reason) =>
  crash({ ...invocable.faultOf(reason), errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: String(reason) }),
);

takeSeat(start.seat);
const network = installNetworkCut(start.functionName, environment.AWS_ENDPOINT_URL);
network.setCuts(start.cuts);
// Node itself reads this variable only when a process starts, which a worker is not.
const extraCertificates = environment.NODE_EXTRA_CA_CERTS;
if (extraCertificates !== undefined)
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(extraCertificates, 'utf8')]);

type Handler = (event: unknown, context: object) => unknown;

const invoke = async (handler: Handler, message: ToWorker & { kind: 'invoke' }): Promise<void> => {
  const { id, deadlineMs } = message;
  const context = {
    ...message.context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
  notify({ ...(await invocable.run(handler, message.payload, context)), id });
};

try {
  const bundle = (await import(start.bundleUrl)) as Record<string, unknown>;
  const handler = bundle[start.exportName];
  if (typeof handler !== 'function')
    throw Object.assign(new Error(`${start.exportName} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  parentPort?.on('message', (message: ToWorker) => {
    if (message.kind === 'cuts') network.setCuts(message.cuts);
    else void invoke(handler as Handler, message);
  });
  notify({ kind: 'ready' });
} catch (error) {
  notify({ kind: 'unfit', fault: invocable.faultOf(error) });
}
