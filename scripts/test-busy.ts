// `npm run test:busy`: runs all tests while eight processes keep the processors busy. A test that passes alone and
// fails here depends on the machine's speed.
import { spawn, spawnSync } from 'node:child_process';

const LOOPS = 8;
/** A loop ends by itself, even if this process is killed. */
const LOOP_LIVES_MS = 3 * 3_600_000;

const loops = Array.from({ length: LOOPS }, () =>
  spawn(process.execPath, ['-e', `const end = Date.now() + ${LOOP_LIVES_MS}; while (Date.now() < end);`], {
    stdio: 'ignore',
  }),
);
console.log(`all tests beside ${LOOPS} busy loops (processes ${loops.map(({ pid }) => pid).join(', ')})`);
const began = performance.now();
try {
  const { status } = spawnSync('npm', ['test'], { stdio: 'inherit' });
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  console.log(`${status === 0 ? 'green' : 'red'} beside ${LOOPS} busy loops, after ${minutes} min`);
  process.exitCode = status ?? 1;
} finally {
  for (const loop of loops) loop.kill();
}
