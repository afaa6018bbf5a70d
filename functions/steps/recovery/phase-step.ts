// Wraps the work of every state of the workflow: renews the lease or finds it lost, writes the intent, acts, and writes
// the outcome. So no step can forget that.

import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock, RemainingTime } from '../../contract/runtime/clock.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import { phaseOf, type StateName } from '../../contract/workflow/phase-names.ts';
import type { AnswerOf, Attempts, ResultOf } from '../../contract/workflow/step-answers.ts';
import type { TaskInput, WorkflowState } from '../../contract/workflow/workflow-state.ts';
import { holdsLease, renewLease, settleLease } from '../../domain/admission/lease.ts';
import { failure } from '../../domain/failure/failure.ts';
import type { Recovery } from '../../domain/model/recovery.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import { plainDeep } from '../../domain/text/plain-text.ts';
import type { Journal, JournalEntry } from '../../store/record/journal.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';

/** What every step of a recovery is given. */
export interface PhaseTools {
  readonly records: PairRecords;
  readonly journal: Journal;
  readonly clock: Clock;
}

export interface PhaseContext {
  readonly state: WorkflowState;
  readonly recovery: Recovery;
  readonly settings: PairSettings;
  /** 1 at the first attempt of this state. */
  readonly attempt: number;
  /** Attempts that the phase table allows. */
  readonly attempts: number;
  /** The record as it was when the lease was renewed. */
  readonly record: PairRecord;
  readonly remainingMs: RemainingTime;
  /** Aborts shortly before the function ends. Pass it to every request. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Changes the record under our lease. @throws LeaseLostError */
  readonly changeRecord: (change: (record: PairRecord) => PairRecord) => Promise<PairRecord>;
}

/** A state's own work. The wrapper adds the attempt to its answer. */
export type PhaseWork<S extends StateName> = (context: PhaseContext) => Promise<AnswerOf<S>>;

/** A function of the workflow. */
export type Step<R> = (input: TaskInput, remainingMs: RemainingTime) => Promise<R>;

/** Requests end this long before the function, so that nothing outlives the handler. */
const END_MARGIN_MS = 2_000;

/** Wraps a state's work. @throws LeaseLostError, PhaseTimedOut, and what the work throws */
export const phaseStep =
  <S extends StateName>(state: S, tools: PhaseTools, work: PhaseWork<S>): Step<ResultOf<S>> =>
  async (input, remainingMs) => {
    const phase = phaseOf(state);
    const { recovery, settings } = input.state;
    if (!recovery || !settings) {
      throw failure('WorkflowBroken', `${state} was started without a recovery`);
    }
    const attempts = phase.loop?.attempts ?? 1;
    const previous: Attempts | undefined = input.state[phase.result];
    const attempt = (previous?.attempt ?? 0) + 1;
    const within = phase.loop?.withinSeconds;
    const since = previous?.since ?? new Date(tools.clock.nowMs()).toISOString();
    const isLast = (): boolean =>
      attempt >= attempts || (within !== undefined && tools.clock.nowMs() - Date.parse(since) >= within * 1000);
    const note = (
      event: 'intent' | 'outcome' | 'error',
      extra: Partial<Pick<JournalEntry, 'outcome' | 'evidence'>> = {},
    ) =>
      tools.journal.write(recovery.pair, {
        recoveryId: recovery.recoveryId,
        epoch: recovery.epoch,
        at: new Date(tools.clock.nowMs()).toISOString(),
        state,
        attempt,
        event,
        ...extra,
      });

    const [renewed] = await Promise.all([
      tools.records.change(settings, (record, nowMs) => ({
        record: renewLease(record, recovery, nowMs + remainingMs()),
      })),
      note('intent'),
    ]);
    const changeRecord = async (change: (record: PairRecord) => PairRecord): Promise<PairRecord> => {
      const changed = await tools.records.change(settings, (record, nowMs) => ({
        record: change(renewLease(record, recovery, nowMs + remainingMs())),
      }));
      return changed.record;
    };
    try {
      const signal = tools.clock.deadline(Math.max(1, remainingMs() - END_MARGIN_MS));
      // Text of an appliance or a person enters journal, data, report and messages only as plain lines.
      const answer = plainDeep(
        await work({
          state: input.state,
          recovery,
          settings,
          attempt,
          attempts,
          record: renewed.record,
          remainingMs,
          signal,
          clock: tools.clock,
          changeRecord,
        }),
      );
      if (answer.outcome === 'again' && isLast()) {
        throw failure(
          'PhaseTimedOut',
          `${state} did not finish in ${attempt} attempts since ${since}: ${answer.evidence.join('; ')}`,
        );
      }
      await Promise.all([
        tools.records.change(settings, (record, nowMs) => ({ record: settleLease(record, recovery, nowMs) })),
        note('outcome', { outcome: answer.outcome, evidence: answer.evidence }),
      ]);
      return { ...answer, attempt, ...(within !== undefined && { since }) };
    } catch (error) {
      // Nothing of this invocation outlives it, so the lease need not stay reserved for the rest of its time. The first
      // failure is the one that is thrown, whether or not these two succeed.
      await Promise.allSettled([
        tools.records.change(settings, (record, nowMs) => ({
          record: holdsLease(record, recovery) ? settleLease(record, recovery, nowMs) : undefined,
        })),
        note('error', { evidence: [describeFailure(error).message] }),
      ]);
      throw error;
    }
  };
