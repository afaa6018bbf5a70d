// `npm run sweep [-- --state S] [-- --fault F]`: plays every state of the deployed definition against every fault, in
// virtual time, and prints what was reached. A fault that took no effect fails the sweep, as a broken invariant does.
import { parseArgs } from 'node:util';
import { installSeededCrypto } from '../../packages/local-cloud/inline/seeded-crypto.ts';

installSeededCrypto();
const { startScenarioLab } = await import('../scenario/scenario-lab.ts');
const { prepare } = await import('../scenario/setup/prepare.ts');
const { simulatedBackend } = await import('../simulated/simulated-backend.ts');
const { controlPoints } = await import('./control-points.ts');
const { acceptedAt } = await import('./accepted.ts');
const { playPoint } = await import('./play-point.ts');
const { SWEEP_FAULTS } = await import('./sweep-faults.ts');

const { values } = parseArgs({
  options: { state: { type: 'string' }, fault: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const seed = Number(values.seed);
const wallMs = performance.now.bind(performance);
const beganMs = wallMs();

await using prepared = await prepare();
const pointsIn = async () => {
  await using lab = await startScenarioLab({ seed, prepared, backend: simulatedBackend(seed) });
  return controlPoints(lab.cloud);
};
const points = (await pointsIn()).filter(({ state }) => values.state === undefined || state === values.state);
const faults = SWEEP_FAULTS.filter(({ name }) => values.fault === undefined || name.includes(values.fault));

let reached = 0;
let run = 0;
const broken: string[] = [];
const accepted: string[] = [];
for (const point of points) {
  const marks: string[] = [];
  for (const fault of faults) {
    const result = await playPoint(point, fault, { prepared, seed });
    run += 1;
    if (result.reached && result.struck) reached += 1;
    else if (result.wrong.length === 0) broken.push(`${point.state}: ${fault.name}: took no effect`);
    const reason = acceptedAt(result);
    if (reason !== undefined) accepted.push(`${point.state}: ${fault.name}: accepted, since ${reason}`);
    else for (const wrong of result.wrong) broken.push(`${point.state}: ${fault.name}: ${wrong}`);
    marks.push(reason !== undefined ? 'a' : result.wrong.length > 0 ? 'X' : result.struck ? '.' : '?');
  }
  console.log(`${point.state.padEnd(16)} ${marks.join(' ')}`);
}
console.log(faults.map(({ name }, index) => `  ${index + 1}. ${name}`).join('\n'));
console.log(
  `state × fault: ${reached} of ${run} took effect; ${broken.length} wrong; ${accepted.length} accepted; seed ${seed}`,
);
for (const one of accepted) console.log(one);
for (const one of broken) console.log(one);
console.log(`${((wallMs() - beganMs) / 1000).toFixed(0)} s`);
process.exitCode = broken.length > 0 || reached < run ? 1 : 0;
