// Invariants 5, 6 and 8: how executions end, who is left alone, and what must appear nowhere.
import { keysUnder, textOf } from '../vault-story.ts';
import type { Invariant } from '../world-view.ts';
import { byProduct, claimsOf, movesOf } from '../zone-story.ts';

const tookPart = (output: string | undefined): boolean => output?.includes('"recover') === true;

export const endsAreTold: Invariant = {
  number: 5,
  says: 'Every execution, however it ends, leaves a notification and a report that is true, and no lease.',
  check: async (view) => {
    const findings: string[] = [];
    const reports = keysUnder(view, `reports/${view.pair.name}/`).map(({ key }) => key);
    for (const execution of view.executions.filter(({ status }) => status !== 'RUNNING')) {
      const mark = execution.name.slice(-8);
      const wentOn = execution.status !== 'SUCCEEDED' || tookPart(execution.output);
      if (!wentOn || execution.error === 'WrongInput') continue;
      if (!reports.some((key) => key.includes(mark)))
        findings.push(`execution ${execution.name} (${execution.status}) left no report`);
      if (!view.cloud.sns.messages.some(({ message }) => message.includes(mark)))
        findings.push(`execution ${execution.name} (${execution.status}) told nobody`);
    }
    const running = view.executions.filter(({ status }) => status === 'RUNNING').map(({ executionArn }) => executionArn);
    for (const where of keysUnder(view, 'pairs/')) {
      const { lease } = JSON.parse(await textOf(view, where)) as { lease?: { owner: string } };
      if (lease && !running.includes(lease.owner)) findings.push(`the lease of ${lease.owner} outlived its execution`);
    }
    return findings;
  },
};

export const observersTouchNothing: Invariant = {
  number: 6,
  says: 'A paused or observing pair is never touched.',
  check: (view) => {
    if (view.pair.policy.automation !== 'observe') return [];
    const commands = Object.entries(view.power).flatMap(([name, { commands: given }]) =>
      given.map(({ resetType }) => `${name} got ${resetType} while observing`),
    );
    const restores = Object.values(view.boxes).flatMap((box) =>
      box.events.filter(({ kind }) => kind.startsWith('restore')).map(({ kind }) => `${box.name}: ${kind} while observing`),
    );
    const zone = [...byProduct(movesOf(view)), ...byProduct(claimsOf(view))].map(
      ({ name }) => `${name} was changed while observing`,
    );
    return [...commands, ...restores, ...zone];
  },
};

export const noSecrets: Invariant = {
  number: 8,
  says: "No secret appears in a log, an execution's input or output, the record or a report.",
  check: async (view) => {
    const places: { readonly place: string; readonly text: string }[] = [
      ...view.logs.map(({ functionName, line }) => ({ place: `a log line of ${functionName}`, text: line })),
      ...view.executions.map(({ name, input, output, cause }) => ({
        place: `execution ${name}`,
        text: `${input}${output ?? ''}${cause ?? ''}`,
      })),
      ...view.histories.map((text) => ({ place: "a state's input or output", text })),
      ...view.cloud.sns.messages.map(({ subject, message }) => ({ place: 'a message', text: `${subject ?? ''}${message}` })),
    ];
    for (const where of keysUnder(view, '').filter(({ key }) => key.endsWith('.json')))
      places.push({ place: where.key, text: await textOf(view, where) });
    return places.flatMap(({ place, text }) =>
      view.secrets.filter((secret) => text.includes(secret)).map(() => `${place} holds a secret`),
    );
  },
};
