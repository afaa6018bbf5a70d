// Which folder may import which. The folders form layers, and imports go only downwards. Everything not allowed here is
// forbidden.
import type { Import, SourceFile } from './source-files.ts';

interface Floor {
  readonly name: string;
  /** Files that it holds; the first floor that fits is the file's. */
  readonly holds: RegExp;
  /** Paths within the repository that it may import. */
  readonly may: readonly RegExp[];
  /** Paths that it may import as types alone. */
  readonly mayAsTypes?: readonly RegExp[];
  /** Packages that it may import, by the whole name as written. */
  readonly packages: readonly RegExp[];
}

const under = (...folders: readonly string[]): RegExp => new RegExp(`^(${folders.join('|')})/`);
const NODE = /^node:/;
const SDK = /^@aws-sdk\//;
const SCHEMA = /^zod\/mini$/;
/** The package's clock and what is written once for all of it. */
const BASE = /^packages\/local-cloud\/(base|time)\//;
/** The ground that every floor stands on: what plain text is, and what a failure is. */
const GROUND = /^functions\/domain\/(text\/plain-text|failure\/[\w-]+)\.ts$/;
const CLOUD = 'packages/local-cloud';
const ADAPTERS = ['appliance', 'power', 'traffic', 'store', 'platform'];

const adapter = (folder: string): Floor => ({
  name: `functions/${folder}`,
  holds: under(`functions/${folder}`),
  may: [under(`functions/${folder}`, 'functions/net', 'functions/domain', 'functions/contract')],
  packages: [SDK, SCHEMA, NODE],
});

