// The shape of every emulated operation: the permissions that it needs, and its work on a service's state.
import type { Readable } from 'node:stream';

/** One permission that IAM would check: action, resource ARN and the request's own condition keys. */
export interface Need {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** The request's bytes for operations whose payload is a blob, already free of aws-chunked framing. */
export interface RequestBody {
  readonly stream: Readable;
  /** Trailing headers (checksums), complete once the stream has ended. Names are lower case. */
  readonly trailers: ReadonlyMap<string, string>;
  /** Length that the client declared, in bytes. */
  readonly declaredBytes: number | undefined;
}

/** Circumstances of one call. `reply` lets an operation set what the output shape cannot carry. */
export interface Call {
  readonly principal: string;
  readonly nowMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestBody | undefined;
  /**
   * Whether this caller may also do that. For answers that depend on a further permission (S3's 403 instead of 404).
   */
  readonly may: (need: Need) => boolean;
  readonly reply: { status?: number; headers: Record<string, string> };
}

export interface Operation<Input, Output> {
  readonly needs: (input: Input) => readonly Need[];
  readonly run: (input: Input, call: Call) => Output | Promise<Output>;
}

/** Operations by name. `never` as input lets a table hold operations of different inputs. */
export type Operations = Readonly<Record<string, Operation<never, unknown>>>;

export const need = (action: string, resource: string, context: Need['context'] = {}): Need => ({
  action,
  resource,
  context,
});

export const operation = <Input, Output>(
  needs: (input: Input) => readonly Need[],
  run: (input: Input, call: Call) => Output | Promise<Output>,
): Operation<Input, Output> => ({ needs, run });
