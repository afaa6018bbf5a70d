// The app: reads the settings and synthesizes the cloud assembly, checked against the AwsSolutions rules.
import { App, Validations } from 'aws-cdk-lib';
import { type CloudAssembly, SynthesisMessageLevel } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { PairSettings } from '../functions/contract/settings/pair-settings.ts';
import { cdkContext } from './cdk-context.ts';
import { FUNCTIONS_FOLDER } from './functions/bundle-functions.ts';
import { AT_ONCE, RESERVED, UNRESERVED } from './functions/concurrency.ts';
import type { FileSettings } from './settings/file-schema.ts';
import { readSettings } from './settings/read-settings.ts';
import { expectedSeconds, inWords, worstSeconds } from './settings/recovery-time.ts';
import { warningsOf } from './settings/warnings.ts';
import { TwinboxStack } from './twinbox-stack.ts';

export interface SynthOptions {
  /** Settings file; the CDK context `settings` takes precedence. Default twinbox.yaml. */
  readonly settingsFile?: string | undefined;
  /** Folder of the assembly; default CDK's own: CDK_OUTDIR, else a temporary folder. */
  readonly outFolder?: string | undefined;
  /** Folder of the bundles; default build/functions. */
  readonly functionsFolder?: string;
  /** Takes each line that a person should read. */
  readonly say: (line: string) => void;
}

const timesOf = ({ name, policy }: PairSettings, seconds: number): string =>
  `${name} (${policy.automation}): a recovery is expected to take ${inWords(seconds)} from the failure of the primary (objective ${policy.rtoMinutes} min); timeouts end it within ${inWords(worstSeconds())}`;

const sayTimes = (settings: FileSettings, say: SynthOptions['say']): void => {
  for (const pair of settings.pairs) say(timesOf(pair, expectedSeconds(pair)));
  const { length } = settings.pairs;
  const reserved = settings.home.reserveConcurrency
    ? `; ${length * RESERVED} are reserved, so the quota must be at least ${length * RESERVED + UNRESERVED}`
    : '';
  say(
    `Lambda: up to ${length * AT_ONCE} functions run at once (quota "Concurrent executions" of the region)${reserved}`,
  );
  for (const { path, message } of warningsOf(settings)) say(`warning: ${path}: ${message}`);
};

/** The CDK leaves errors of constructs in the assembly for its CLI to find. Without the CLI, they would be deployed. */
const refusingErrors = (assembly: CloudAssembly): CloudAssembly => {
  const errors = assembly.stacks.flatMap(({ messages }) =>
    messages.filter(({ level }) => level === SynthesisMessageLevel.ERROR),
  );
  if (errors.length === 0) return assembly;
  const error = new Error(errors.map(({ id, entry }) => `${id}: ${String(entry.data)}`).join('\n'));
  error.name = 'SynthRefusedError';
  throw error;
};

/**
 * Synthesizes a stack for each pair.
 * @throws SettingsFaultyError; SynthRefusedError naming all errors of constructs; an error of the CDK where the
 * template breaks a rule.
 */
export const synthTwinbox = (options: SynthOptions): CloudAssembly => {
  const app = new App({
    analyticsReporting: false,
    context: cdkContext(),
    ...(options.outFolder ? { outdir: options.outFolder } : {}),
  });
  const fromContext: unknown = app.node.tryGetContext('settings');
  const settings = readSettings(
    typeof fromContext === 'string' ? fromContext : (options.settingsFile ?? 'twinbox.yaml'),
  );
  const { pairs, ...common } = settings;
  const functionsFolder = options.functionsFolder ?? FUNCTIONS_FOLDER;
  for (const pair of pairs) new TwinboxStack(app, { ...common, pair, functionsFolder });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  sayTimes(settings, options.say);
  return refusingErrors(app.synth());
};
