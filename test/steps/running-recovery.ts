// A recovery that has reached a state, over an in-memory record and journal: the start for tests of single states.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { ResultKey } from '../../functions/contract/workflow/phase-names.ts';
import type { StepAnswer } from '../../functions/contract/workflow/step-answers.ts';
import type { TaskInput, WorkflowState } from '../../functions/contract/workflow/workflow-state.ts';
import type { Recovery } from '../../functions/domain/model/recovery.ts';
import { newPairRecord, type PairRecord } from '../../functions/domain/record/pair-record.ts';
import type { PhaseTools, Step } from '../../functions/steps/recovery/phase-step.ts';
import type { JournalEntry } from '../../functions/store/record/journal.ts';
import { clockShowing } from '../doubles/machine.ts';
import { pairOf } from '../traffic/two-appliances.ts';

const NOW_MS = Date.parse('2026-11-22T20:16:00Z');

const RECOVERY: Recovery = {
  recoveryId: '20261122T201503Z-abcdef12',
  pair: 'support',
  kind: 'failover',
  trigger: 'alarm',
  dryRun: false,
  automation: 'act',
  epoch: 7,
  owner: 'arn:aws:states:eu-west-1:123456789012:execution:twinbox:abcdef12',
  from: 'london',
  to: 'dublin',
  startedAt: '2026-11-22T20:15:03.000Z',
};

export interface UnderWay {
  readonly tools: PhaseTools;
  /** The current record. */
  record(): PairRecord;
  setRecord(change: (record: PairRecord) => PairRecord): void;
  readonly journal: JournalEntry[];
  /** Runs the step once with the execution's data so far, and stores its answer under the state's key. */
  run<R extends StepAnswer>(key: ResultKey, step: Step<R>): Promise<R>;
}

export const recoveryUnderWay = (
  given: { settings?: PairSettings; recovery?: Partial<Recovery>; state?: Partial<WorkflowState> } = {},
): UnderWay => {
  const recovery: Recovery = { ...RECOVERY, ...given.recovery };
  const settings = given.settings ?? pairOf();
  let record: PairRecord = {
    ...newPairRecord('support', 'london', ['london', 'dublin']),
    epoch: recovery.epoch,
    lease: { ...recovery, notAfter: recovery.startedAt },
  };
  const journal: JournalEntry[] = [];
  let state: WorkflowState = { recovery, settings, ...given.state };
  return {
    journal,
    record: () => record,
    setRecord: (change) => {
      record = change(record);
    },
    tools: {
      clock: clockShowing(() => NOW_MS),
      journal: {
        write: async (_pair, entry) => void journal.push(entry),
        read: async () => journal,
      },
      records: {
        read: async () => ({ record, nowMs: NOW_MS }),
        change: async (_settings, change) => {
          const decision = change(record, NOW_MS);
          record = decision.record ? { ...decision.record, revision: record.revision + 1 } : record;
          return { ...decision, record, nowMs: NOW_MS };
        },
      },
    },
    async run(key, step) {
      const input: TaskInput = { state, execution: recovery.owner, startedAt: recovery.startedAt };
      const answer = await step(input, () => 30_000);
      // Through JSON, like the execution's data.
      state = JSON.parse(JSON.stringify({ ...state, [key]: answer }));
      return answer;
    },
  };
};
