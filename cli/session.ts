// What one command works with: the machine, the clients for its target, and the pair, found once.
import type { PairSettings } from '../functions/contract/settings/pair-settings.ts';
import { ssmSettings } from '../functions/platform/ssm-settings.ts';
import type { Clients } from './aws/clients.ts';
import { type Deployment, findDeployment } from './aws/deployment.ts';
import type { Target } from './aws/target.ts';
import type { Io } from './base/io.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly pair?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly lab?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly input?: boolean | undefined;
}

export interface Session {
  readonly io: Io;
  readonly clients: Clients;
  readonly target: Target;
  readonly json: boolean;
  /** Whether a person may be asked. */
  readonly mayAsk: boolean;
  /** @throws NoPair, NoSuchPair, WrongUsage */
  deployment(): Promise<Deployment>;
  /** @throws SettingsUnreadableError */
  settings(): Promise<PairSettings>;
  /** The command line to repeat, with the options that lead to the same pair. */
  command(words: string): string;
}

/** What a command answers: the data for `--json`, and the lines for people. */
export interface Answer {
  /** The exit code; default 0. */
  readonly exitCode?: number;
  readonly data: unknown;
  readonly text: readonly string[];
}

const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let begun: Promise<T> | undefined;
  return () => {
    begun ??= work();
    return begun;
  };
};

export const sessionOf = (io: Io, options: GlobalOptions, target: Target, clients: Clients): Session => {
  const deployment = once(() => findDeployment(clients.cloudformation, options.pair ?? io.environment.TWINBOX_PAIR));
  const where = [
    ...(options.lab ? ['--lab'] : []),
    ...(options.pair === undefined ? [] : ['--pair', options.pair]),
    ...(options.region === undefined ? [] : ['--region', options.region]),
    ...(options.profile === undefined ? [] : ['--profile', options.profile]),
  ];
  return {
    io,
    clients,
    target,
    json: options.json === true,
    mayAsk: io.isTerminal && options.input !== false && options.json !== true,
    deployment,
    settings: once(async () => {
      const { pair } = await deployment();
      return ssmSettings(clients.ssm, { [pair]: `/twinbox/pairs/${pair}` }).read(pair);
    }),
    command: (words) => [io.program, words, ...where].join(' '),
  };
};
