// The interpreter in this thread. Its library runs on the globals' time and chance, which must be the lab's.
import { runExecution, TaskFault } from '../host/states/asl-execution.ts';
import type { Interpreter } from '../host/states/interpreter.ts';

export const inlineInterpreter = (): Interpreter => {
  const running = new Map<string, AbortController>();
  return {
    async run({ executionArn, definition, input, context, callTask, onEvent }) {
      const stopping = new AbortController();
      running.set(executionArn, stopping);
      try {
        return await runExecution({
          definition,
          input,
          context,
          onEvent,
          signal: stopping.signal,
          async callTask(call) {
            try {
              return await callTask(call);
            } catch (error) {
              const { name, message } = Error.isError(error) ? error : new Error(String(error));
              throw new TaskFault(name, message);
            }
          },
        });
      } finally {
        running.delete(executionArn);
      }
    },
    stop: (executionArn) => running.get(executionArn)?.abort(),
    async [Symbol.asyncDispose]() {
      for (const execution of running.values()) execution.abort();
    },
  };
};
