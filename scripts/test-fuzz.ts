// `npm run test:fuzz [-- ROUNDS]`: runs the property tests with new seeds to find counterexamples. A failure prints the
// seed that reproduces it: FUZZ_SEED=... npm run test:unit -- FILE.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

const rounds = Number(process.argv[2] ?? 5);
const files = globSync('test/**/*.test.ts').filter((file) =>
  /properties\.ts'|pair-histories\.ts'/.test(readFileSync(file, 'utf8')),
);
for (let round = 1; round <= rounds; round += 1) {
  const seed = randomInt(2 ** 31);
  console.log(`round ${round} of ${rounds}: ${files.length} files with FUZZ_SEED=${seed}`);
  const env = { ...process.env, FUZZ_SEED: String(seed) };
  const { status } = spawnSync('npm', ['run', '-s', 'test:unit', '--', ...files], { stdio: 'inherit', env });
  if (status !== 0) {
    console.log(`red with FUZZ_SEED=${seed}`);
    process.exitCode = 1;
    break;
  }
}
