// `twinbox follow` watches a run; `twinbox stop` ends one in whatever state it is.
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describeRun, findRun } from '../runs/run-ref.ts';
import { followToEnd, runAnswer } from '../runs/show-run.ts';
import type { Answer, Session } from '../session.ts';
import { confirmPair } from '../workflow/confirm-pair.ts';

export const follow = async (session: Session, id: string | undefined): Promise<Answer> =>
  followToEnd(session, await findRun(session, id));

export interface StopOptions {
  readonly confirm?: string | undefined;
  readonly reason?: string | undefined;
}

/** A function that is already running finishes. What is left is a hold, which the status shows. */
export const stop = async (session: Session, id: string | undefined, options: StopOptions): Promise<Answer> => {
  const run = await findRun(session, id);
  await confirmPair(
    session,
    'stops a run in whatever state it is, which may leave users without service',
    options.confirm,
  );
  const { reason = 'stopped by hand', confirm: _confirm } = options;
  const cause = `${session.io.user}: ${reason}`;
  await session.clients.sfn.send(new StopExecutionCommand({ executionArn: run.executionArn, error: 'Stopped', cause }));
  const answer = await runAnswer(session, await describeRun(session, run.executionArn));
  return { ...answer, exitCode: 0 };
};
