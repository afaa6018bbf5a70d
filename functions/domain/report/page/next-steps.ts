// How to continue, and which request this report belongs to. Pure.
import type { Report } from '../report.ts';
import { readable, utc } from './format.ts';
import { html, listOf, type Markup, type Piece } from './markup.ts';

export const holdOf = ({ hold }: Report): Markup | undefined => {
  if (!hold) return undefined;
  const { phase, since, lapsesAt, done, left, resumeInput } = hold;
  const lift = { pair: resumeInput.pair, kind: 'acknowledge', by: 'your name' };
  const until =
    lapsesAt === undefined
      ? 'No automatic recovery starts until an operator continues the recovery or acknowledges the hold.'
      : `No automatic recovery starts before ${utc(lapsesAt)}.`;
  return html`<section class="hold"><h2>How to continue</h2>
<p>The recovery halted in <strong>${phase}</strong>. The pair has been on hold since ${utc(since)}. ${until}</p>
<p>To continue the recovery, start the workflow with:</p>
<pre>${JSON.stringify(resumeInput, undefined, 2)}</pre>
<p>To acknowledge the hold without continuing, start the workflow with:</p>
<pre>${JSON.stringify(lift, undefined, 2)}</pre>
<div class="two"><div><h3>Done</h3>${done.length > 0 ? listOf(done.map(readable)) : html`<p>Nothing.</p>`}</div>
<div><h3>Left</h3>${left.length > 0 ? listOf(left.map(readable)) : html`<p>Nothing.</p>`}</div></div>
</section>`;
};

const ASKED: Readonly<Record<string, string>> = {
  alarm: 'the alarm, automatically',
  person: 'an operator at the console',
};

/** Who requested the recovery, in words. */
export const who = (trigger: string): string =>
  (Object.hasOwn(ASKED, trigger) && ASKED[trigger]) ||
  (trigger === 'unknown' ? 'unknown: closed out from its lease' : trigger);

/** One line of a list of facts. */
export const fact = (name: string, value: Piece): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

export const originOf = (report: Report): Markup => {
  const { kind, trigger, dryRun, automation, execution, recoveryId, epoch, pair } = report;
  return html`<section><h2>Request</h2>
<dl class="facts">
${fact('Requested by', who(trigger))}
${fact('Kind', `${kind}${dryRun ? ', as a dry run' : ''}`)}
${automation !== undefined && fact('Automation', automation)}
${fact('Recovery', html`<code>${recoveryId}</code> of ${pair}, epoch ${epoch}`)}
${execution !== undefined && fact('Execution', html`<code>${execution}</code>`)}
</dl></section>`;
};
