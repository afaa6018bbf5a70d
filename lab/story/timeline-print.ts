// Prints the timeline of a recovery: each leg as the world saw it, and the product's own report beside it.
import type { FailoverTold } from './failover-story.ts';
import { otherOf } from './failover-story.ts';
import type { StoryLab } from './story-lab.ts';
import { instantsOf, legsOf } from './timeline.ts';
import { keysUnder, textOf } from './vault-story.ts';

/** The product's own report of the last recovery, as it lies in the vault. */
export const reportOf = async (lab: StoryLab): Promise<{ readonly key: string; readonly text: string } | undefined> => {
  const view = lab.view();
  const where = keysUnder(view, `reports/${lab.pair.name}/`)
    .filter(({ key }) => key.endsWith('report.json'))
    .at(-1);
  return where && { key: where.key, text: await textOf(view, where) };
};

/** The legs, a line each, with the outage that the client outside saw. Lab seconds. */
export const printTimeline = (lab: StoryLab, told: FailoverTold): string => {
  const view = lab.view();
  const servers = lab.publicSide.nameServers.servers.map(({ name }) => name);
  const legs = legsOf(instantsOf(view, lab.pair.preferred, told.diedMs, told.alarmedMs, servers));
  const lastGood = view.clientLooks.filter((look) => look.ok && look.atMs <= told.diedMs).at(-1);
  const outage = (told.firstGood.doneAtMs - (lastGood?.doneAtMs ?? told.diedMs)) / 1000;
  const lines = legs.map(
    ({ name, seconds, seenBy }) => `  ${name.padEnd(10)} ${seconds.toFixed(1).padStart(7)} s   seen by ${seenBy}`,
  );
  return [
    `Timeline, from the death of ${lab.pair.preferred} to the first good answer of ${otherOf(lab, lab.pair.preferred).name}`,
    '(story seconds; everything is emulated on this machine):',
    ...lines,
    `  ${'in all'.padEnd(10)} ${((told.firstGood.doneAtMs - told.diedMs) / 1000).toFixed(1).padStart(7)} s   the client outside was without service for ${outage.toFixed(1)} s`,
  ].join('\n');
};
