// What every state of the workflow does around its own work: renew the lease or find it lost, write the intent, act, write
// the outcome. So no step can forget it, and each step's file says only what is its own.

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
  /** Aborts a little before the function ends: give it to every request. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Changes the record under our lease. @throws LeaseLostError */
  readonly changeRecord: (change: (record: PairRecord) => PairRecord) => Promise<PairRecord>;
}

/** A state's own work. The wrapper adds to its answer which attempt it was. */
export type PhaseWork<S extends StateName> = (context: PhaseContext) => Promise<AnswerOf<S>>;

/** A function of the workflow. */
export type Step<R> = (input: TaskInput, remainingMs: RemainingTime) => Promise<R>;

/** Requests end this long before the function does, so that nothing un-awaited outlives a handler. */
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
    const note = (event: 'intent' | 'outcome' | 'error', extra: Partial<Pick<JournalEntry, 'outcome' | 'evidence'>> = {}) =>
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
      tools.records.change(settings, (record, nowMs) => renewLease(record, recovery, nowMs + remainingMs())),
      note('intent'),
    ]);
    const changeRecord = async (change: (record: PairRecord) => PairRecord): Promise<PairRecord> => {
      const changed = await tools.records.change(settings, (record, nowMs) =>
        change(renewLease(record, recovery, nowMs + remainingMs())),
      );
      return changed.record;
    };
    try {
      const signal = tools.clock.deadline(Math.max(1, remainingMs() - END_MARGIN_MS));
      // Whatever an appliance or a person wrote goes on from here into journal, data, report and messages as plain lines.
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
        tools.records.change(settings, (record, nowMs) => settleLease(record, recovery, nowMs)),
        note('outcome', { outcome: answer.outcome, evidence: answer.evidence }),
      ]);
      return { ...answer, attempt, ...(within !== undefined && { since }) };
    } catch (error) {
      // Nothing of this invocation outlives it, so the lease need not stay closed for what remained of its time. What failed
      // first is what is told, whatever becomes of these two.
      await Promise.allSettled([
        tools.records.change(settings, (record, nowMs) =>
          holdsLease(record, recovery) ? settleLease(record, recovery, nowMs) : undefined,
        ),
        note('error', { evidence: [describeFailure(error).message] }),
      ]);
      throw error;
    }
  };
