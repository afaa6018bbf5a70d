// Where a function's life in Lambda begins: its entry, which lib writes for each function, calls this once. The environment is read, the
// clients of the table are made, and the handler's `wire` puts them together on the platform of the machine.
import { Logger } from '@aws-lambda-powertools/logger';
import { CLIENTS_OF, type ClientOptions, type ServiceName } from '../contract/runtime/clients.ts';
import { parseEnvironment } from '../contract/runtime/environment.ts';
import { type FunctionName, VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemPlatform } from '../net/system-platform.ts';
import { lambdaEntry } from './lambda-entry.ts';
import type { ClientsOf, EnvironmentOf, Wire } from './wire.ts';

/** The client classes that the entry imports: those of the table and no others, so that no bundle holds more. */
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
  const environment = parseEnvironment(process.env, VARIABLES_OF[verb]) as EnvironmentOf<V>;
  return lambdaEntry(wire(environment, clientsOf(verb, classes), systemPlatform(logger)), logger);
};
