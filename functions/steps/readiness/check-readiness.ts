// CheckReadiness: could the pair fail over right now, and if not, why? It makes the checks that an inspection does not
// make every minute, stores them, and judges them with the last inspection. A schedule calls it every hour, a rule after
// each deployment, and a person by the workflow. It changes nothing outside.
import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock, RemainingTime } from '../../contract/runtime/clock.ts';
import type { LatestValues } from '../../contract/runtime/latest-value.ts';
import { applianceOf, type PairSettings, peerOf } from '../../contract/settings/pair-settings.ts';
import type { ResultOf } from '../../contract/workflow/step-answers.ts';
import type { TaskInput } from '../../contract/workflow/workflow-state.ts';
import { type Check, describeCheck } from '../../domain/model/readiness-check.ts';
import type { Need } from '../../domain/needs/needs.ts';
import type { SlowChecks } from '../../domain/readiness/readiness-facts.ts';
import { resolverChecks } from '../../domain/readiness/resolver-checks.ts';
import { plainDeep } from '../../domain/text/plain-text.ts';
import type { ResolverAnswers } from '../../traffic/resolver-answers.ts';
import { namedPair } from '../pairs/pair-from-event.ts';
import { type PairTools, readPair } from '../pairs/read-pairs.ts';
import { type CheckCertificatesTools, checkCertificates } from './check-certificates.ts';
import { checkNewestBackup, type NewestBackupTools } from './check-newest-backup.ts';
import { type CheckSignInTools, checkSignIn } from './check-sign-in.ts';
import { type ReadReadinessTools, readReadiness } from './read-readiness.ts';

export interface CheckReadinessTools
  extends PairTools,
    NewestBackupTools,
    CheckCertificatesTools,
    CheckSignInTools,
    ReadReadinessTools {
  readonly records: PairTools['records'];
  readonly resolvers: ResolverAnswers;
  readonly slowChecks: LatestValues<SlowChecks>;
  readonly clock: Clock;
}

/** Time left in the function when the checks end. */
const END_MARGIN_MS = 10_000;
const RESOLVER_TIMEOUT_MS = 5_000;

type Event = Partial<Pick<TaskInput, 'state'>> | { readonly pair: string };

const pairOf = (event: Event): string => {
  const settings: PairSettings | undefined = 'state' in event ? event.state?.settings : undefined;
  return settings?.name ?? namedPair(event, 'CheckReadiness');
};

/** Checks that could not be made say why. */
const orUnchecked = async (needs: readonly Need[], about: string, made: Promise<readonly Check[]>) => {
  const [answer] = await Promise.allSettled([made]);
  if (answer.status === 'fulfilled') return answer.value;
  const reason = describeFailure(answer.reason).message;
  return needs.map((need): Check => ({ need, about, result: 'not-checked', reason }));
};

/** Safe to run twice. @throws WrongInput, and what cannot be read of the pair */
export const checkReadiness =
  (tools: CheckReadinessTools) =>
  async (event: Event, remainingMs: RemainingTime): Promise<ResultOf<'CheckReadiness'>> => {
    const signal = tools.clock.deadline(Math.max(1, remainingMs() - END_MARGIN_MS));
    const { settings, record, nowMs } = await readPair(tools, pairOf(event));
    const { name: pair } = settings;
    const at = new Date(tools.clock.nowMs()).toISOString();
    const standby = peerOf(settings, record.primary).name;
    const [before, inspected] = await Promise.allSettled([tools.slowChecks.read(pair), tools.inspections.read(pair)]);
    const last =
      before.status === 'fulfilled' && before.value?.primary === record.primary ? before.value.signIn : undefined;
    const inspection = inspected.status === 'fulfilled' ? inspected.value : undefined;
    const [{ signIn, checks: signInChecks }, ...checks] = await Promise.all([
      checkSignIn(tools, { settings, record, inspection, last, nowMs, signal }),
      checkCertificates(tools, settings, { standby, nowMs, signal }),
      tools.resolvers
        .read(settings, tools.clock.deadline(RESOLVER_TIMEOUT_MS, signal))
        .then((answers) => resolverChecks(answers, applianceOf(settings, record.primary).address)),
      orUnchecked(
        ['vault-key', 'backup-size'],
        'what the newest backup holds',
        checkNewestBackup(tools, settings, record, { nowMs, signal }),
      ),
    ]);
    const all = [...signInChecks, ...checks.flat()];
    const slow = plainDeep({ pair, at, primary: record.primary, checks: all, ...(signIn && { signIn }) });
    await tools.slowChecks.write(pair, slow);
    const readiness = await readReadiness(tools, { settings, record, nowMs, slow, ...(inspection && { inspection }) });
    const evidence = plainDeep([readiness.line, ...readiness.checks.map(describeCheck)]);
    return { outcome: 'finished', attempt: 1, evidence };
  };
