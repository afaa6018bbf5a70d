// Certificates over both networks.
import { certificatesContract } from './certificates.contract.ts';
import { NETWORKS } from './grounds.ts';

for (const [name, open] of NETWORKS) certificatesContract(name, open);
