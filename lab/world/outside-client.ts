// The external client, an ordinary user: queries a name server for the service's address, opens a new verified TLS
// connection and reads the page. Its observations are the only measure of whether the service is available.
import { deadlineOf, type LabClock } from '../../packages/local-cloud/base/clock.ts';
import type { Network } from '../network/network.ts';
import { realNetwork } from '../network/real-network.ts';

export interface OutsideClientOptions {
  readonly nameServer: { readonly address: string; readonly port: number };
  readonly caPem: string;
  readonly clock: LabClock;
  /** Lab milliseconds for one observation; default 10 s, about what a browser's user waits. */
  readonly timeoutMs?: number;
  /** Keep addresses for their TTL (lab time) as a caching resolver does; default false: every probe queries again. */
  readonly honourTtl?: boolean;
  /** Default: this machine's. */
  readonly network?: Network;
}

/**
 * One probe of the service. `ok`: an appliance answered 200 under the service's name. Lab time since 1970; `doneAtMs`
 * when the answer was complete.
 */
export interface Observation {
  readonly atMs: number;
  readonly doneAtMs: number;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly ok: boolean;
  readonly status?: number;
  /** Which appliance answered, and with what configuration. */
  readonly appliance?: string;
  readonly configuration?: string;
  readonly error?: string;
}

/** Observations in the order in which they ended. */
export interface ServiceWatch extends AsyncDisposable {
  readonly observations: readonly Observation[];
  /** The earliest-begun good observation at or after that instant (lab ms), if there was one yet. */
  firstGoodAfter(atMs: number, fits?: (seen: Observation) => boolean): Observation | undefined;
}

export interface OutsideClient {
  observe(name: string, port: number): Promise<Observation>;
  /** Probes every `everyMs` lab milliseconds; a probe that hangs does not delay the next. Ends with its disposal. */
  watchService(name: string, port: number, everyMs: number): ServiceWatch;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const PAGE_LIMIT = 1024 * 1024;
const MAX_PROBES_AT_ONCE = 50;

interface Page {
  readonly status: number;
  readonly appliance: string | undefined;
  readonly text: string;
}

const fetchPage = (
  network: Network,
  name: string,
  at: { readonly address: string; readonly port: number },
  ca: string,
  signal: AbortSignal,
): Promise<Page> =>
  new Promise((resolve, reject) => {
    const call = network.request(
      { ...at, tls: { name, ca }, path: '/', headers: { host: name }, signal },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > PAGE_LIMIT) call.destroy(new RangeError('page over 1 MiB'));
        });
        response.on('error', reject);
        response.on('end', () => {
          const appliance = response.headers['x-appliance'];
          resolve({
            status: response.statusCode ?? 0,
            appliance: typeof appliance === 'string' ? appliance : undefined,
            text,
          });
        });
      },
    );
    call.on('error', reject);
    call.end();
  });

const configurationIn = (html: string): string | undefined =>
  /<pre id="configuration">([\s\S]*?)<\/pre>/
    .exec(html)?.[1]
    ?.replace(/&#(\d+);/g, (_whole, code: string) => String.fromCodePoint(Number(code)));

const describe = (error: unknown): string => {
  if (!Error.isError(error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  return `${code}${error.message}`;
};

export const createOutsideClient = (options: OutsideClientOptions): OutsideClient => {
  const { clock, nameServer, network = realNetwork } = options;
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const remembered = new Map<string, { addresses: string[]; endsAtMs: number }>();

  const resolve = async (name: string, signal: AbortSignal): Promise<string[]> => {
    const known = remembered.get(name);
    if (options.honourTtl === true && known !== undefined && known.endsAtMs > clock.nowMs()) return known.addresses;
    const found = await network.resolve4(nameServer, name, signal);
    const addresses = found.map(({ address }) => address);
    const ttlSeconds = Math.min(...found.map(({ ttl }) => ttl));
    remembered.set(name, { addresses, endsAtMs: clock.nowMs() + ttlSeconds * 1000 });
    return addresses;
  };

  const probe = async (name: string, port: number, stop?: AbortSignal): Promise<Observation> => {
    const atMs = clock.nowMs();
    let addresses: string[] = [];
    using deadline = deadlineOf(clock, timeoutMs);
    const signal = AbortSignal.any(stop === undefined ? [deadline] : [deadline, stop]);
    try {
      addresses = await resolve(name, signal);
      const [address] = addresses;
      if (address === undefined) throw new Error(`${name} has no address`);
      const page = await fetchPage(network, name, { address, port }, options.caPem, signal);
      const configuration = configurationIn(page.text);
      return {
        ...{ atMs, doneAtMs: clock.nowMs(), name, addresses, status: page.status },
        ok: page.status === 200 && page.appliance !== undefined,
        ...(page.appliance === undefined ? {} : { appliance: page.appliance }),
        ...(configuration === undefined ? {} : { configuration }),
      };
    } catch (error) {
      return { atMs, doneAtMs: clock.nowMs(), name, addresses, ok: false, error: describe(error) };
    }
  };

  const watchService = (name: string, port: number, everyMs: number): ServiceWatch => {
    const observations: Observation[] = [];
    const underWay = new Set<Promise<void>>();
    let timer: Disposable | undefined;
    const stop = new AbortController();
    const tick = (): void => {
      timer = clock.after(everyMs, tick);
      if (underWay.size >= MAX_PROBES_AT_ONCE) return;
      const one: Promise<void> = probe(name, port, stop.signal).then((seen) => {
        if (!stop.signal.aborted) observations.push(seen);
        underWay.delete(one);
      });
      underWay.add(one);
    };
    tick();
    return {
      observations,
      firstGoodAfter: (atMs, fits = () => true) =>
        observations
          .filter((seen) => seen.ok && seen.atMs >= atMs && fits(seen))
          .reduce<Observation | undefined>(
            (best, seen) => (best !== undefined && best.atMs <= seen.atMs ? best : seen),
            undefined,
          ),
      [Symbol.asyncDispose]: async () => {
        timer?.[Symbol.dispose]();
        stop.abort();
        await Promise.all(underWay);
      },
    };
  };

  return { observe: (name, port) => probe(name, port), watchService };
};
