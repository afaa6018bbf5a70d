// How Lambda's Node.js runtime calls a handler and reports what it throws.
// Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
import type { SandboxAnswer } from './functions/sandbox.ts';
import type { FunctionFault } from './functions/worker-protocol.ts';

const faultOf = (error: unknown): FunctionFault =>
  Error.isError(error)
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

const run = async (
  handler: (event: unknown, context: object) => unknown,
  payload: string,
  context: object,
): Promise<SandboxAnswer> => {
  try {
    const answer = await handler(JSON.parse(payload), context);
    return { kind: 'answer', payload: JSON.stringify(answer) ?? 'null' };
  } catch (error) {
    return { kind: 'fault', fault: faultOf(error) };
  }
};

export const invocable = { faultOf, run };
