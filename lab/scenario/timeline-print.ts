// Prints the timeline of a recovery: the duration of each stage as measured in the world, beside the product's own
// report.
import type { FailoverRun } from './failover-scenario.ts';
import { otherOf } from './failover-scenario.ts';
import { type ReportedState, reportedStageTimes } from './reported-stage-times.ts';
import type { ScenarioLab } from './scenario-lab.ts';
import { instantsOf, stageTimesOf } from './view/timeline.ts';

interface ReadReport {
  readonly startedAt: string;
  readonly timeline: readonly ReportedState[];
}

/** The stages, one line each, with the outage that the external client saw. Lab seconds. */
export const printTimeline = (lab: ScenarioLab, notified: FailoverRun, report: string | undefined): string => {
  const view = lab.view();
  const [server] = lab.publicSide.nameServers.servers;
  const stageTimes = stageTimesOf(
    instantsOf(view, lab.pair.preferred, notified.diedMs, notified.alarmedMs, server?.name ?? ''),
  );
  const lastGood = view.clientProbes.filter((probe) => probe.ok && probe.atMs <= notified.diedMs).at(-1);
  const outage = (notified.firstGood.doneAtMs - (lastGood?.doneAtMs ?? notified.diedMs)) / 1000;
  const reported =
    report === undefined ? new Map<string, number>() : reportedStageTimes(JSON.parse(report) as ReadReport);
  const secondsOf = (stage: string): string => (reported.has(stage) ? `${reported.get(stage)?.toFixed(1)} s` : '');
  const row = (name: string, seen: string, reported: string, by: string) =>
    `  ${name.padEnd(10)} ${seen.padStart(9)}  ${reported.padStart(10)}   ${by}`;
  return [
    `Timeline from the death of ${lab.pair.preferred} to the first good answer of ${otherOf(lab, lab.pair.preferred).name}, in simulated seconds`,
    '(everything is emulated on this machine; time ran faster than real time):',
    '',
    row('stage', 'measured', 'report', 'the stage ends when'),
    ...stageTimes.map(({ name, seconds, seenBy }) => row(name, `${seconds.toFixed(1)} s`, secondsOf(name), seenBy)),
    row(
      'total',
      `${((notified.firstGood.doneAtMs - notified.diedMs) / 1000).toFixed(1)} s`,
      `${[...reported.values()].reduce((sum, one) => sum + one, 0).toFixed(1)} s`,
      `the external client had no service for ${outage.toFixed(1)} s`,
    ),
  ].join('\n');
};
