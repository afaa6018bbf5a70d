// Uploads over both networks.
import { NETWORKS } from './grounds.ts';
import { uploadsContract } from './uploads.contract.ts';

for (const [name, open] of NETWORKS) uploadsContract(name, open);
