// Which SDK clients belong into a function's bundle: those of the table that its entry makes, so that one which is
// bundled for nothing stands out.
import { CLIENT_CLASSES, CLIENTS_OF, type ServiceName } from '../../functions/contract/runtime/clients.ts';
import type { FunctionName } from '../../functions/contract/runtime/functions.ts';

/** Clients, and what the SDK keeps of other services' clients to find credentials. */
const CLIENT = /^@aws-sdk\/(client-[a-z0-9-]+|nested-clients)$/;

export const isClient = (packageName: string): boolean => CLIENT.test(packageName);

/** Packages of the clients that a function has. */
export const clientPackagesOf = (verb: string): readonly string[] => {
  const services = Object.keys(CLIENTS_OF[verb as FunctionName]) as ServiceName[];
  return services.map((service) => CLIENT_CLASSES[service][0]);
};
