// From where an API account may be used: network prefixes that are part of the stored configuration, and travel in
// backups.
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import type { ApiAccount } from './appliance.ts';

export const mayComeFrom = ({ allowList = [] }: ApiAccount, { socket }: IncomingMessage): boolean => {
  if (allowList.length === 0) return true;
  const networks = new BlockList();
  for (const prefix of allowList) {
    const [network = '', bits = '32'] = prefix.split('/');
    networks.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  const from = socket.remoteAddress ?? '';
  return networks.check(from, isIPv6(from) ? 'ipv6' : 'ipv4');
};
