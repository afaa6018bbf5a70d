// A zone with the service name at London, and traffic over it, with unkindness around its calls.
import { dnsRecordTraffic } from '../../functions/traffic/dns-record.ts';
import type { DnsQuestions } from '../../functions/traffic/name-servers.ts';
import { machine } from '../doubles/machine.ts';
import { type Around, awsError, InMemoryZone } from './in-memory-zone.ts';
import { LONDON, NAME } from './two-appliances.ts';

const nobody = async (): Promise<never> => {
  throw new Error('nobody asks DNS here');
};

/** A world in which nobody can be asked. */
export const silent: DnsQuestions = {
  ask: nobody,
  askText: nobody,
  askResolver: nobody,
  delegation: nobody,
  addressesOf: nobody,
  serversFor: async () => [],
};

export const world = () => {
  const zone = new InMemoryZone();
  zone.putAddress(NAME, LONDON, 300);
  return {
    zone,
    traffic: (around?: Around) => dnsRecordTraffic(zone.client(around), { dns: silent, clock: machine.clock }),
  };
};

/** Strikes the n-th call of that name. */
export const at = (command: string, nth: number, strike: () => void) => {
  let seen = 0;
  return (name: string): void => {
    if (name === command) seen += 1;
    if (name === command && seen === nth) strike();
  };
};

export const fail = (name: string) => () => {
  throw awsError(name);
};
