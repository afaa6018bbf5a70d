// `npm run bench`: prints the figures. Exit code 1 when a limit is broken or a part could not be measured; aims only
// speak. `npm run bench -- bundles init` runs these parts alone.
import { availableParallelism, cpus, loadavg } from 'node:os';
import { benchBundles } from './bundles/bundles.ts';
import { benchInit } from './bundles/init.ts';
import { benchFailoverTime } from './failover/failover-time.ts';
import { benchStatusTime } from './status/status-time.ts';
import { benchStreams } from './streams/streams.ts';

const PARTS: Readonly<Record<string, () => Promise<boolean>>> = {
  bundles: benchBundles,
  init: benchInit,
  streams: benchStreams,
  'status-time': benchStatusTime,
  'failover-time': () => benchFailoverTime(Number(process.env.SEED ?? 1)),
};

/** What else the machine was doing: figures of a busy one are too big, and say so. */
const sayLoad = (): void => {
  const [lastMinute = 0] = loadavg();
  const processors = availableParallelism();
  const busy = lastMinute > processors ? ': BUSY, times are bigger than they should be' : '';
  console.log(`\n  Load of the last minute: ${lastMinute.toFixed(1)} on ${processors} processors${busy}.`);
};

const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !Object.hasOwn(PARTS, part));
if (unknown.length > 0) {
  console.error(`no part ${unknown.join(', ')}; there are: ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
console.log(
  `Figures of this machine: Node.js ${process.version} on ${process.platform}-${process.arch}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}.`,
);
console.log(
  '"measured" is real time or size here; "emulated" is given by the settings of the lab. Lambda runs on arm64: expect other times there.',
);
for (const [part, bench] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(part)) continue;
  try {
    if (!(await bench())) process.exitCode = 1;
    if (part !== 'bundles') sayLoad();
  } catch (error) {
    console.log(`  BROKEN: ${part}: ${Error.isError(error) ? `${error.name}: ${error.message}` : String(error)}`);
    process.exitCode = 1;
  }
}
