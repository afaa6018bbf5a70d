// Invariant 5: every execution that ended has notified the operators, left a true report and released its lease.
import { keysUnder, textOf } from '../view/vault-view.ts';
import type { Invariant, SeenExecution, WorldView } from '../view/world-view.ts';
import { revisionsOf } from './history/record-history.ts';
import { operationOf } from './history/side-effects.ts';
import { reportFaults, type SeenReport } from './report-truth.ts';

/** The ending of the recovery's id, which is derived from the execution's name. */
const latestValueOf = ({ name }: SeenExecution): string => `-${name.slice(-8).replaceAll(/[^A-Za-z0-9_-]/g, '-')}`;

/** Whether a notification names the execution or its recovery. */
const wasNotified = (view: WorldView, execution: SeenExecution): boolean =>
  view.cloud.sns.messages.some(
    ({ atMs, message }) =>
      atMs >= execution.startMs &&
      (message.includes(execution.executionArn) || message.includes(latestValueOf(execution))),
  );

/** An admitted recovery leaves a journal, or at least its lease in a revision of the pair record. */
const letIn = async (view: WorldView, execution: SeenExecution): Promise<boolean> =>
  keysUnder(view, `journal/${view.pair.name}/`).some(({ key }) => key.includes(`${latestValueOf(execution)}/`)) ||
  (await revisionsOf(view)).some(({ lease }) => lease?.owner === execution.executionArn);

/** Wrong input is reported to whoever typed it, as the cause of the execution; it needs no notification. */
const wasMistyped = ({ error, cause }: SeenExecution): boolean =>
  ['WrongInput', 'UnknownPairError'].includes(error ?? '') && (cause ?? '') !== '';

/** They answer in their output; a ping that every function answered has nothing to report. */
const ANSWERING: readonly string[] = ['status', 'readiness', 'ping'];

const findingsOf = async (view: WorldView, execution: SeenExecution): Promise<readonly string[]> => {
  const operation = operationOf(execution);
  const succeeded = execution.status === 'SUCCEEDED';
  if (operation !== undefined && ANSWERING.includes(operation) && succeeded) return [];
  const what = `execution ${execution.name} (${execution.status})`;
  const findings = wasNotified(view, execution) || wasMistyped(execution) ? [] : [`${what} sent no notification`];
  const reports = keysUnder(view, `reports/${view.pair.name}/`).filter(({ key }) =>
    key.includes(`${latestValueOf(execution)}/report.json`),
  );
  const owesReport = operation === undefined && (succeeded || (await letIn(view, execution)));
  if (owesReport && reports.length === 0) findings.push(`${what} left no report`);
  for (const where of reports) {
    const report = JSON.parse(await textOf(view, where)) as SeenReport;
    findings.push(...reportFaults(view, execution, report).map((fault) => `${where.key} ${fault}`));
  }
  return findings;
};

export const endsAreNotified: Invariant = {
  number: 5,
  message: 'Every execution, however it ends, sends a notification, leaves a true report and releases its lease.',
  check: async (view) => {
    const findings: string[] = [];
    for (const execution of view.executions.filter(({ status }) => status !== 'RUNNING')) {
      findings.push(...(await findingsOf(view, execution)));
    }
    const running = view.executions
      .filter(({ status }) => status === 'RUNNING')
      .map(({ executionArn }) => executionArn);
    for (const where of keysUnder(view, 'pairs/')) {
      const { lease } = JSON.parse(await textOf(view, where)) as { lease?: { owner: string } };
      if (lease && !running.includes(lease.owner)) findings.push(`the lease of ${lease.owner} outlived its execution`);
    }
    return findings;
  },
};
