// The size of every function's bundle against its limit, what makes it up, and whether it carries SDK clients for
// nothing.
import { basename, dirname } from 'node:path';
import type { Metafile } from 'esbuild';
import { bundleFunctions } from '../../lib/functions/bundle-functions.ts';
import { kilobytes, table } from '../table.ts';
import { sharesOf } from './packages.ts';
import { clientPackagesOf, isClient } from './sdk-clients.ts';

/** 1 kB = 1000 bytes. A bigger bundle takes longer to fetch and to parse at each cold start. */
export const LIMIT_BYTES = 650_000;

const BIGGEST_SHOWN = 4;

interface Bundle {
  readonly verb: string;
  readonly bytes: number;
  /** The biggest packages, with their kB. */
  readonly biggest: string;
  /** Client packages in it that the function does not have. */
  readonly idleClients: readonly string[];
}

const bundleOf = (path: string, output: Metafile['outputs'][string]): Bundle => {
  const shares = sharesOf(output);
  const verb = basename(dirname(path));
  const made = clientPackagesOf(verb);
  return {
    verb,
    bytes: output.bytes,
    biggest: shares
      .slice(0, BIGGEST_SHOWN)
      .map(({ name, bytes }) => `${name} ${Math.round(bytes / 1000)}`)
      .join(', '),
    idleClients: shares.map(({ name }) => name).filter((name) => isClient(name) && !made.includes(name)),
  };
};

/** Every bundle as esbuild describes it, the biggest first. */
export const bundlesOf = (metafile: Metafile): readonly Bundle[] => {
  const outputs = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint !== undefined);
  return outputs.map(([path, output]) => bundleOf(path, output)).sort((one, other) => other.bytes - one.bytes);
};

/** What breaks a limit, each as a sentence. */
export const limitsBroken = (bundles: readonly Bundle[]): readonly string[] =>
  bundles.flatMap(({ verb, bytes, idleClients }) => [
    ...(bytes > LIMIT_BYTES
      ? [`${verb} has ${kilobytes(bytes)} kB, over the limit of ${kilobytes(LIMIT_BYTES)} kB`]
      : []),
    ...idleClients.map((client) => `${verb} carries ${client}, which it never makes`),
  ]);

/** Bundles all functions and prints what came out. @returns whether every limit holds */
export const benchBundles = async (): Promise<boolean> => {
  const bundles = bundlesOf(await bundleFunctions());
  const rows = bundles.map(({ verb, bytes, biggest }) => [
    verb,
    kilobytes(bytes),
    `${((bytes / LIMIT_BYTES) * 100).toFixed(0)} %`,
    biggest,
  ]);
  console.log(`\nBundles: minified, without source maps; limit ${kilobytes(LIMIT_BYTES)} kB each (measured)\n`);
  console.log(table(['function', 'kB', 'of limit', 'biggest packages, kB'], rows));
  const broken = limitsBroken(bundles);
  for (const sentence of broken) console.log(`  BROKEN: ${sentence}`);
  if (broken.length === 0)
    console.log('\n  Every bundle is within the limit, and none carries an SDK client that its function never makes.');
  return broken.length === 0;
};
