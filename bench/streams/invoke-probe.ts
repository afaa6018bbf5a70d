// Runs in a process of its own, as a new sandbox would: imports one bundle, answers one event, and prints what that
// took of memory and processor. Its types are stripped before it starts, so that no compiler's memory is left to be
// used again.
import { readFileSync } from 'node:fs';

const [url = '', event = ''] = process.argv.slice(1);

/** The most that was ever resident. The rusage of a new process on Linux still knows its parent's; VmHWM is its own. */
const peakBytes = (): number => {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
};

const { handler } = (await import(url)) as { handler: (event: unknown, context: object) => Promise<unknown> };
const baselineBytes = process.memoryUsage.rss();
const began = process.cpuUsage();
const endsMs = Date.now() + 840_000;
const context = { functionName: 'bench', awsRequestId: 'bench', getRemainingTimeInMillis: () => endsMs - Date.now() };
const answer = await handler(JSON.parse(event), context);
const { user, system } = process.cpuUsage(began);
const notified = { answer, baselineBytes, peakBytes: peakBytes(), processorSeconds: (user + system) / 1e6 };
process.stdout.write(`${JSON.stringify(notified)}\n`, () => process.exit(0));
