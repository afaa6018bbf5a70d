// `npm run lab`: the world of lab/twinbox.lab.yaml on sockets, which keeps running until Ctrl-C. It prints its address
// and writes build/lab.json, by which `npx twinbox --lab` finds it. Lines typed here act on the world.
import { createInterface } from 'node:readline';
import { WORLD_KEYS } from '../packages/local-cloud/aws/cloud.ts';
import { type LabFile, writeLabFile } from './scenario/lab-file.ts';
import { startScenarioLab } from './scenario/scenario-lab.ts';
import { prepare } from './scenario/setup/prepare.ts';
import { WORLD_COMMANDS, worldCommand } from './scenario/world-commands.ts';

const say = (line: string): void => console.log(line);

/** LAB_SPEED=10: ten lab seconds in one real second. */
const scale = Number(process.env.LAB_SPEED ?? '1');
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000));

const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
});

say(`Twinbox lab: this machine only, no AWS account; time runs at ${scale}×; seed ${seed}. It starts in a minute.`);
await using prepared = await prepare();
await using lab = await startScenarioLab({ scale, seed, prepared });
const { accessKeyId, secretAccessKey } = WORLD_KEYS;
const file: LabFile = {
  url: lab.cloud.cloud.url,
  region: 'eu-central-1',
  credentials: { accessKeyId, secretAccessKey },
  pairs: [lab.pair.name],
};
await using written = await writeLabFile(file);
lab.begin();
const [name = ''] = lab.pair.service.names;
say(`
The lab runs. AWS is emulated at ${file.url}.
The pair ${lab.pair.name} serves ${name} on ${lab.pair.preferred}.

In a second terminal, from this folder:
  npx twinbox --lab status
  npx twinbox --lab status --watch
  npx twinbox --lab follow
  npx twinbox --lab history

Type here to act on the world:
${WORLD_COMMANDS.map(([words, does]) => `  ${words.padEnd(20)} ${does}`).join('\n')}

Ctrl-C ends the lab (the commands find it by ${written.path}).
`);

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => say(worldCommand(lab, line)));
await stopped;
lines.close();
say('The lab ends.');
