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
// The invocation waits for the answer and is never retried: a second upload could restart the appliance during its
// restore.
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { managementOf } from '../../contract/settings/pair-settings.ts';
import { type Failure, failure } from '../../domain/failure/failure.ts';
import { parseJson } from '../api/json-text.ts';
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
/** Answers of the Lambda service that mean the function did not run. */
const isNotRun = (caught: unknown): boolean =>
  caught instanceof Error &&
  [
    'AccessDeniedException',
    'ResourceNotFoundException',
    'TooManyRequestsException',
    'InvalidRequestContentException',
    'RequestTooLargeException',
    'ResourceNotReadyException',
  ].includes(caught.name);

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
  const read = Failed.safeParse(parseJson(answer));
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

export const lambdaRestore = (client: LambdaClient, functionArn: string): RestoreMethod => ({
  restore: async (order, signal) => {
    const command = new InvokeCommand({
      FunctionName: functionArn,
      InvocationType: 'RequestResponse',
      Payload: JSON.stringify(callOf(order)),
    });
    const answer = await client.send(command, { abortSignal: signal }).catch((error: unknown) => {
      const name = error instanceof Error ? error.name : 'unknown';
      if (isNotRun(error)) {
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
    });
    const text = answer.Payload ? new TextDecoder().decode(answer.Payload) : '';
    if (answer.FunctionError !== undefined) throw failureOf(functionArn, order, text);
    const accepted = Accepted.safeParse(parseJson(text));
    if (accepted.success) return { marker: accepted.data.marker };
    throw failure(
      'RestoreUnproven',
      `${functionArn} answered something else than {"accepted": true, "marker"}`,
      `Check at ${order.appliance.name} whether the restore happened, and compare the function with its contract.`,
    );
  },
});