const FLOORS: readonly Floor[] = [
  { name: 'bin', holds: under('bin'), may: [under('lib', 'cli')], packages: [NODE] },
  {
    // What the product has stored is read by the product's own readers; what it does is asked of the workflow.
    name: 'cli',
    holds: under('cli'),
    may: [
      under('cli', 'functions/contract', 'functions/domain', 'functions/store', 'functions/platform'),
      /^functions\/net\/system-platform\.ts$/,
    ],
    packages: [SDK, SCHEMA, NODE, /^@commander-js\/extra-typings$/, /^@clack\/prompts$/, /^(listr2|cli-table3)$/],
  },
  {
    name: 'lib',
    holds: under('lib'),
    may: [/^lib\/(?!twinbox-stack\.ts$)/, under('functions/contract')],
    packages: [/^aws-cdk-lib(\/|$)/, /^cdk-nag$/, /^constructs$/, /^esbuild$/, /^yaml$/, SCHEMA, NODE],
  },
  {
    // How Lambda runs a handler: no other host of the functions needs it.
    name: 'functions/lambda',
    holds: under('functions/lambda'),
    may: [
      under('functions/lambda', 'functions/contract'),
      /^functions\/net\/system-platform\.ts$/,
      /^functions\/handlers\/wire\.ts$/,
      GROUND,
    ],
    packages: [/^@middy\/core$/, /^@aws-lambda-powertools\//, /^aws-lambda$/, /^node:v8$/],
  },
  {
    name: 'functions/handlers',
    holds: under('functions/handlers'),
    may: [under(...['handlers', 'steps', 'contract', ...ADAPTERS].map((folder) => `functions/${folder}`))],
    mayAsTypes: [under('functions/net')],
    packages: [SDK],
  },
  {
    name: 'functions/steps',
    holds: under('functions/steps'),
    // Key names are words that steps and store share, not a way of doing anything.
    may: [
      under('functions/steps', 'functions/domain', 'functions/contract'),
      /^functions\/store\/form\/object-keys\.ts$/,
    ],
    mayAsTypes: [under(...ADAPTERS.map((folder) => `functions/${folder}`))],
    packages: [],
  },
  {
    ...adapter('appliance'),
    name: 'functions/appliance/restore/login-form',
    holds: under('functions/appliance/restore/login-form'),
    packages: [SDK, SCHEMA, NODE, /^cheerio\/slim$/],
  },
  {
    ...adapter('appliance'),
    name: 'functions/appliance/api/xml/xml-text.ts',
    holds: /^functions\/appliance\/api\/xml\/xml-text\.ts$/,
    packages: [/^fast-xml-parser$/],
  },
  ...ADAPTERS.map(adapter),
  {
    name: 'functions/net',
    holds: under('functions/net'),
    may: [under('functions/net', 'functions/contract')],
    mayAsTypes: [under('functions/domain')],
    packages: [NODE],
  },
  {
    name: 'functions/contract',
    holds: under('functions/contract'),
    may: [under('functions/contract'), GROUND],
    mayAsTypes: [under('functions/domain')],
    packages: [SCHEMA],
  },
  { name: 'functions/domain', holds: under('functions/domain'), may: [under('functions/domain')], packages: [] },
  { name: 'local-cloud/time', holds: under(`${CLOUD}/time`), may: [under(`${CLOUD}/time`)], packages: [NODE] },
  { name: 'local-cloud/base', holds: under(`${CLOUD}/base`), may: [BASE], packages: [NODE] },
  {
    name: 'local-cloud/aws',
    holds: under(`${CLOUD}/aws`),
    may: [under(`${CLOUD}/aws`), BASE],
    packages: [SDK, /^@smithy\/(core\/|signature-v4$)/, NODE],
  },
  { name: 'local-cloud', holds: under(CLOUD), may: [under(CLOUD)], packages: [/./] },
  {
    name: 'local-cloud/inline',
    holds: under(`${CLOUD}/inline`),
    may: [under(`${CLOUD}/inline`, `${CLOUD}/host`, `${CLOUD}/aws`, `${CLOUD}/time`), BASE],
    packages: [/^@smithy\/core\//, NODE],
  },
  {
    name: 'lab/network',
    holds: under('lab/network'),
    may: [under('lab/network'), BASE],
    packages: [NODE, /^(selfsigned|dns-packet)$/],
  },
  {
    name: 'lab/appliance',
    holds: under('lab/appliance'),
    may: [under('lab/appliance', 'lab/network'), BASE],
    packages: [NODE, /^(otpauth|@fastify\/busboy)$/],
  },
  {
    name: 'lab/world',
    holds: under('lab/world'),
    may: [under('lab/world', 'lab/appliance', 'lab/network', `${CLOUD}/aws`), BASE],
    packages: [/./],
  },
  {
    // Handlers in this process need what Lambda and the entry give them.
    name: 'lab/simulated',
    holds: under('lab/simulated'),
    may: [
      under('lab', CLOUD),
      under(
        'functions/handlers',
        'functions/lambda',
        'functions/net',
        'functions/contract/runtime',
        'functions/domain/identity',
      ),
    ],
    packages: [/./],
  },
  {
    name: 'lab',
    holds: under('lab'),
    may: [under('lab', CLOUD, 'functions/handlers', 'functions/steps')],
    packages: [/./],
  },
  { name: 'bench and scripts', holds: under('bench', 'scripts'), may: [/^(?!test\/)/], packages: [/./] },
];

/** The app puts the stack together; nothing else of lib knows it. */
const ALLOWED_ONCE: ReadonlySet<string> = new Set(['lib/synth-twinbox.ts > lib/twinbox-stack.ts']);

const floorOf = (path: string): Floor | undefined => FLOORS.find(({ holds }) => holds.test(path));

const isAllowed = (floor: Floor, from: string, { path, written, typeOnly }: Import): boolean => {
  if (path === undefined) return floor.packages.some((allowed) => allowed.test(written));
  if (ALLOWED_ONCE.has(`${from} > ${path}`)) return true;
  return [...floor.may, ...(typeOnly ? (floor.mayAsTypes ?? []) : [])].some((allowed) => allowed.test(path));
};

/** Every import that goes where it must not, in a sentence each. */
export const forbiddenImports = (files: readonly SourceFile[]): readonly string[] =>
  files.flatMap((file) => {
    const floor = floorOf(file.path);
    if (!floor) return [`${file.path} stands on no floor of the house`];
    return file.imports
      .filter((one) => !isAllowed(floor, file.path, one))
      .map(
        ({ path, written, typeOnly }) =>
          `${file.path} (${floor.name}) may not import ${path ?? written}${typeOnly ? ' (type)' : ''}`,
      );
  });

/** Imports of files that do not exist, and imports without their ending. */
export const danglingImports = (files: readonly SourceFile[], exists: (path: string) => boolean): readonly string[] =>
  files.flatMap((file) =>
    file.imports.flatMap(({ path, written }) =>
      path === undefined || exists(path) ? [] : [`${file.path} imports ${written}, which is no file`],
    ),
  );

/** Files that reach themselves by their imports, those of types counted, each circle once. */
export const circles = (files: readonly SourceFile[]): readonly string[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, recentNonces: readonly string[]): void => {
    const start = recentNonces.indexOf(path);
    if (start >= 0) found.push([...recentNonces.slice(start), path].join(' > '));
    if (start >= 0 || done.has(path)) return;
    for (const one of byPath.get(path)?.imports ?? []) if (one.path) visit(one.path, [...recentNonces, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
};
