// The owner's power function, as the documents show it: docs/examples/power, with the network of the lab. Nothing of it
// knows Twinbox beyond the contract.
import type { IncomingMessage } from 'node:http';
import type { Network } from '../../network/network.ts';
import { realNetwork } from '../../network/real-network.ts';
import { HYPERVISOR_PLACE, type Hypervisor } from './hypervisor.ts';
import { type PowerStrip, STRIP_PLACE } from './power-strip.ts';

type Handler = (request: unknown) => Promise<object>;

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

type Device = object;

interface Epochs {
  read(appliance: string): Promise<number>;
  raise(appliance: string, epoch: number): Promise<void>;
}

interface Examples {
  readonly powerFunction: (parts: { device: Device; epochs: Epochs; now: () => number }) => Handler;
  readonly proxmox: (parts: {
    call: (call: Call) => Promise<Answer>;
    machines: Readonly<Record<string, object>>;
    token: string;
  }) => Device;
  readonly pdu: (parts: {
    call: (call: Call) => Promise<Answer>;
    outlets: Readonly<Record<string, readonly object[]>>;
    account: { readonly user: string; readonly password: string };
  }) => Device;
}

const FOLDER = new URL('../../../docs/examples/power/', import.meta.url);
const example = async (name: string): Promise<Examples> => (await import(new URL(name, FOLDER).href)) as Examples;

export interface DeviceOptions {
  readonly appliance: string;
  readonly caPem: string;
  readonly nowMs: () => number;
  readonly network?: Network;
}

/** One HTTPS request whose certificate must prove that name. */
const callTo =
  (where: { readonly address: string; readonly port: number }, tlsName: string, options: DeviceOptions) =>
  ({ method, path, headers, body = '' }: Call): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { network = realNetwork, caPem } = options;
      const length = Buffer.byteLength(body);
      const asked = {
        ...{ address: where.address, port: where.port, tls: { name: tlsName, ca: caPem }, method, path },
        headers: { host: tlsName, ...headers, 'content-length': length },
      };
      const read = async (response: IncomingMessage): Promise<Answer> => {
        let text = '';
        for await (const chunk of response) text += String(chunk);
        return { status: response.statusCode ?? 0, body: text };
      };
      network
        .request(asked, (response) => void read(response).then(resolve, reject))
        .on('error', reject)
        .end(body);
    });

const keptEpochs = (): Epochs => {
  const kept = new Map<string, number>();
  return {
    read: async (appliance) => kept.get(appliance) ?? 0,
    raise: async (appliance, epoch) => void kept.set(appliance, epoch),
  };
};

const wired = async (device: Device, { nowMs }: DeviceOptions): Promise<Handler> => {
  const { powerFunction } = await example('contract.mjs');
  return powerFunction({ device, epochs: keptEpochs(), now: nowMs });
};

export const hypervisorFunction = async (
  hypervisor: Pick<Hypervisor, 'address' | 'port'>,
  token: string,
  options: DeviceOptions,
): Promise<Handler> => {
  const { proxmox } = await example('proxmox.mjs');
  const { appliance } = options;
  const call = callTo(hypervisor, `hypervisor.${appliance}`, options);
  return wired(proxmox({ call, token, machines: { [appliance]: HYPERVISOR_PLACE } }), options);
};

export const stripFunction = async (
  strip: Pick<PowerStrip, 'address' | 'port'>,
  account: { readonly user: string; readonly password: string },
  options: DeviceOptions,
): Promise<Handler> => {
  const { pdu } = await example('pdu.mjs');
  const { appliance } = options;
  const call = callTo(strip, `strip.${appliance}`, options);
  const outlets = STRIP_PLACE.outlets.map((outlet) => ({ strip: strip.address, pdu: STRIP_PLACE.pdu, outlet }));
  return wired(pdu({ call, account, outlets: { [appliance]: outlets } }), options);
};
