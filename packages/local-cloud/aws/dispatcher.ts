// The path of one call: authentication, permission, injected faults, the work, the answer, and the log entry. Knows no
// sockets.
import { randomUUID } from 'node:crypto';
import type { LabClock } from '../base/clock.ts';
import { AwsError } from './aws-error.ts';
import { ConnectionLost, type createFaults, type FaultedCall } from './faults.ts';
import type { Call, Need, Operation } from './operation.ts';
import type { Service } from './service.ts';
import { type Credential, type Keys, readCredential } from './signature/credential.ts';
import { verifySignature } from './signature/verify-signature.ts';
import type { ParsedCall, WireAnswer, WireRequest } from './wire/wire.ts';

/** One call as the lab remembers it. `principal` is a function's name or 'world'; `atMs` is lab time. */
export interface AwsCall {
  readonly service: string;
  readonly operation: string;
  readonly principal: string;
  readonly input: unknown;
  readonly status: number;
  readonly error?: string;
  readonly atMs: number;
  readonly resource?: string;
}

export interface AuthorizationRequest {
  readonly principal: string;
  /** e.g. 's3:PutObject' */
  readonly action: string;
  readonly resource: string;
  readonly context: Record<string, string | string[]>;
}
export type Authorize = (request: AuthorizationRequest) => { allowed: boolean; reason: string };

/** The principal that uses those keys. */
export interface Principal {
  readonly name: string;
  readonly keys: Keys;
}

export interface DispatcherParts {
  readonly clock: LabClock;
  readonly services: readonly Service[];
  readonly principals: ReadonlyMap<string, Principal>;
  readonly faults: ReturnType<typeof createFaults>;
  readonly authorize: Authorize | undefined;
  readonly record: (call: AwsCall) => void;
  /** Headers that only name their caller are believed; presigned links never are. */
  readonly believesCallers: boolean;
  /** Called for each call by presigned URL. */
  readonly onPresigned: (signature: string) => void;
}

const WORLD = 'world';
const copyContext = (context: Need['context']): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
  );

const asAwsError = (error: unknown): AwsError =>
  error instanceof AwsError
    ? error
    : new AwsError('InternalFailure', error instanceof Error ? (error.stack ?? error.message) : String(error), 500);

/** Answers a call. @throws ConnectionLost when the caller must get no answer */
export const dispatcher = (parts: DispatcherParts) => {
  const { clock, faults } = parts;
  const byScope = new Map(parts.services.map((service) => [service.scope, service]));

  const principalOf = (service: Service, credential: Credential): Principal => {
    const principal = parts.principals.get(credential.accessKeyId);
    if (principal === undefined)
      throw new AwsError(service.unknownKeyCode, `The access key ${credential.accessKeyId} is not known`, 403);
    return principal;
  };

  const verdict = (principal: string, asked: Need): { allowed: boolean; reason: string } =>
    principal === WORLD || parts.authorize === undefined
      ? { allowed: true, reason: 'not checked' }
      : parts.authorize({
          principal,
          action: asked.action,
          resource: asked.resource,
          context: copyContext(asked.context),
        });

  const perform = async (
    service: Service,
    principal: string,
    parsed: ParsedCall,
    request: WireRequest,
    notes: Notes,
  ) => {
    const chosen = service.operations[parsed.operation] as Operation<object, object> | undefined;
    if (chosen === undefined)
      throw new AwsError('NotImplemented', `${service.name} ${parsed.operation} is not emulated`, 501);
    const needs = chosen.needs(parsed.input);
    const call: FaultedCall = {
      service: service.name,
      operation: parsed.operation,
      principal,
      resource: needs[0]?.resource,
    };
    notes.resource = call.resource;
    await faults.before(call);
    for (const asked of needs) {
      const { allowed, reason } = verdict(principal, asked);
      if (!allowed)
        throw new AwsError(
          service.deniedCode,
          `${principal} is not authorized to perform: ${asked.action} on resource: ${asked.resource} (${reason})`,
          403,
        );
    }
    const reply: Call['reply'] = { headers: {} };
    const output = await chosen.run(parsed.input, {
      principal,
      nowMs: clock.nowMs(),
      headers: request.headers,
      body: parsed.body,
      may: (asked) => verdict(principal, asked).allowed,
      reply,
    });
    const answer = await service.wire.write(parsed.operation, output);
    notes.status = reply.status ?? answer.status;
    await faults.after(call);
    return { ...answer, status: notes.status, headers: { ...answer.headers, ...reply.headers } };
  };

  return async (request: WireRequest): Promise<WireAnswer> => {
    const credential = readCredential(request.headers, request.url.searchParams);
    const service = credential === undefined ? undefined : byScope.get(credential.scope);
    if (credential === undefined || service === undefined)
      return {
        status: 403,
        headers: {},
        body: `no emulated service for the scope ${credential?.scope ?? 'of an unsigned request'}`,
      };
    const signature = request.url.searchParams.get('X-Amz-Signature');
    if (signature !== null) parts.onPresigned(signature);
    const notes: Notes = { operation: '?', principal: credential.accessKeyId, input: undefined, status: 200 };
    const requestId = randomUUID();
    try {
      const { name, keys } = principalOf(service, credential);
      notes.principal = name;
      const held =
        parts.believesCallers && signature === null
          ? request
          : await verifySignature(request, credential, keys, service.signatures, clock.nowMs());
      const parsed = await service.wire.read(held);
      notes.operation = parsed.operation;
      notes.input = parsed.input;
      const answer = await perform(service, notes.principal, parsed, request, notes);
      return {
        ...answer,
        headers: { ...answer.headers, 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId },
      };
    } catch (error) {
      if (error instanceof ConnectionLost) {
        notes.error = error.message;
        throw error;
      }
      const refused = asAwsError(error);
      notes.status = refused.status;
      notes.error = refused.code;
      const answer = service.wire.writeError(refused, requestId);
      return {
        ...answer,
        headers: { ...answer.headers, 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId },
      };
    } finally {
      const { operation, principal, input, status, error, resource } = notes;
      parts.record({
        ...{ service: service.name, operation, principal, input, status, atMs: clock.nowMs() },
        ...(error === undefined ? {} : { error }),
        ...(resource === undefined ? {} : { resource }),
      });
    }
  };
};

interface Notes {
  operation: string;
  principal: string;
  input: unknown;
  status: number;
  error?: string;
  resource?: string | undefined;
}
