// Backups of 512 MiB and 2 GiB from end to end: how much memory they take, and how fast a capture is beside `curl`
// piped into the AWS CLI. Each function in a process of its own, from its bundle, against the emulated AWS and a
// simulated appliance.
import { availableParallelism, loadavg } from 'node:os';
import { type Prepared, prepare } from '../../lab/scenario/setup/prepare.ts';
import { table } from '../table.ts';
import { awsCli, curlToS3, type Moved } from './curl-to-s3.ts';
import { type StreamRun, streamThrough } from './one-stream.ts';
import {
  AIM_RATIO,
  type Growth,
  growthBroken,
  LARGE_BYTES,
  LEAST_RATIO,
  leastDifference,
  MEBIBYTE,
  MOST_GROWTH_BYTES,
  mebibytes,
  medianOf,
  ratioBroken,
  SMALL_BYTES,
} from './stream-limits.ts';
import { startStreamsWorld } from './streams-world.ts';

const RUNS = 3;
/** Addresses of its own, so that it can run beside another lab; LAB_BLOCK chooses others. */
const OWN_BLOCK = '241';

interface Run {
  readonly small: StreamRun;
  readonly large: StreamRun;
  /** Left out where the AWS CLI is not there. */
  readonly tools?: Moved;
}

const through = async (prepared: Prepared, bytes: number): Promise<StreamRun> => {
  await using world = await startStreamsWorld(prepared, bytes);
  return await streamThrough(world, bytes);
};

const byTools = async (prepared: Prepared): Promise<Moved> => {
  await using world = await startStreamsWorld(prepared, LARGE_BYTES);
  return await curlToS3(world, LARGE_BYTES);
};

/**
 * One run; every other one has the tools first, so that a machine that slows down does not speak for one of the two.
 */
const runOnce = async (prepared: Prepared, hasTools: boolean, toolsFirst: boolean): Promise<Run> => {
  const small = await through(prepared, SMALL_BYTES);
  const first = hasTools && toolsFirst ? { tools: await byTools(prepared) } : {};
  const large = await through(prepared, LARGE_BYTES);
  const last = hasTools && !toolsFirst ? { tools: await byTools(prepared) } : {};
  return { small, large, ...first, ...last };
};

const VERBS = {
  capture: 'capture',
  prepare: 'prepare (proves the hash)',
  uploadBackup: 'upload-backup (login-form)',
} as const;

const growthsOf = (runs: readonly Run[]): readonly Growth[] =>
  (Object.keys(VERBS) as (keyof typeof VERBS)[]).map((name) => {
    const growth = (size: 'small' | 'large') =>
      runs.map((run) => run[size][name].peakBytes - run[size][name].baselineBytes);
    return { verb: VERBS[name], small: growth('small'), large: growth('large') };
  });

const memoryRows = (growths: readonly Growth[]): readonly (readonly string[])[] =>
  growths.map(({ verb, small, large }) => [
    verb,
    mebibytes(medianOf(small)),
    mebibytes(medianOf(large)),
    mebibytes(leastDifference(small, large)),
    mebibytes(Math.max(...small, ...large)),
    '',
  ]);

const timeRow = (name: string, taken: readonly Moved[]): readonly string[] => {
  const walls = taken.map(({ wallSeconds }) => wallSeconds);
  const speed = (seconds: number): string => (LARGE_BYTES / MEBIBYTE / seconds).toFixed(0);
  return [
    name,
    speed(medianOf(walls)),
    speed(Math.max(...walls)),
    speed(Math.min(...walls)),
    medianOf(taken.map(({ processorSeconds }) => processorSeconds)).toFixed(1),
    '',
  ];
};

const printThroughput = (runs: readonly Run[], cli: Awaited<ReturnType<typeof awsCli>>): readonly number[] => {
  const tools = runs.flatMap((run) => run.tools ?? []);
  const names = Object.keys(VERBS) as (keyof typeof VERBS)[];
  const own = names.map((name) =>
    timeRow(
      VERBS[name],
      runs.map(({ large }) => large[name]),
    ),
  );
  const beside =
    'version' in cli ? [timeRow('curl | aws s3 cp -', tools)] : [['curl | aws s3 cp -', '', '', '', '', 'skipped']];
  console.log(`\nThroughput of 2 GiB, MiB/s from the start of a process to its end, ${RUNS} runs (measured)\n`);
  console.log(table(['', 'median', 'least', 'most', 'processor s', ''], [...own, ...beside]));
  if ('missing' in cli) console.log(`\n  skipped: the AWS CLI cannot be started here (${cli.missing}).`);
  const ratios = runs.flatMap(({ large, tools: moved }) =>
    moved ? moved.wallSeconds / large.capture.wallSeconds : [],
  );
  if (ratios.length > 0) {
    const each = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
    const processors = medianOf(
      runs.flatMap(({ large, tools: moved }) => (moved ? moved.processorSeconds / large.capture.processorSeconds : [])),
    );
    console.log(
      `\n  Capture beside ${'version' in cli ? cli.version : ''}: ${medianOf(ratios).toFixed(2)} of its throughput (${each}); limit ${LEAST_RATIO}, aim ${AIM_RATIO}.`,
    );
    console.log(`  By processor time alone it would be ${processors.toFixed(2)}.`);
  }
  return ratios;
};

/** Prints memory and throughput. @returns whether the limits hold */
export const benchStreams = async (): Promise<boolean> => {
  console.log(`\nStreams: backups of 512 MiB and 2 GiB, ${RUNS} runs; about five minutes, and 2 GiB of disk\n`);
  process.env.LAB_BLOCK ??= OWN_BLOCK;
  const busy = (loadavg()[0] ?? 0) > availableParallelism();
  const cli = await awsCli();
  await using prepared = await prepare({ restoreMethod: 'login-form' });
  const runs: Run[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await runOnce(prepared, 'version' in cli, run % 2 === 1));
  const growths = growthsOf(runs);
  console.log(
    `Resident memory: growth from the imported bundle to the peak, MiB; limit ${mebibytes(MOST_GROWTH_BYTES)} (measured)\n`,
  );
  console.log(table(['function', '512 MiB', '2 GiB', 'more', 'most of all', ''], memoryRows(growths)));
  const ratios = printThroughput(runs, cli);
  if (busy) {
    console.log(
      '  Throughput is not judged: the machine was busy from the start, and two tools get twice the share of one function.',
    );
  }
  const broken = [...growthBroken(growths), ...(busy ? [] : ratioBroken(ratios))];
  for (const sentence of broken) console.log(`  BROKEN: ${sentence}`);
  return broken.length === 0;
};
