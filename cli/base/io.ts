// What a command has of the machine: its two streams, a person to ask, a clock, files. The process gives the real ones
// (cli/system-io.ts), a test gives its own.
import type { Clock } from '../../functions/contract/runtime/clock.ts';
import type { Random } from '../../functions/contract/runtime/random.ts';

export interface Io {
  /** Data, in whole lines without the last line break. */
  out(text: string): void;
  /** Messages for people: progress, hints, errors. */
  err(text: string): void;
  /** True if a person sits at both streams: only then are questions asked and stages drawn. */
  readonly isTerminal: boolean;
  /** Where stages are drawn; absent where nobody sits. */
  readonly screen?: NodeJS.WriteStream;
  /** Width of the terminal in letters. */
  readonly columns: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The name by which the operating system knows the caller. */
  readonly user: string;
  /** How the command was called, as the hints repeat it: `npx twinbox`. */
  readonly program: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Aborted by Ctrl-C. */
  readonly stop: AbortSignal;
  /** Asks a person for one line. Undefined if the person cancels. */
  ask(question: string): Promise<string | undefined>;
  /** Clears the screen for the next picture of a watch. */
  clear(): void;
  /** @throws the file system's error */
  readFile(path: string): Promise<string>;
  /** @throws the file system's error */
  writeFile(path: string, text: string): Promise<void>;
  /** Opens a file with the person's own program for it. */
  open(path: string): Promise<void>;
  /** Whether text may be coloured. */
  readonly colour: boolean;
}
