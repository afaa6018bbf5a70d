// Loads a function of the template as a sandbox does: which one it is says the staged bundle itself, its code is the
// handler's `wire`, its clients are the SDK's own over the emulated AWS in this thread.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import {
  CLIENT_CLASSES,
  CLIENTS_OF,
  type ClientOptions,
  type ServiceName,
} from '../../functions/contract/runtime/clients.ts';
import { parseEnvironment } from '../../functions/contract/runtime/environment.ts';
import { type FunctionName, VARIABLES_OF } from '../../functions/contract/runtime/functions.ts';
import type { Wire } from '../../functions/handlers/wire.ts';
import { lambdaEntry } from '../../functions/lambda/lambda-entry.ts';
import type { HandleRequest } from '../../packages/local-cloud/aws/listener.ts';
import type { SeededRandom } from '../../packages/local-cloud/base/seeded-random.ts';
import { cutBetween } from '../../packages/local-cloud/host/functions/network-cut.ts';
import { directHandler } from '../../packages/local-cloud/inline/direct-handler.ts';
import type { Handler, SandboxView } from '../../packages/local-cloud/inline/inline-sandbox.ts';
import { NamingSigner } from '../../packages/local-cloud/inline/naming-signer.ts';
import type { VirtualClock } from '../../packages/local-cloud/inline/virtual-clock.ts';
import type { MemoryNetwork } from '../network/memory-network.ts';
import { simulatedNet } from './simulated-net.ts';
import { simulatedPlatform } from './simulated-platform.ts';

export interface LoadParts {
  readonly clock: VirtualClock;
  readonly network: MemoryNetwork;
  readonly random: SeededRandom;
  readonly handle: HandleRequest;
  /** How long a request to AWS is on its way, in ms. */
  readonly latencyMs: () => number;
}

type Logged = Parameters<Logger['printLog']>[1];

/** Writes its lines where the sandbox's output goes. */
class SandboxLogger extends Logger {
  readonly #write: (text: string) => void;
  constructor(write: (text: string) => void) {
    super({ serviceName: 'twinbox' });
    this.#write = write;
  }
  protected override printLog(_level: number, log: Logged): void {
    this.#write(`${JSON.stringify(log.getAttributes(), this.getJsonReplacer())}\n`);
  }
}

const verbs = new Map<string, FunctionName>();
/** The end of every bundle: the entry calls `startFunction` with the verb. */
const ENTRY = /\("([a-z-]+)",[\w$]+,\{[^{}]*\}\);export\s*\{/;
const ENTRY_BYTES = 2_000;

const verbOf = (directory: string): FunctionName => {
  const known = verbs.get(directory);
  if (known !== undefined) return known;
  const file = readdirSync(directory).find((name) => name.endsWith('.mjs')) ?? 'index.mjs';
  const [, verb = ''] = ENTRY.exec(readFileSync(join(directory, file), 'utf8').slice(-ENTRY_BYTES)) ?? [];
  if (!Object.hasOwn(VARIABLES_OF, verb)) throw new Error(`the bundle in ${directory} starts no known function`);
  verbs.set(directory, verb as FunctionName);
  return verb as FunctionName;
};

/** Where functions find AWS; nothing of it leaves this thread. */
export const AWS_AT = { address: '127.0.0.1', port: 9 } as const;
const MOST_ID = 65_536;

type ClientClass = new (options: object) => unknown;

const clientOf = async (service: ServiceName, options: ClientOptions, view: SandboxView, parts: LoadParts) => {
  const [from, name] = CLIENT_CLASSES[service];
  const { [name]: Client } = (await import(from)) as Record<string, ClientClass>;
  if (Client === undefined) throw new Error(`${from} has no ${name}`);
  const { environment, definition } = view;
  const requestHandler = directHandler({
    ...parts,
    alive: view.alive,
    cut: () => {
      const cut = cutBetween(view.cuts(), definition.name, AWS_AT, true);
      return cut && (cut.how ?? 'unreachable');
    },
    ...(options.requestHandler && { requestTimeout: options.requestHandler.requestTimeout }),
  });
  return new Client({
    maxAttempts: options.maxAttempts,
    retryMode: 'standard',
    defaultsMode: 'standard',
    region: environment.AWS_REGION,
    endpoint: `http://${AWS_AT.address}:${AWS_AT.port}`,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
      sessionToken: environment.AWS_SESSION_TOKEN,
    },
    requestHandler,
    signerConstructor: NamingSigner,
  });
};

const load = async (view: SandboxView, parts: LoadParts): Promise<Handler> => {
  const { clock, network } = parts;
  const { definition } = view;
  const verb = verbOf(definition.directory);
  const { wire } = (await import(`../../functions/handlers/${verb}.ts`)) as { readonly wire: Wire<FunctionName> };
  const options: Partial<Record<ServiceName, ClientOptions>> = CLIENTS_OF[verb];
  const services = Object.keys(options) as ServiceName[];
  const clients = await Promise.all(
    services.map(async (one) => [one, await clientOf(one, options[one] ?? { maxAttempts: 1 }, view, parts)] as const),
  );
  const random = parts.random.fork(`${definition.name} ${parts.random.next()}`);
  const logger = new SandboxLogger(view.onOutput);
  const net = simulatedNet({
    network,
    clock,
    obstacle: (address, port) => {
      const cut = cutBetween(view.cuts(), definition.name, { address, port });
      return cut && (cut.how ?? 'unreachable');
    },
    newId: () => Math.floor(random.next() * MOST_ID),
  });
  const platform = simulatedPlatform({ clock, net, random, log: logger, alive: view.alive, skewMs: 0 });
  const environment = parseEnvironment(view.environment, VARIABLES_OF[verb]);
  const step = wire(environment as never, Object.fromEntries(clients) as never, platform);
  return lambdaEntry(step as never, logger) as unknown as Handler;
};

/** Time stands while modules are read. */
export const loadFunction =
  (parts: () => LoadParts) =>
  (view: SandboxView): Promise<Handler> => {
    const given = parts();
    return given.clock.during(load(view, given));
  };
