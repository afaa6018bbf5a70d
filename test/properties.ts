// fast-check for the property tests. The seed is fixed, so that `npm test` tries the same examples on every machine and
// a pass or a failure repeats. `npm run test:fuzz` looks for new counterexamples: it draws seeds and prints them.
import fc from 'fast-check';

const SEED = 20_261_128;

fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? SEED) });

export { fc };
