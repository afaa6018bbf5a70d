// The lab's side of the interpreter: starts its thread, hands executions to it and does their tasks.

import { Worker } from 'node:worker_threads';
import type { ThreadClock } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import type { ExecutionEvent, ExecutionOutcome, ExecutionPlan, TaskCall } from './asl-execution.ts';
import type { FromInterpreter, InterpreterStart, ToInterpreter } from './interpreter-protocol.ts';

export interface RunRequest extends Pick<ExecutionPlan, 'definition' | 'input' | 'context'> {
  readonly executionArn: string;
  /** Does a task's work; rejects with an error whose name Retry and Catch match and whose message is the cause. */
  readonly callTask: (call: TaskCall) => Promise<Json>;
  readonly onEvent: (event: ExecutionEvent) => void;
}

export interface Interpreter extends AsyncDisposable {
  /** Resolves when the execution has ended; never rejects unless the lab ends. */
  run(request: RunRequest): Promise<ExecutionOutcome>;
  /** Ends an execution as StopExecution does. */
  stop(executionArn: string): void;
}

/** Starts the thread; resolves once it can run executions. */
export const startInterpreter = async (options: {
  readonly clock: Pick<ThreadClock, 'seat'>;
  readonly seed: number;
}): Promise<Interpreter> => {
  const place = options.clock.seat();
  const workerData: InterpreterStart = { seat: place.seat, seed: options.seed };
  const worker = new Worker(new URL('./interpreter-worker.ts', import.meta.url), {
    workerData,
    name: 'interpreter',
    execArgv: ['--no-warnings'],
  });
  const ready = Promise.withResolvers<void>();
  const running = new Map<string, RunRequest & PromiseWithResolvers<ExecutionOutcome>>();
  const notify = (message: ToInterpreter): void => worker.postMessage(message);
  let disposed = false;

  const doTask = async (message: FromInterpreter & { kind: 'task' }): Promise<void> => {
    const { taskId } = message;
    try {
      const execution = running.get(message.executionArn);
      if (execution === undefined) throw new Error('the execution has ended');
      const result = await execution.callTask(message.call);
      if (!disposed) notify({ kind: 'done', taskId, result });
    } catch (error) {
      const { name, message: cause } = Error.isError(error) ? error : new Error(String(error));
      if (!disposed) notify({ kind: 'failed', taskId, error: name, cause });
    }
  };

  worker.on('message', (message: FromInterpreter) => {
    if (message.kind === 'ready') ready.resolve();
    else if (message.kind === 'event') running.get(message.executionArn)?.onEvent(message.event);
    else if (message.kind === 'task') void doTask(message);
    else {
      running.get(message.executionArn)?.resolve(message.outcome);
      running.delete(message.executionArn);
      place.takePart(running.size > 0);
    }
  });
  const die = (error: Error): void => {
    ready.reject(error);
    for (const execution of running.values())
      execution.resolve({ status: 'ABORTED', error: 'Lab.Ended', cause: error.message });
    running.clear();
    place.takePart(false);
  };
  worker.on('error', (error) => die(Error.isError(error) ? error : new Error(String(error))));
  worker.on('exit', () => {
    die(new Error('the interpreter has ended'));
    place[Symbol.dispose]();
  });
  await ready.promise;

  return {
    run: (request) => {
      const { executionArn, definition, input, context } = request;
      const execution = { ...request, ...Promise.withResolvers<ExecutionOutcome>() };
      running.set(executionArn, execution);
      place.takePart(true);
      notify({ kind: 'run', executionArn, plan: { definition, input, context } });
      return execution.promise;
    },
    stop: (executionArn) => notify({ kind: 'stop', executionArn }),
    async [Symbol.asyncDispose]() {
      disposed = true;
      await worker.terminate();
    },
  };
};
