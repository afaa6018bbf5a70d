// Invokes the owner's power function and checks its answer against the contract twinbox/power/1.
import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { jsonOf } from '../../contract/json/parse-json.ts';
import {
  POWER_CONTRACT,
  POWER_REFUSALS,
  type PowerRefusal,
  type PowerRequest,
} from '../../contract/power/power-contract.ts';
import { type Failure, failure } from '../../domain/failure/failure.ts';
import type { FailureName } from '../../domain/failure/failure-name.ts';

export interface PowerFunction {
  readonly client: LambdaClient;
  readonly functionArn: string;
}

const Failed = z.object({ errorType: z.optional(z.string()), errorMessage: z.optional(z.string()) });
const Versioned = z.object({ contract: z.string() });

/** Answers of the Lambda service that no later try changes. */
const FINAL: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'ResourceNotFoundException',
  'InvalidRequestContentException',
  'KMSAccessDeniedException',
  'KMSNotFoundException',
]);

const LONGEST_SAYING = 300;

const REFUSALS: Readonly<Record<PowerRefusal, readonly [name: FailureName, fix?: string]>> = {
  NotAfterPassed: [
    'PowerConflict',
    'The function ran too late, or its clock is wrong. Check its duration. Twinbox tries again by itself.',
  ],
  EpochTooOld: ['PowerConflict', 'A newer recovery has commanded this machine. Check which executions run.'],
  UnexpectedIdentity: ['WrongAppliance'],
  UnexpectedPower: ['PowerConflict', 'The machine changed between the read and the command. Twinbox tries again.'],
};

const isRefusal = (type: string): type is PowerRefusal => POWER_REFUSALS.some((one) => one === type);

const failureOf = (functionArn: string, action: string, payload: string): Failure => {
  const read = Failed.safeParse(jsonOf(payload));
  const type = (read.success && read.data.errorType) || 'unknown';
  const said = ((read.success && read.data.errorMessage) || '').slice(0, LONGEST_SAYING);
  const message = `${functionArn} refused ${action} with ${type}${said && `: ${said}`}`;
  if (isRefusal(type)) {
    const [name, fix] = REFUSALS[type];
    return failure(name, message, fix);
  }
  // Lambda ended it: by its own timeout, out of memory, or before its first line.
  if (/^(Sandbox\.Timedout|Runtime\.|Function\.)/.test(type) || /Task timed out/.test(said))
    return failure(
      'PowerUnreachable',
      message,
      `Check the logs and the timeout of ${functionArn}. Twinbox tries again.`,
    );
  return failure('PowerFunctionFailed', message, `Check the logs of ${functionArn}.`);
};

const invoked = async (
  { client, functionArn }: PowerFunction,
  request: PowerRequest,
  signal: AbortSignal,
): Promise<InvokeCommandOutput> => {
  const Payload = JSON.stringify(request);
  const command = new InvokeCommand({ FunctionName: functionArn, InvocationType: 'RequestResponse', Payload });
  try {
    return await client.send(command, { abortSignal: signal });
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    const isFinal = FINAL.has(name);
    throw failure(
      isFinal ? 'PowerRefused' : 'PowerUnreachable',
      `${functionArn} cannot be invoked for ${request.action} (${name})`,
      isFinal
        ? 'Check that the function exists and that its policy and our role allow the invocation.'
        : `Check whether ${functionArn} answers within a few seconds. Twinbox tries again by itself.`,
      error,
    );
  }
};

/** What is wrong with the answer, by name and never by value. */
const faultsOf = ({ issues }: z.core.$ZodError): string =>
  issues
    .map((issue) => {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
      return `${[...issue.path, ...keys].join('.') || 'the answer'}: ${issue.code}`;
    })
    .join('; ')
    .slice(0, LONGEST_SAYING);

/** @throws the failures of `Power.off`. */
export const invokePower = async <A extends { readonly appliance: string }>(
  on: PowerFunction,
  request: PowerRequest,
  form: z.ZodMiniType<A>,
  signal: AbortSignal,
): Promise<A> => {
  const { functionArn } = on;
  const { FunctionError, Payload } = await invoked(on, request, signal);
  const payload = Payload ? new TextDecoder().decode(Payload) : '';
  if (FunctionError !== undefined) throw failureOf(functionArn, request.action, payload);
  const answer = jsonOf(payload);
  const version = Versioned.safeParse(answer);
  if (version.success && version.data.contract !== POWER_CONTRACT)
    throw failure(
      'PowerContractBroken',
      `${functionArn} answers ${request.action} by another contract: expected ${POWER_CONTRACT}, found ${version.data.contract.slice(0, 100)}`,
    );
  const read = form.safeParse(answer);
  if (!read.success)
    throw failure(
      'PowerContractBroken',
      `${functionArn} answered ${request.action} in another form than ${POWER_CONTRACT}: ${faultsOf(read.error)}`,
    );
  if (read.data.appliance !== request.appliance)
    throw failure(
      'WrongAppliance',
      `${functionArn} answered ${request.action} for another appliance: expected ${request.appliance}, found ${read.data.appliance}`,
    );
  return read.data;
};
