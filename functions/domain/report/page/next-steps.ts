// How to go on, and where this report comes from. Pure.
import type { Report } from '../report.ts';
import { readable, utc } from './format.ts';
import { html, listOf, type Markup, type Piece } from './markup.ts';

export const holdOf = ({ hold }: Report): Markup | undefined => {
  if (!hold) return undefined;
  const { phase, since, lapsesAt, done, left, resumeInput } = hold;
  const lift = { pair: resumeInput.pair, kind: 'acknowledge', by: 'your name' };
  const until =
    lapsesAt === undefined
      ? 'Nothing starts by itself until somebody goes on, or acknowledges it.'
      : `By itself nothing starts before ${utc(lapsesAt)}.`;
  return html`<section class="hold"><h2>How to go on</h2>
<p>It stopped in <strong>${phase}</strong>; a hold stands since ${utc(since)}. ${until}</p>
<p>To go on from here, start the workflow with:</p>
<pre>${JSON.stringify(resumeInput, undefined, 2)}</pre>
<p>To acknowledge it without going on:</p>
<pre>${JSON.stringify(lift, undefined, 2)}</pre>
<div class="two"><div><h3>Done</h3>${done.length > 0 ? listOf(done.map(readable)) : html`<p>Nothing.</p>`}</div>
<div><h3>Left</h3>${left.length > 0 ? listOf(left.map(readable)) : html`<p>Nothing.</p>`}</div></div>
</section>`;
};

const ASKED: Readonly<Record<string, string>> = {
  alarm: 'the alarm, without a person',
  person: 'a person at the console',
};

/** Who asked, in words. */
export const who = (trigger: string): string =>
  (Object.hasOwn(ASKED, trigger) && ASKED[trigger]) || (trigger === 'unknown' ? 'not known: closed out from its lease' : trigger);

/** One line of a list of facts. */
export const fact = (name: string, value: Piece): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

export const originOf = (report: Report): Markup => {
  const { kind, trigger, dryRun, automation, execution, recoveryId, epoch, pair } = report;
  return html`<section><h2>Who asked, and under what</h2>
<dl class="facts">
${fact('Asked for by', who(trigger))}
${fact('Kind', `${kind}${dryRun ? ', as a dry run' : ''}`)}
${automation !== undefined && fact('Automation', automation)}
${fact('Recovery', html`<code>${recoveryId}</code> of ${pair}, epoch ${epoch}`)}
${execution !== undefined && fact('Execution', html`<code>${execution}</code>`)}
</dl></section>`;
};
