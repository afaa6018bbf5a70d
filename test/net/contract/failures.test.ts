// Failing calls over both networks.
import { failuresContract } from './failures.contract.ts';
import { NETWORKS } from './grounds.ts';

for (const [name, open] of NETWORKS) failuresContract(name, open);
