// Bundles all functions in one esbuild call before synth; the stack then takes each folder as an asset.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import type { FunctionName } from '../../functions/contract/runtime/functions.ts';
import { entryOf, HANDLERS_FOLDER, handlerEntries, writtenEntries } from './handler-entries.ts';
import { UNUSED_SDK_OUT } from './unused-sdk-out.ts';

/** One folder per function: `<verb>/index.mjs`. */
export const FUNCTIONS_FOLDER = 'build/functions';

export interface BundleOptions {
  /** Folder of the handlers, `<verb>.ts` each; default functions/handlers. */
  readonly entryFolder?: string;
  /** Source of a function's entry, within that folder; default: it starts the handler of its name. */
  readonly entry?: (verb: FunctionName) => string;
  /**
   * Default build/functions. Source maps go to `<outFolder>-maps`, the contents of each bundle to
   * `<outFolder>-meta.json`.
   */
  readonly outFolder?: string;
}

/**
 * Credential providers that no Lambda function uses: its role's credentials are in the environment, which the SDK reads
 * first. The SDK imports the others only when needed, so they stay out of the bundles (a sixth of their size).
 */
const NEVER_REACHED = ['sso', 'ini', 'process', 'web-identity', 'http', 'login'].map(
  (method) => `@aws-sdk/credential-provider-${method}`,
);

/** Each SDK client includes its whole package.json, but uses only the version, which it sends with its requests. */
const VERSION_ALONE: Plugin = {
  name: 'version-alone',
  setup: (bundling) => {
    bundling.onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { readonly version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/** CommonJS packages load Node's own modules by `require`. */
const REQUIRE_BANNER =
  "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);";

/** Writes atomically, and only changed files, because another synth may be reading the same bundles. */
const writeChanged = async (file: string, contents: string | Uint8Array): Promise<void> => {
  const bytes = Buffer.from(contents);
  if (existsSync(file) && bytes.equals(await readFile(file))) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, bytes);
  await rename(`${file}.${process.pid}`, file);
};

const bundle = async (options: BundleOptions): Promise<Metafile> => {
  const outFolder = options.outFolder ?? FUNCTIONS_FOLDER;
  const entryFolder = options.entryFolder ?? HANDLERS_FOLDER;
  const entries = handlerEntries(entryFolder);
  const { outputFiles, metafile } = await build({
    entryPoints: Object.entries(entries).map(([verb, entry]) => ({ in: entry, out: `${verb}/index` })),
    outdir: outFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    external: [...NEVER_REACHED, '@smithy/credential-provider-imds'],
    plugins: [writtenEntries(entryFolder, options.entry ?? entryOf), VERSION_ALONE, UNUSED_SDK_OUT],
    banner: { js: REQUIRE_BANNER },
    // Maps stay out of the assets: they are bigger than the code, and no function reads them.
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const written = outputFiles.map(({ path, contents }) => {
    const folder = path.endsWith('.map') ? `${outFolder}-maps` : outFolder;
    return writeChanged(join(folder, relative(resolve(outFolder), path)), contents);
  });
  await Promise.all([...written, writeChanged(`${outFolder}-meta.json`, JSON.stringify(metafile))]);
  return metafile;
};

let bundled: Promise<Metafile> | undefined;

/**
 * Writes every function's bundle. With the default options, once in a process, however many apps it synthesizes.
 * @returns esbuild's metadata of inputs and outputs.
 * @throws MissingHandlersError; esbuild's BuildFailure if a handler does not compile.
 */
export const bundleFunctions = (options?: BundleOptions): Promise<Metafile> => {
  if (options !== undefined) return bundle(options);
  bundled ??= bundle({});
  return bundled;
};
