// The simulated backend runs in this process: any block of addresses will do, since none is ever bound.
process.env.LAB_BACKEND = 'simulated';
process.env.LAB_BLOCK = '0';
