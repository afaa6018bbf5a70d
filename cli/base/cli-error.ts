// What a command says when it cannot do its work: one sentence of what happened, and what to do. Never a stack trace.
import { EXIT, type ExitName } from './exit-code.ts';

export interface CliErrorParts {
  readonly exit: ExitName;
  /** A name that scripts can compare: `NoCredentials`. */
  readonly name: string;
  /** What happened, one sentence: expected and found. */
  readonly message: string;
  /** What to do about it; absent if nothing can be done. */
  readonly fix?: string;
}

export class CliError extends Error {
  override readonly name: string;
  readonly exit: ExitName;
  readonly fix: string | undefined;

  constructor({ exit, name, message, fix }: CliErrorParts, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = name;
    this.exit = exit;
    this.fix = fix;
  }

  get exitCode(): number {
    return EXIT[this.exit];
  }
}

/** An error of whoever typed the command. */
export const usage = (message: string, fix: string): CliError =>
  new CliError({ exit: 'usage', name: 'WrongUsage', message, fix });
