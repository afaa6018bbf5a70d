// The ports of a simulated appliance: the users' port and, if it has a separate management path, the management port.
// They open and close together, because they belong to one machine.

import type { Validity } from '../network/certificate-authority.ts';
import { answerFor } from './api/router.ts';
import type { Appliance } from './state/appliance.ts';
import type { ListenerMode, SwitchableListener } from './switchable-listener.ts';
import { serveTls } from './tls-site.ts';

/** All ports as one. */
export interface AppliancePorts extends SwitchableListener {
  /** Shows another certificate from the next connection on. */
  renewCertificate(validity?: Validity, names?: readonly string[]): Promise<void>;
}

/** Opens them, with one certificate for all addresses. The port and the mode are the users'. */
export const openPorts = async (appliance: Appliance): Promise<AppliancePorts> => {
  const { address, port, management, ca, tlsNames, network } = appliance.options;
  const addresses = [address, ...(management ? [management.address] : [])];
  const certificate = await ca.issue(tlsNames, addresses);
  const users = await serveTls(
    { address, port },
    certificate,
    answerFor(appliance, management ? 'users' : 'any'),
    network,
  );
  const all = management
    ? [users, await serveTls(management, certificate, answerFor(appliance, 'any'), network)]
    : [users];
  return {
    port: users.port,
    get mode() {
      return users.mode;
    },
    set: (mode: ListenerMode) => {
      for (const one of all) one.set(mode);
    },
    renewCertificate: async (validity, names = tlsNames) => {
      const renewed = await ca.issue(names, addresses, validity);
      for (const one of all) one.present(renewed);
    },
    settled: async () => {
      await Promise.all(all.map((one) => one.settled()));
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(all.map((one) => one[Symbol.asyncDispose]()));
    },
  };
};
