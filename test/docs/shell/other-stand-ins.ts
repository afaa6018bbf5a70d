// Stands in for the programs that cannot be run where there is no network, or that cost minutes: their arguments are
// held against what is really there. What is run for real stands elsewhere: `npm ci`, lint, types, synth and the tests
// in .ci/run, `npm start` in test/scenarios/start.test.ts.
import { execFile } from 'node:child_process';
import { access, constants, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { textOf } from '../text-of.ts';
import type { StandIn } from './stand-ins.ts';

const scripts = (JSON.parse(textOf('package.json')) as { scripts: Readonly<Record<string, string>> }).scripts;

/** Beside the scripts: npm ci is the first thing that .ci/run does. */
const npm: StandIn = ({ args }) => {
  const [verb = '', name = '', dashes, ...more] = args;
  if (args.join(' ') === 'ci') {
    if (!textOf('.ci/run').includes('npm ci')) throw new Error('.ci/run does not install');
    return '';
  }
  const script = verb === 'run' ? name : verb;
  const line = scripts[script];
  if (line === undefined || (verb !== 'run' && !['start', 'test'].includes(verb)))
    throw new Error(`no script ${script}`);
  const [, entry] = / ([\w/-]+\.ts)/.exec(line) ?? [];
  if (dashes === undefined) return '';
  const source = entry === undefined ? '' : textOf(entry);
  const strange = more.filter((word) => word.startsWith('--') && !source.includes(word.slice(2)));
  if (dashes !== '--' || strange.length > 0) throw new Error(`${entry} takes no ${strange.join(' ')}`);
  return '';
};

let help: Promise<string> | undefined;
/** What the installed CDK says that it can do. */
const cdkHelp = async (): Promise<string> => (await promisify(execFile)('node_modules/.bin/cdk', ['--help'])).stdout;

const npxCdk: StandIn = async ({ args }) => {
  help ??= cdkHelp();
  const [program, verb = '', ...more] = args;
  const isKnown = more.length === 0 || (verb === 'deploy' && /^(--all|Twinbox-[a-z-]+)$/.test(more.join(' ')));
  if (program !== 'cdk' || !isKnown)
    throw new Error('only the CDK is known here, and of its options --all or a stack to deploy');
  if (!new RegExp(`^ +cdk ${verb}\\b`, 'm').test(await help)) throw new Error(`the CDK has no command ${verb}`);
  return '';
};

/** Writes what a person would: an account in each file, and nothing into files that are there already. */
const editor: StandIn = async ({ args, folder }) => {
  const [file = ''] = args;
  const account = { clientId: 'id', clientSecret: 'shown', user: 'user', password: 'shown' };
  if (file.endsWith('.json')) await writeFile(resolve(folder, file), JSON.stringify(account), { flag: 'wx' });
  return '';
};

const matching =
  (form: RegExp): StandIn =>
  ({ args }) => {
    if (!form.test(args.join(' '))) throw new Error('options of a form that this test does not know');
    return '';
  };

/** By name. `twinbox` is the project's own program, which npx finds in the checkout. */
export const otherStandIns = (twinbox: StandIn): Readonly<Record<string, StandIn>> => ({
  npm,
  npx: ({ args, ...called }) => {
    const [program, ...rest] = args;
    return program === 'twinbox' ? twinbox({ ...called, args: rest }) : npxCdk({ ...called, args });
  },
  twinbox,
  editor,
  '.ci/run': async () => {
    await access('.ci/run', constants.X_OK);
    return '';
  },
  dig: matching(/^(\+short (NS|A) [\w.-]+( @[\w.-]+)?|\+trace [\w.-]+|\+norecurse @[\w.-]+ [\w.-]+ TXT)$/),
  curl: matching(/^-sv( --resolve [\w.-]+:\d+:[\d.]+)? https:\/\/[\w./-]+$/),
});
