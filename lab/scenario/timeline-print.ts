// Prints the timeline of a recovery: each leg as the world saw it, and the product's own report beside it.
import type { FailoverTold } from './failover-story.ts';
import { otherOf } from './failover-story.ts';
import { type ReportedState, reportedLegs } from './reported-legs.ts';
import type { StoryLab } from './story-lab.ts';
import { instantsOf, legsOf } from './view/timeline.ts';

interface ReadReport {
  readonly startedAt: string;
  readonly timeline: readonly ReportedState[];
}

/** The legs, a line each, with the outage that the client outside saw. Lab seconds. */
export const printTimeline = (lab: StoryLab, told: FailoverTold, report: string | undefined): string => {
  const view = lab.view();
  const [server] = lab.publicSide.nameServers.servers;
  const legs = legsOf(instantsOf(view, lab.pair.preferred, told.diedMs, told.alarmedMs, server?.name ?? ''));
  const lastGood = view.clientLooks.filter((look) => look.ok && look.atMs <= told.diedMs).at(-1);
  const outage = (told.firstGood.doneAtMs - (lastGood?.doneAtMs ?? told.diedMs)) / 1000;
  const reported = report === undefined ? new Map<string, number>() : reportedLegs(JSON.parse(report) as ReadReport);
  const secondsOf = (leg: string): string => (reported.has(leg) ? `${reported.get(leg)?.toFixed(1)} s` : '');
  const row = (name: string, seen: string, reported: string, by: string) =>
    `  ${name.padEnd(10)} ${seen.padStart(9)}  ${reported.padStart(10)}   ${by}`;
  return [
    `From the death of ${lab.pair.preferred} to the first good answer of ${otherOf(lab, lab.pair.preferred).name}, in seconds of the story`,
    '(everything is emulated on this machine; time ran faster than life):',
    '',
    row('leg', 'the world', 'our report', 'its end was seen by'),
    ...legs.map(({ name, seconds, seenBy }) => row(name, `${seconds.toFixed(1)} s`, secondsOf(name), seenBy)),
    row(
      'in all',
      `${((told.firstGood.doneAtMs - told.diedMs) / 1000).toFixed(1)} s`,
      `${[...reported.values()].reduce((sum, one) => sum + one, 0).toFixed(1)} s`,
      `the client outside was without service for ${outage.toFixed(1)} s`,
    ),
  ].join('\n');
};
