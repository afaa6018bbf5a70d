// A route through the memory network: where it leads, what lies on it, and how it fails.
/** What lies between two parties now: nothing, a router that says so, or a black hole. */
export type Obstacle = 'unreachable' | 'silent' | undefined;

export interface Route {
  readonly address: string;
  readonly port: number;
  readonly signal?: AbortSignal | undefined;
  /** What lies between the caller and that port. */
  readonly obstacle?: Obstacle;
}

export interface SecureRoute extends Route {
  readonly ca: string | undefined;
  readonly name: string;
}

/** Node's error of a system call. */
export const coded = (code: string, syscall: string, { address, port }: Route): Error =>
  Object.assign(new Error(`${syscall} ${code} ${address}:${port}`), { code, syscall, address, port });

/** Node's error of an aborted operation. */
export const aborted = (signal: AbortSignal): Error =>
  Object.assign(new Error('The operation was aborted', { cause: signal.reason }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  });

/** Settles only when the signal aborts: a black hole. */
export const never = <T>(signal: AbortSignal | undefined): Promise<T> =>
  new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(aborted(signal));
    signal?.addEventListener('abort', () => reject(aborted(signal)), { once: true });
  });
