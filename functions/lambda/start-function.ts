// Starts a function in Lambda. Its entry, which lib writes for each function, calls this once. It reads the
// environment, makes the clients that the table lists, and calls the handler's `wire` with the system's platform.
import { Logger } from '@aws-lambda-powertools/logger';
import { CLIENTS_OF, type ClientOptions, type ServiceName } from '../contract/runtime/clients.ts';
import { parseEnvironment } from '../contract/runtime/environment.ts';
import { type FunctionName, VARIABLES_OF } from '../contract/runtime/functions.ts';
import type { GivenTo, Wire } from '../handlers/wire.ts';
import { systemPlatform } from '../net/system-platform.ts';
import { lambdaEntry } from './lambda-entry.ts';

type ClientsOf<V extends FunctionName> = GivenTo<V>[1];

/** The client classes that the entry imports: only those in the table, so that no bundle holds more. */
export type ClientClasses<V extends FunctionName> = {
  readonly [S in keyof ClientsOf<V>]: new (
    options: ClientOptions,
  ) => ClientsOf<V>[S];
};

/** The clients of a function, each with its own options. */
export const clientsOf = <V extends FunctionName>(verb: V, classes: ClientClasses<V>): ClientsOf<V> => {
  const options: Partial<Record<ServiceName, ClientOptions>> = CLIENTS_OF[verb];
  const made = (Object.keys(options) as (ServiceName & keyof ClientsOf<V>)[]).map((service) => {
    const Client = classes[service];
    return [service, new Client(options[service] ?? { maxAttempts: 1 })];
  });
  return Object.fromEntries(made) as ClientsOf<V>;
};

/** @throws EnvironmentError */
export const startFunction = <V extends FunctionName>(verb: V, wire: Wire<V>, classes: ClientClasses<V>) => {
  const logger = new Logger({ serviceName: 'twinbox' });
  const environment = parseEnvironment(process.env, VARIABLES_OF[verb]) as GivenTo<V>[0];
  return lambdaEntry(wire(environment, clientsOf(verb, classes), systemPlatform(logger)), logger);
};
