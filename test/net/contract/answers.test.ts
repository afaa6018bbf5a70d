// Answers, whole and broken, over both networks.
import { answersContract } from './answers.contract.ts';
import { NETWORKS } from './grounds.ts';

for (const [name, open] of NETWORKS) answersContract(name, open);
