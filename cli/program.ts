// The program: every command with its typed options. What a command does lies in cli/verbs.
import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { EXIT, EXIT_MEANINGS } from './base/exit-code.ts';
import type { Io } from './base/io.ts';
import type { Answer, GlobalOptions, Session } from './session.ts';
import { listBackups } from './verbs/backups.ts';
import { completionFor, SHELLS } from './verbs/completion.ts';
import { follow, stop } from './verbs/follow-stop.ts';
import { history } from './verbs/history.ts';
import { acknowledge, distrust, pause, resume, trust } from './verbs/operations.ts';
import { drill, failover, start } from './verbs/recoveries.ts';
import { openReport, showReport } from './verbs/report.ts';
import { schemaOf } from './verbs/schema.ts';
import { status } from './verbs/status.ts';

/** Runs a command's work with a session, and prints its answer. */
export type Act = (
  work: (session: Session) => Promise<Answer>,
  options?: { readonly watchMs?: number },
) => Promise<void>;

/** What the program needs of whoever runs it. */
export interface ProgramParts {
  readonly io: Pick<Io, 'out' | 'err' | 'columns' | 'colour'>;
  /** `options` are read when the command runs. */
  readonly act: (options: () => GlobalOptions) => Act;
}

const WATCH_MS = 5_000;
const MOST_LISTED = 500;

const count = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > MOST_LISTED)
    throw new InvalidArgumentError(`A whole number from 1 to ${MOST_LISTED} is expected.`);
  return number;
};

const exitHelp = (): string =>
  [
    '',
    'Exit codes:',
    ...Object.entries(EXIT).map(
      ([name, code]) => `  ${String(code).padEnd(4)} ${EXIT_MEANINGS[name as keyof typeof EXIT]}`,
    ),
  ].join('\n');

const rootOf = ({ io }: ProgramParts) =>
  new Command('twinbox')
    .description(
      'Watches over a pair of appliances: asks for its state, starts and stops recoveries, shows their reports.',
    )
    .option('-p, --pair <name>', 'the pair; not needed where the region has only one (variable TWINBOX_PAIR)')
    .option('--region <region>', 'region of the deployment (variable AWS_REGION)')
    .option('--profile <profile>', 'AWS profile (variable AWS_PROFILE)')
    .option('--lab', 'ask the lab that `npm run lab` runs, not AWS')
    .option('--json', 'print data as JSON; `twinbox schema COMMAND` prints its schema')
    .option('--no-input', 'never ask; a dangerous command then needs --confirm')
    .configureHelp({ showGlobalOptions: true, helpWidth: Math.min(110, io.columns) })
    .configureOutput({
      writeOut: (text) => io.out(text.replace(/\n$/, '')),
      writeErr: (text) => io.err(text.replace(/\n$/, '')),
      getOutHasColors: () => io.colour,
      getErrHasColors: () => io.colour,
    })
    .showSuggestionAfterError()
    .showHelpAfterError('(`twinbox COMMAND --help` shows the options)')
    .addHelpText('after', exitHelp())
    .exitOverride();

const confirmOption = (): Option<'--confirm <pair>', undefined, undefined, undefined, false, undefined> =>
  new Option('--confirm <pair>', 'name the pair here instead of being asked');

const addRecoveries = (program: ReturnType<typeof rootOf>, act: Act): void => {
  program
    .command('failover')
    .description(
      'Recovers the service if the primary is down. It probes the primary first, and stands down if it answers.',
    )
    .option('--dry-run', 'try everything up to and including Prepare; change nothing')
    .option('-f, --follow', 'show each state until the end')
    .option('--fence-confirmed <how>', 'how you know that the old primary is off and stays off')
    .option('--by <name>', 'who confirms the fence; default: your user name')
    .addOption(confirmOption())
    .action((options) => act((session) => failover(session, options)));
  program
    .command('drill')
    .description('Restores the newest good backup to the standby and checks it. Users stay where they are.')
    .option('--dry-run', 'stop after Prepare; change nothing')
    .option('-f, --follow', 'show each state until the end')
    .addOption(confirmOption())
    .action((options) => act((session) => drill(session, options)));
  program
    .command('start')
    .description('Starts the workflow with an input, as a message or the runbook shows it.')
    .argument('<input>', 'JSON, quoted for the shell')
    .option('-f, --follow', 'show each state until the end')
    .addOption(confirmOption())
    .action((input, options) => act((session) => start(session, input, options)));
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
    .addOption(confirmOption())
    .action((run, options) => act((session) => stop(session, run, options)));
};

const addOperations = (program: ReturnType<typeof rootOf>, act: Act): void => {
  program
    .command('pause')
    .description('Twinbox changes nothing until the pause ends, whatever happens.')
    .requiredOption('--reason <text>', 'why, for whoever reads it at night')
    .option('--for <span>', 'such as 30m, 4h or 2d; default: 4h')
    .option('--until <time>', 'such as 2026-11-22T20:15:00Z')
    .action((options) => act((session) => pause(session, options)));
  program
    .command('resume')
    .description('Ends the pause.')
    .action(() => act((session) => resume(session)));
  program
    .command('acknowledge')
    .description('Lifts the hold of a halted recovery, or the quarantine of an appliance.')
    .option('--by <name>', 'who acknowledges; default: your user name')
    .option('--quarantine <appliance>', 'lift the quarantine of this appliance: its data is saved or not needed')
    .option('--power-target <appliance>', 'its power controllers control another machine on purpose')
    .addOption(confirmOption())
    .action((options) => act((session) => acknowledge(session, options)));
};

const addEvidence = (program: ReturnType<typeof rootOf>, act: Act): void => {
  const backups = program.command('backups').description('The stored backups.');
  backups
    .command('list')
    .description('Lists the newest backups, and what Twinbox thinks of each.')
    .option('--limit <count>', 'how many at most', count, 20)
    .action(({ limit }) => act((session) => listBackups(session, limit)));
  backups
    .command('trust')
    .description('Makes a suspect backup count as good.')
    .argument('[backup]', 'its id; default: the newest suspect one')
    .requiredOption('--reason <text>', 'how you know that it is good')
    .option('--by <name>', 'who says so; default: your user name')
    .action((backup, options) => act((session) => trust(session, backup, options)));
  backups
    .command('distrust')
    .description('Keeps a backup out of every restore.')
    .argument('<backup>', 'its id')
    .requiredOption('--reason <text>', 'why it must not be restored')
    .option('--by <name>', 'who says so; default: your user name')
    .action((backup, options) => act((session) => distrust(session, backup, options)));
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
  addRecoveries(program, act);
  addOperations(program, act);
  addEvidence(program, act);
  program
    .command('schema')
    .description('Prints the JSON Schema of what a command prints with --json.')
    .argument('<command...>', 'such as: status, or backups list')
    .action((words) => parts.io.out(JSON.stringify(schemaOf(words), undefined, 2)));
  program
    .command('completion')
    .description('Prints a script that completes commands and options in your shell.')
    .argument('<shell>', SHELLS.join(', '))
    .action((shell) => parts.io.out(completionFor(shell, program)));
  return program;
};
