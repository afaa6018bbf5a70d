// Restores by invoking the customer's own function, which uploads the bytes to the appliance. The contract:
//
//   payload   RestoreCall, below. The function fetches backup.url by GET (no credentials: whoever has the URL can read; it is valid for
//             minutes), checks bytes and sha256 before it completes its upload, and uploads to appliance.address:port, whose
//             certificate is for appliance.tlsName. appliance.secret and backup.secret name secrets, they never hold one.
//             epoch grows with each recovery: a function that keeps it can refuse an older one.
//   answer    {"accepted": true, "marker": "..."}: the appliance accepted the file; marker is its answer, for the report.
//   failures  an error named FileRefused: the appliance does not accept this file; Twinbox may try an older one. Any other error: the
//             restore is refused, and the appliance got nothing. After a timeout or a crash the outcome is unknown.
//
// The invocation waits for the answer. It is repeated only where Lambda says that the function did not run yet: a second
// upload could restart the appliance during its restore.
import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { retriedFor } from '../../contract/errors/raw-failures.ts';
import { jsonOf } from '../../contract/json/parse-json.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import { managementOf } from '../../contract/settings/pair-settings.ts';
import { type Failure, failure } from '../../domain/failure/failure.ts';
import type { RestoreMethod, RestoreOrder } from '../appliance.ts';

/** The payload of the customer's function. */
export interface RestoreCall {
  readonly contract: 'twinbox/restore/1';
  readonly pair: string;
  readonly appliance: {
    readonly name: string;
    /** Its management path, if the settings define one. */
    readonly address: string;
    readonly port: number;
    readonly tlsName: string;
    /** Name of the appliance's secret. */
    readonly secret: string;
  };
  readonly backup: {
    readonly id: string;
    readonly url: string;
    readonly bytes: number;
    /** 64 hex characters. */
    readonly sha256: string;
    /** Appliance whose accounts the backup holds: the appliance accepts those afterwards. */
    readonly credentialsOf: string;
    /**
     * The secret of that appliance. Its `backupPassword` in that version protects the file; without a version, the
     * current one.
     */
    readonly secret: { readonly name: string; readonly versionId?: string };
  };
  readonly epoch: number;
  readonly recoveryId: string;
}

const Accepted = z.object({ accepted: z.literal(true), marker: z.string() });
const Failed = z.object({ errorType: z.optional(z.string()), errorMessage: z.optional(z.string()) });

/** Errors after which it is unknown what the function has already done. */
const UNPROVEN_ENDS = /^(Sandbox\.Timedout|Runtime\.|Function\.)/;
/** Answers of the Lambda service that mean the function did not run, and will not by itself. */
const REFUSED: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'ResourceNotFoundException',
  'InvalidRequestContentException',
  'RequestTooLargeException',
]);

/** Names after which nobody knows whether it ran. */
const UNCLEAR = ['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException'];
/**
 * Answers that mean it did not run yet: a function in a network goes Inactive after weeks without a call, and this one
 * is called in a disaster only. The state machine retries its own functions after the same answers.
 */
const NOT_YET: ReadonlySet<string> = new Set(
  retriedFor('not-reached').flatMap((name) => (UNCLEAR.includes(name) ? [] : name.replace('Lambda.', ''))),
);
const RETRY_MS = 5_000;
const MOST_RETRIES = 72;

const callOf = ({
  pair,
  appliance,
  tlsName,
  backup,
  backupSecret,
  backupUrl,
  epoch,
  recoveryId,
}: RestoreOrder): RestoreCall => ({
  contract: 'twinbox/restore/1',
  pair,
  appliance: { name: appliance.name, ...managementOf(appliance), tlsName, secret: appliance.secret },
  backup: {
    id: backup.backupId,
    url: backupUrl,
    bytes: backup.bytes,
    sha256: backup.sha256,
    credentialsOf: backup.credentialsOf,
    secret: backupSecret,
  },
  epoch,
  recoveryId,
});

const failureOf = (functionArn: string, order: RestoreOrder, answer: string): Failure => {
  const read = Failed.safeParse(jsonOf(answer));
  const type = (read.success && read.data.errorType) || 'unknown';
  // The function may quote its payload, and whoever has the URL in it can read the backup.
  const said = ((read.success && read.data.errorMessage) || '').replaceAll(order.backupUrl, '(url)').slice(0, 500);
  const message = `${functionArn} failed with ${type}: ${said}`;
  if (type === 'FileRefused')
    return failure('FileRefused', message, 'Twinbox tries the next older backup by itself, at most twice.');
  if (UNPROVEN_ENDS.test(type)) {
    return failure('RestoreUnproven', message, `Check at ${order.appliance.name} whether the restore happened.`);
  }
  return failure('RestoreRefused', message, `Check the logs of ${functionArn}.`);
};

interface Invoking {
  readonly client: LambdaClient;
  readonly functionArn: string;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** Whether the wait has passed; false if the signal ended it. */
const waited = async (clock: Pick<Clock, 'sleep'>, signal: AbortSignal): Promise<boolean> => {
  const [slept] = await Promise.allSettled([clock.sleep(RETRY_MS, signal)]);
  return slept.status === 'fulfilled';
};

/** Waits for up to six minutes if Lambda says that it cannot run the function yet. @throws RestoreRefused, RestoreUnproven */
const invoked = async (
  { client, functionArn, clock }: Invoking,
  order: RestoreOrder,
  signal: AbortSignal,
): Promise<InvokeCommandOutput> => {
  const Payload = JSON.stringify(callOf(order));
  for (let retries = 0; ; retries += 1) {
    const command = new InvokeCommand({ FunctionName: functionArn, InvocationType: 'RequestResponse', Payload });
    try {
      return await client.send(command, { abortSignal: signal });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      const isNotYet = NOT_YET.has(name);
      if (isNotYet && retries < MOST_RETRIES && (await waited(clock, signal))) continue;
      if (isNotYet || REFUSED.has(name)) {
        throw failure(
          'RestoreRefused',
          `${functionArn} cannot be invoked (${name})`,
          'Check that the function exists and that its policy and our role allow the invocation.',
          error,
        );
      }
      throw failure(
        'RestoreUnproven',
        `the answer of ${functionArn} was lost (${name})`,
        `Check at ${order.appliance.name} whether the restore happened.`,
        error,
      );
    }
  }
};

export const lambdaRestore = (
  client: LambdaClient,
  functionArn: string,
  clock: Pick<Clock, 'sleep'>,
): RestoreMethod => ({
  restore: async (order, signal) => {
    const answer = await invoked({ client, functionArn, clock }, order, signal);
    const text = answer.Payload ? new TextDecoder().decode(answer.Payload) : '';
    if (answer.FunctionError !== undefined) throw failureOf(functionArn, order, text);
    const accepted = Accepted.safeParse(jsonOf(text));
    if (accepted.success) return { marker: accepted.data.marker };
    throw failure(
      'RestoreUnproven',
      `${functionArn} answered something else than {"accepted": true, "marker"}`,
      `Check at ${order.appliance.name} whether the restore happened, and compare the function with its contract.`,
    );
  },
});
