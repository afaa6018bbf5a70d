// Sends an input to the workflow: checks it as the workflow will, asks before what is dangerous, starts the run, and
// waits until it has ended, or, of a recovery, until it has begun.
import { parseInput } from '../../functions/contract/workflow/verbs/parse-input.ts';
import type { Danger } from '../../functions/contract/workflow/verbs/verb-row.ts';
import { verbOf } from '../../functions/contract/workflow/verbs/verbs.ts';
import { usage } from '../base/cli-error.ts';
import { startRun } from '../runs/run-ref.ts';
import { followToEnd, runAnswer } from '../runs/show-run.ts';
import { type StageEvent, watchRun } from '../runs/watch-run.ts';
import type { Answer, Session } from '../session.ts';
import { confirmPair } from './confirm-pair.ts';

export interface SendOptions {
  readonly follow?: boolean | undefined;
  readonly confirm?: string | undefined;
}

/** Its kind, and the rest of the input without the pair. */
export type Input = Readonly<Record<string, unknown>> & { readonly kind: string };

const DANGERS: Readonly<Record<Danger, string | undefined>> = {
  none: undefined,
  record: undefined,
  standby: 'takes the standby away for a time and overwrites its configuration',
  users: 'may power an appliance off and move users',
};

/** What it may do to users or data; undefined if it harms nobody. */
const dangerOf = (input: Input): string | undefined => {
  if (input.dryRun === true) return undefined;
  if (input.kind === 'acknowledge' && input.quarantine !== undefined)
    return 'lets the next recovery overwrite data that is in no backup';
  return DANGERS[verbOf(input.kind)?.danger ?? 'none'];
};

/** A recovery that has the lease; one that is refused ends by itself. */
const hasBegun = ({ state, event, outcome }: StageEvent): boolean =>
  state === 'Begin' && event === 'left' && (outcome === 'recover' || outcome === 'fence');

/** @throws WrongInput before anything is sent */
export const send = async (session: Session, asked: Input, { follow, confirm }: SendOptions): Promise<Answer> => {
  const { pair } = await session.deployment();
  const input = { pair, ...asked };
  parseInput(input);
  const danger = dangerOf(input);
  if (danger !== undefined) await confirmPair(session, danger, confirm);
  const run = await startRun(session, input);
  if (follow) return followToEnd(session, run);
  return runAnswer(session, await watchRun(session, run, () => undefined, hasBegun));
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = Error.isError(error) ? error.message : String(error);
    throw usage(`the input is not JSON: ${why}`, `quote it for the shell, for example '{"kind": "status"}'.`);
  }
};

/** Sends an input as a message or the runbook shows it. */
export const sendText = (session: Session, text: string, options: SendOptions): Promise<Answer> => {
  const input = parsed(text);
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw usage('the input must be a JSON object', `for example '{"kind": "status"}'.`);
  return send(session, { kind: 'failover', ...input }, options);
};
