// The request handler that lets a real SDK client call the emulated AWS in this thread, without a socket. It does what
// the SDK's own handler does with deadlines and lost connections.
import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/transport';
import { ConnectionLost } from '../aws/faults.ts';
import type { HandleRequest } from '../aws/listener.ts';
import type { WireRequest } from '../aws/wire/wire.ts';
import type { LabClock } from '../base/clock.ts';

/** The part of the SDK's request that is read. */
export interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface DirectHandlerOptions {
  readonly clock: LabClock;
  readonly handle: HandleRequest;
  /** How long a request and its answer are on their way, in ms, by seed. */
  readonly latencyMs: () => number;
  /** Whether the caller reaches AWS now, and why not. */
  readonly cut?: () => 'unreachable' | 'silent' | undefined;
  /** As in the SDK's own handler. Source: requestTimeout with throwOnRequestTimeout of @smithy/node-http-handler. */
  readonly requestTimeout?: number;
  /** False once the caller was ended: nothing settles then. */
  readonly alive?: () => boolean;
}

const urlOf = ({ protocol, hostname, port, path, query = {} }: SdkRequest): URL => {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value ?? '']) url.searchParams.append(name, one);
  return url;
};

const bytesOf = (body: unknown): Buffer => {
  if (typeof body === 'string') return Buffer.from(body);
  // Bytes by their view: the SDK dresses some as a string, and warns of whoever takes them for one.
  return ArrayBuffer.isView(body) ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : Buffer.alloc(0);
};

const bodyOf = (body: unknown): Readable => {
  if (body instanceof Readable) return body;
  const bytes = bytesOf(body);
  return Readable.from(bytes.length === 0 ? [] : [bytes]);
};

const wireRequest = (request: SdkRequest): WireRequest => ({
  method: request.method,
  url: urlOf(request),
  headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
  body: bodyOf(request.body),
});

const coded = (code: string, message: string, name = 'Error'): Error =>
  Object.assign(new Error(message), { code, name });

export const directHandler = (options: DirectHandlerOptions) => {
  const { clock, handle, latencyMs, cut, requestTimeout, alive = () => true } = options;

  const exchange = async (request: SdkRequest): Promise<HttpResponse> => {
    await clock.sleep(latencyMs());
    const missing = cut?.();
    if (missing === 'silent') await new Promise(() => undefined);
    if (missing === 'unreachable') throw coded('ENETUNREACH', 'connect ENETUNREACH');
    try {
      const answer = await handle(wireRequest(request));
      await clock.sleep(latencyMs());
      const headers = { ...answer.headers, date: new Date(clock.nowMs()).toUTCString() };
      const body = request.method === 'HEAD' ? Readable.from([]) : bodyOf(answer.body);
      return new HttpResponse({ statusCode: answer.status, headers, body });
    } catch (error) {
      if (error instanceof ConnectionLost) throw coded('ECONNRESET', 'socket hang up');
      throw error;
    }
  };

  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: (request: SdkRequest, { abortSignal }: { abortSignal?: AbortSignal } = {}) =>
      new Promise<{ response: HttpResponse }>((resolve, reject) => {
        const timer =
          requestTimeout === undefined
            ? undefined
            : clock.after(requestTimeout, () =>
                fail(coded('ETIMEDOUT', `no answer within ${requestTimeout} ms`, 'TimeoutError')),
              );
        const aborted = (): void => fail(coded('ABORT_ERR', 'Request aborted', 'AbortError'));
        const end = (): boolean => {
          timer?.[Symbol.dispose]();
          abortSignal?.removeEventListener('abort', aborted);
          return alive();
        };
        const fail = (error: unknown): void => {
          if (end()) reject(error);
        };
        abortSignal?.addEventListener('abort', aborted, { once: true });
        if (abortSignal?.aborted) aborted();
        else
          exchange(request).then((response) => {
            if (end()) resolve({ response });
          }, fail);
      }),
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
};
