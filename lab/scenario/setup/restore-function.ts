// The user's own restore function, as a Twinbox user would write it for appliances that have a way in: the contract
// twinbox/restore/1. It fetches the backup by the URL it is given, sends it to the appliance, and withholds the end
// until the hash matches.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { SimulatedAppliance } from '../../appliance/appliance.ts';
import type { Network } from '../../network/network.ts';
import { realNetwork } from '../../network/real-network.ts';

/** The part of the contract that this function reads. */
interface RestoreRequest {
  readonly contract: string;
  readonly appliance: {
    readonly name: string;
    readonly address: string;
    readonly port: number;
    readonly tlsName: string;
  };
  readonly backup: {
    readonly id: string;
    readonly url: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly secret: { readonly name: string; readonly versionId?: string };
  };
}

/** Reads a secret, in the version of that id or the current one, as the function's own role may. */
export type ReadSecret = (name: string, versionId?: string) => string;

/** The appliance does not take this file: the workflow matches the name. */
class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

const fetchBackup = (network: Network, link: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { hostname: address, port, host, pathname, search } = new URL(link);
    const asked = { address, port: Number(port), path: `${pathname}${search}`, headers: { host } };
    network.request(asked, resolve).on('error', reject).end();
  });

const send = async (
  network: Network,
  order: RestoreRequest,
  appliance: SimulatedAppliance,
  caPem: string,
  password: string | undefined,
): Promise<string> => {
  const source = await fetchBackup(network, order.backup.url);
  if (source.statusCode !== 200) {
    source.resume();
    throw new Error(`the vault answered ${source.statusCode}`);
  }
  const answer = Promise.withResolvers<IncomingMessage>();
  const { address, port, tlsName } = order.appliance;
  const upload = network.request(
    {
      ...{ address, port, tls: { name: tlsName, ca: caPem } },
      ...{ method: 'POST', path: '/lab/restore' },
      headers: {
        host: tlsName,
        'content-length': order.backup.bytes,
        'content-sha256': order.backup.sha256,
        ...(password !== undefined && { 'x-backup-password': password }),
        authorization: `Basic ${Buffer.from(`${appliance.account.clientId}:${appliance.account.clientSecret}`).toString('base64')}`,
      },
    },
    answer.resolve,
  );
  upload.on('error', answer.reject);
  // Who breaks the upload off by throwing does not come to wait for its answer.
  answer.promise.catch(() => undefined);
  const drained = (): Promise<unknown> => Promise.race([once(upload, 'drain'), answer.promise]);
  const hash = createHash('sha256');
  let withheld: Buffer | undefined;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk);
      if (withheld && !upload.write(withheld)) await drained();
      withheld = chunk;
    }
  } catch (error) {
    upload.destroy();
    throw error;
  }
  if (hash.digest('hex') !== order.backup.sha256) {
    upload.destroy();
    throw new FileRefused(
      'the bytes in the vault do not match the hash in the manifest; the upload was cut before its end',
    );
  }
  upload.end(withheld);
  const response = await answer.promise;
  let text = '';
  for await (const chunk of response) text += chunk;
  const { message } = JSON.parse(text) as { message: string };
  if (response.statusCode === 422) throw new FileRefused(message);
  if (response.statusCode !== 202) throw new Error(`the appliance answered ${response.statusCode}: ${message}`);
  return message;
};

/** The function for one appliance. */
export const restoreFunction =
  (appliance: SimulatedAppliance, caPem: string, readSecret: ReadSecret, network: Network = realNetwork) =>
  async (event: unknown): Promise<{ accepted: true; marker: string }> => {
    const order = event as RestoreRequest;
    if (order.contract !== 'twinbox/restore/1') throw new Error(`unknown contract ${order.contract}`);
    if (order.appliance.name !== appliance.name)
      throw new Error(`this function restores ${appliance.name}, not ${order.appliance.name}`);
    const { name, versionId } = order.backup.secret;
    const { backupPassword } = JSON.parse(readSecret(name, versionId)) as { readonly backupPassword?: string };
    return { accepted: true, marker: await send(network, order, appliance, caPem, backupPassword) };
  };
