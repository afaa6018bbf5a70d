// Runs one command line: reads the options, does the command's work, prints its answer, and gives the exit code. It
// touches no process, so that a test can run it against a lab in the same thread.
import { CommanderError } from '@commander-js/extra-typings';
import type { Connect } from './aws/clients.ts';
import { explain } from './aws/explain.ts';
import { type Target, targetOf } from './aws/target.ts';
import type { CliError } from './base/cli-error.ts';
import { EXIT } from './base/exit-code.ts';
import type { Io } from './base/io.ts';
import { tone, widthOf, wrapped } from './base/style.ts';
import type { Act } from './command-parts.ts';
import { buildProgram } from './program.ts';
import { type Answer, type GlobalOptions, sessionOf } from './session.ts';

const print = (io: Io, { data, text }: Answer, asJson: boolean, compact = false): void => {
  if (asJson) io.out(JSON.stringify(data, undefined, compact ? undefined : 2));
  else if (text.length > 0) io.out(text.join('\n'));
};

/** Errors go where messages go; with --json as one line of JSON. */
const sayError = (io: Io, error: CliError, asJson: boolean): number => {
  const { name, message, fix, exitCode } = error;
  if (asJson) io.err(JSON.stringify({ error: { name, message, ...(fix !== undefined && { fix }), exitCode } }));
  else {
    const lines = [`${tone(io, 'bad', 'error')}: ${message}.`, ...(fix === undefined ? [] : [`Fix: ${fix}`])];
    io.err(lines.flatMap((line) => wrapped(line, widthOf(io))).join('\n'));
  }
  if (io.environment.TWINBOX_DEBUG !== undefined && Error.isError(error.cause)) io.err(error.cause.stack ?? '');
  return exitCode;
};

const ended = (io: Pick<Io, 'stop'>, error: unknown): boolean =>
  io.stop.aborted && Error.isError(error) && error.name === 'AbortError';

/** @param argv without the program itself. @returns the exit code. */
export const run = async (argv: readonly string[], io: Io, connect: Connect): Promise<number> => {
  let exitCode: number = EXIT.done;
  let target: Target = {};
  const actFor =
    (options: () => GlobalOptions): Act =>
    async (work, { watchMs } = {}) => {
      const given = options();
      target = await targetOf(io, given);
      const clients = connect(target);
      for (;;) {
        const answer = await work(sessionOf(io, given, target, clients));
        if (watchMs !== undefined && io.isTerminal) io.clear();
        print(io, answer, given.json === true, watchMs !== undefined);
        exitCode = answer.exitCode ?? EXIT.done;
        if (watchMs === undefined) return;
        await io.clock.sleep(watchMs, io.stop);
      }
    };
  try {
    const program = buildProgram({ io, act: actFor });
    if (argv.every((word) => word.startsWith('--') && word !== '--help')) program.outputHelp();
    else await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    // Ctrl-C is how a watch ends.
    if (ended(io, error)) return exitCode;
    return sayError(io, explain(error, target), argv.includes('--json'));
  }
};
