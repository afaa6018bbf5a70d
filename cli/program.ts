// The program: every command with its options. What a command does lies in cli/verbs.
import { Command } from '@commander-js/extra-typings';
import { EXIT, EXIT_MEANINGS, type ExitName } from './base/exit-code.ts';
import type { Io } from './base/io.ts';
import { type Act, count } from './command-parts.ts';
import type { GlobalOptions } from './session.ts';
import { listBackups } from './verbs/backups.ts';
import { completionFor, SHELLS } from './verbs/completion.ts';
import { follow, stop } from './verbs/follow-stop.ts';
import { history } from './verbs/history.ts';
import { openReport, showReport } from './verbs/report.ts';
import { resources } from './verbs/resources.ts';
import { schemaOf } from './verbs/schema.ts';
import { status } from './verbs/status.ts';
import { sendText } from './workflow/send.ts';
import { addWorkflowCommands } from './workflow/workflow-commands.ts';

/** What the program needs of whoever runs it. */
export interface ProgramParts {
  readonly io: Pick<Io, 'out' | 'err' | 'columns' | 'colour'>;
  /** `options` are read when the command runs. */
  readonly act: (options: () => GlobalOptions) => Act;
}

const WATCH_MS = 5_000;
const WIDEST_HELP = 110;

const exitHelp = (): string =>
  ['', 'Exit codes:']
    .concat(
      Object.entries(EXIT).map(([name, code]) => `  ${String(code).padEnd(4)} ${EXIT_MEANINGS[name as ExitName]}`),
    )
    .join('\n');

const rootOf = ({ io }: ProgramParts) =>
  new Command('twinbox')
    .description('Shows and controls the recovery of a pair of appliances.')
    .option('-p, --pair <name>', 'the pair; not needed where the region has only one (variable TWINBOX_PAIR)')
    .option('--region <region>', 'region of the deployment (variable AWS_REGION)')
    .option('--profile <profile>', 'AWS profile (variable AWS_PROFILE)')
    .option('--lab', 'ask the lab that `npm run lab` runs, not AWS')
    .option('--json', 'print data as JSON; the command schema prints its form')
    .option('--no-input', 'never ask; a dangerous command then needs --confirm')
    .configureHelp({ showGlobalOptions: true, helpWidth: Math.min(WIDEST_HELP, io.columns) })
    .configureOutput({
      writeOut: (text) => io.out(text.replace(/\n$/, '')),
      writeErr: (text) => io.err(text.replace(/\n$/, '')),
      getOutHasColors: () => io.colour,
      getErrHasColors: () => io.colour,
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    })
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help to see what it takes)')
    .addHelpText('after', exitHelp())
    .exitOverride();

type Root = ReturnType<typeof rootOf>;

const addRuns = (program: Root, act: Act): void => {
  program
    .command('start')
    .description('Starts the workflow with an input, as a message or the runbook shows it.')
    .argument('<input>', 'JSON, quoted for the shell')
    .option('-f, --follow', 'show each state until the end')
    .option('--confirm <pair>', 'name the pair here instead of being asked')
    .action((input, options) => act((session) => sendText(session, input, options)));
  program
    .command('follow')
    .description('Watches a run until it ends. Ctrl-C ends the watching, never the run.')
    .argument('[run]', 'id of the run; default: the newest that is running')
    .action((run) => act((session) => follow(session, run)));
  program
    .command('stop')
    .description(
      'Stops a run that must not continue, in any state. A function that is already running finishes; a hold remains.',
    )
    .argument('[run]', 'id of the run; default: the newest that is running')
    .option('--reason <text>', 'why, for the report')
    .option('--confirm <pair>', 'name the pair here instead of being asked')
    .action((run, options) => act((session) => stop(session, run, options)));
};

const addReports = (program: Root, act: Act): void => {
  program
    .command('history')
    .description('Lists the last runs, and how each ended.')
    .option('--limit <count>', 'how many at most', count, 20)
    .action(({ limit }) => act((session) => history(session, limit)));
  const report = program.command('report').description('The report of a run.');
  report
    .command('open')
    .description('Saves the report as a web page, and opens it in a browser where a person sits.')
    .argument('[run]', 'id of the run; default: the newest that has a report')
    .option('-o, --output <file>', 'where to save it; default: twinbox-report-RUN.html')
    .action((run, options) => act((session) => openReport(session, run, options)));
  report
    .command('show')
    .description('Prints the report as data.')
    .argument('[run]', 'id of the run; default: the newest that has a report')
    .action((run) => act((session) => showReport(session, run)));
};

const addShellHelp = (program: Root, { io }: ProgramParts, act: Act): void => {
  program
    .command('resources')
    .description('Prints the names of the state machine, the buckets and the topic of the pair.')
    .option('--export', 'as commands of the shell, for eval')
    .action((options) => act((session) => resources(session, options)));
  program
    .command('schema')
    .description('Prints the JSON Schema of what a command prints with --json.')
    .argument('<command...>', 'such as: status, or backups list')
    .action((words) => io.out(JSON.stringify(schemaOf(words), undefined, 2)));
  program
    .command('completion')
    .description('Prints a script that completes commands and options in your shell.')
    .argument('<shell>', SHELLS.join(', '))
    .action((shell) => io.out(completionFor(shell, program)));
};

/** The whole program. It throws commander's errors, and ends no process. */
export const buildProgram = (parts: ProgramParts) => {
  const program = rootOf(parts);
  const act = parts.act(() => program.opts());
  program
    .command('status')
    .description(
      'Says whether the standby could take over now, and what keeps Twinbox from acting. It changes nothing.',
    )
    .option('-w, --watch', 'show it again every five seconds, until Ctrl-C')
    .action(({ watch }) => act(status, watch ? { watchMs: WATCH_MS } : {}));
  const backups = program.command('backups').description('The stored backups.');
  backups
    .command('list')
    .description('Lists the newest backups, and what Twinbox thinks of each.')
    .option('--limit <count>', 'how many at most', count, 20)
    .action(({ limit }) => act((session) => listBackups(session, limit)));
  addWorkflowCommands(program, { backups }, act);
  addRuns(program, act);
  addReports(program, act);
  addShellHelp(program, parts, act);
  return program;
};
