// Begin: checks the input, copies the settings, and takes the lease under a new epoch, or ends with the reason. Its
// answer replaces the whole data of the execution. Safe to run twice: the second run finds its own lease.

import { phaseOf } from '../../../contract/workflow/phase-names.ts';
import { parseInput, wrongInput } from '../../../contract/workflow/verbs/parse-input.ts';
import {
  isOperationInput,
  isReadinessInput,
  isRecoveryInput,
  isSetPrimaryInput,
} from '../../../contract/workflow/verbs/verbs.ts';
import type { BeginAnswer } from '../../../contract/workflow/workflow-state.ts';
import { failure } from '../../../domain/failure/failure.ts';
import type { SettingsSource } from '../../../platform/settings-source.ts';
import type { Step } from '../phase-step.ts';
import { type BeginRecoveryTools, beginRecovery } from './begin-recovery.ts';
import { startOf } from './continued.ts';

export interface BeginTools extends BeginRecoveryTools {
  readonly settings: SettingsSource;
}

/** @throws WrongInput, UnknownPairError */
const choosePair = (asked: string | undefined, pairs: readonly string[]): string => {
  const [only, ...others] = pairs;
  if (asked === undefined) {
    if (only !== undefined && others.length === 0) return only;
    throw wrongInput([`pair is missing: expected one of ${pairs.join(', ')}`]);
  }
  if (pairs.includes(asked)) return asked;
  throw failure('UnknownPairError', `there is no pair ${JSON.stringify(asked)}`, `Pairs are: ${pairs.join(', ')}.`);
};

/** @throws WrongInput, UnknownPairError, PhaseTimedOut */
export const begin =
  (tools: BeginTools): Step<BeginAnswer> =>
  async (input, remainingMs) => {
    const asked = parseInput(input.input === undefined ? {} : input.input);
    const pair = choosePair(asked.pair, tools.settings.pairs());
    const settings = await tools.settings.read(pair);
    const attempt = (input.state.begin?.attempt ?? 0) + 1;
    if (isOperationInput(asked)) {
      const evidence = [`${asked.kind} of ${pair}`];
      return { settings, operation: { ...asked, pair }, begin: { outcome: 'operate', attempt, evidence } };
    }
    if (isReadinessInput(asked))
      return { settings, begin: { outcome: 'readiness', attempt, evidence: [`readiness of ${pair}`] } };
    if (isSetPrimaryInput(asked)) {
      const evidence = [`set-primary of ${pair}`];
      return { settings, byHand: { ...asked, pair }, begin: { outcome: 'set-primary', attempt, evidence } };
    }
    if (!isRecoveryInput(asked)) throw wrongInput([`kind: a ${asked.kind} is answered before any step runs`]);
    const start = await startOf(tools, settings, asked, input.execution);
    const answer = await beginRecovery(tools, settings, { asked: start, input, attempt, remainingMs });
    const attempts = phaseOf('Begin').loop.attempts;
    if (answer.begin.outcome === 'again' && attempt >= attempts) {
      throw failure(
        'PhaseTimedOut',
        `Begin could not take the lease in ${attempts} attempts: ${answer.begin.evidence.join('; ')}`,
        'Check who holds the lease with {"kind": "status"}, then start again.',
      );
    }
    return { ...answer, begin: { ...answer.begin, attempt } };
  };
