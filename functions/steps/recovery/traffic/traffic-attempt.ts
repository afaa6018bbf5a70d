// One attempt to change DNS. A control plane that does not answer may come back, so that gives `again`. Only the last
// attempt throws the error, because its name says more than a timeout.
import { isFailure } from '../../../domain/failure/failure.ts';
import type { TrafficAnswer } from '../../../traffic/traffic.ts';
import type { PhaseContext } from '../phase-step.ts';

export type AttemptAnswer =
  | {
      readonly outcome: 'done';
      readonly changeId?: string;
      readonly replacedTtlSeconds?: number;
      readonly evidence: readonly string[];
    }
  | { readonly outcome: 'again'; readonly evidence: readonly string[] };

/** @throws whatever the write throws; TrafficUnreachable only at the last attempt */
export const attemptTraffic = async (
  { attempt, attempts }: Pick<PhaseContext, 'attempt' | 'attempts'>,
  write: () => Promise<TrafficAnswer>,
): Promise<AttemptAnswer> => {
  try {
    const { status, evidence, ...rest } = await write();
    return status === 'done'
      ? { outcome: 'done', ...rest, evidence: [evidence] }
      : { outcome: 'again', evidence: [evidence] };
  } catch (error) {
    if (!isFailure(error, 'TrafficUnreachable') || attempt >= attempts) throw error;
    return { outcome: 'again', evidence: [error.message] };
  }
};
