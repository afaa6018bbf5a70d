// `twinbox failover`, `drill` and `start`: start a recovery, and follow it if asked.
import { parseInput } from '../../functions/contract/workflow/parse-input.ts';
import { usage } from '../base/cli-error.ts';
import { startRun } from '../runs/run-ref.ts';
import { followToEnd, runAnswer } from '../runs/show-run.ts';
import { watchRun } from '../runs/watch-run.ts';
import type { Answer, Session } from '../session.ts';
import { confirmPair } from './confirm-pair.ts';

export interface StartOptions {
  readonly dryRun?: boolean | undefined;
  readonly follow?: boolean | undefined;
  readonly confirm?: string | undefined;
}

type Input = Readonly<Record<string, unknown>> & { readonly kind: string };

/** What a kind may do to users; undefined if it cannot harm anybody. */
const dangerOf = (input: Input): string | undefined => {
  if (input.dryRun === true) return undefined;
  switch (input.kind) {
    case 'failover':
      return 'may power off the primary and move users to the standby';
    case 'drill':
      return 'overwrites the configuration of the standby with a backup';
    case 'fence':
      return 'powers off the quarantined appliance';
    case 'acknowledge':
      return input.quarantine === undefined
        ? undefined
        : 'lets the next recovery overwrite data that exists nowhere else';
    default:
      return undefined;
  }
};

/** The input as the workflow will take it, with the pair's name. @throws WrongInput, before anything is sent */
const checked = async (session: Session, input: Input): Promise<Input> => {
  const { pair } = await session.deployment();
  parseInput({ pair, ...input });
  return { pair, ...input };
};

/**
 * Starts the workflow. Operations are followed to their end; of recoveries the first answer is awaited, which says
 * whether one has begun.
 */
export const begin = async (session: Session, asked: Input, { follow, confirm }: StartOptions): Promise<Answer> => {
  const input = await checked(session, asked);
  const danger = dangerOf(input);
  if (danger !== undefined) await confirmPair(session, danger, confirm);
  const run = await startRun(session, input);
  if (follow) return followToEnd(session, run);
  const hasBegun = ({ state, event, outcome }: { state: string; event: string; outcome?: string }): boolean =>
    state === 'Begin' && event === 'left' && (outcome === 'recover' || outcome === 'fence');
  return runAnswer(session, await watchRun(session, run, () => undefined, hasBegun));
};

export interface FailoverOptions extends StartOptions {
  readonly fenceConfirmed?: string | undefined;
  readonly by?: string | undefined;
}

export const failover = (session: Session, options: FailoverOptions): Promise<Answer> => {
  const { dryRun, fenceConfirmed: how, by = session.io.user } = options;
  return begin(
    session,
    { kind: 'failover', ...(dryRun && { dryRun }), ...(how !== undefined && { fenceConfirmed: { by, how } }) },
    options,
  );
};

export const drill = (session: Session, options: StartOptions): Promise<Answer> =>
  begin(session, { kind: 'drill', ...(options.dryRun && { dryRun: true }) }, options);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw usage(
      `the input is not JSON: ${Error.isError(error) ? error.message : String(error)}`,
      `quote it for the shell, for example '{"kind": "status"}'.`,
    );
  }
};

/** Sends an input as a message or the runbook shows it. */
export const start = (session: Session, text: string, options: StartOptions): Promise<Answer> => {
  const input = parsed(text);
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw usage('the input must be a JSON object', `for example '{"kind": "status"}'.`);
  return begin(session, { kind: 'failover', ...input }, options);
};
