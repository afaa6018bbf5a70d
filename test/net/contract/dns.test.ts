// Questions to name servers over both networks.
import { dnsContract } from './dns.contract.ts';
import { NETWORKS } from './grounds.ts';

for (const [name, open] of NETWORKS) dnsContract(name, open);
