// `npm run simulate -- --seed S --histories N`: plays random histories in virtual time and checks every invariant. A
// violation is shrunk to the few events that it needs, and its seed plays it again.
import { parseArgs } from 'node:util';
import { installSeededCrypto } from '../../packages/local-cloud/inline/seeded-crypto.ts';

installSeededCrypto();
const { prepare } = await import('../scenario/setup/prepare.ts');
const { playHistory, shrink } = await import('./play-history.ts');

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, histories: { type: 'string', default: '20' } },
});
const [first, histories] = [Number(values.seed), Number(values.histories)];
const wallMs = performance.now.bind(performance);

await using prepared = await prepare();
const beganMs = wallMs();
const sometimes = new Map<string, number>();
let violations = 0;
let labSeconds = 0;
for (let seed = first; seed < first + histories; seed += 1) {
  const result = await playHistory(seed, prepared);
  labSeconds += result.labSeconds;
  for (const one of result.seen) sometimes.set(one, (sometimes.get(one) ?? 0) + 1);
  if (result.wrong.length === 0) continue;
  violations += 1;
  const { sentences, wrong } = await shrink(seed, prepared, result);
  console.log(`seed ${seed}:`);
  for (const sentence of sentences) console.log(`  ${sentence}`);
  for (const one of new Set(wrong)) console.log(`  WRONG ${one}`);
}
const seconds = (wallMs() - beganMs) / 1000;
console.log('seen in so many histories:');
for (const [one, count] of [...sometimes].toSorted()) console.log(`  ${String(count).padStart(5)}  ${one}`);
const rate = (histories / seconds).toFixed(2);
console.log(
  `${histories} histories from seed ${first}, ${violations} violations; ${rate} a second, ${labSeconds} lab s`,
);
process.exitCode = violations > 0 ? 1 : 0;
