// The simulated backend runs in this process: any block of addresses will do, since none is ever bound. Chance is seeded
// before anything that draws is imported.
import { installSeededCrypto } from '../../packages/local-cloud/inline/seeded-crypto.ts';

installSeededCrypto();
process.env.LAB_BACKEND = 'simulated';
process.env.LAB_BLOCK = '0';
