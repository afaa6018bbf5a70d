// The thread in which state machines run: on lab time, with seeded chance, and with tasks done by the main thread.

import { parentPort, workerData } from 'node:worker_threads';
import { type Json, jsonCopy } from '../../base/json.ts';
import { seededRandom } from '../../base/seeded-random.ts';
import { takeSeat } from '../../time/lab-globals.ts';
import type { TaskFault as TaskFaultType } from './asl-execution.ts';
import type { FromInterpreter, InterpreterStart, ToInterpreter } from './interpreter-protocol.ts';

const { seat, seed } = workerData as InterpreterStart;
takeSeat(seat);
Math.random = seededRandom(seed).next;

// Imported after the patches: the library keeps references to Math.random.
const { runExecution, TaskFault } = await import('./asl-execution.ts');

const notify = (message: FromInterpreter): void => parentPort?.postMessage(message);
const running = new Map<string, AbortController>();
const tasks = new Map<number, { resolve: (result: Json) => void; reject: (fault: TaskFaultType) => void }>();
let taskCount = 0;

const run = async (message: ToInterpreter & { kind: 'run' }): Promise<void> => {
  const { executionArn } = message;
  const stopping = new AbortController();
  running.set(executionArn, stopping);
  const outcome = await runExecution({
    ...message.plan,
    signal: stopping.signal,
    onEvent: (event) => notify({ kind: 'event', executionArn, event }),
    callTask: (call) => {
      taskCount += 1;
      const task = Promise.withResolvers<Json>();
      tasks.set(taskCount, task);
      notify({ kind: 'task', executionArn, taskId: taskCount, call });
      return task.promise;
    },
  });
  running.delete(executionArn);
  notify({ kind: 'ended', executionArn, outcome });
};

parentPort?.on('message', (message: ToInterpreter) => {
  if (message.kind === 'run') {
    void run(message);
  } else if (message.kind === 'stop') {
    running.get(message.executionArn)?.abort();
  } else {
    const task = tasks.get(message.taskId);
    tasks.delete(message.taskId);
    if (message.kind === 'done') task?.resolve(jsonCopy(message.result));
    else task?.reject(new TaskFault(message.error, message.cause));
  }
});
notify({ kind: 'ready' });
