// The page's header and its figures: what happened, and what was achieved against the objectives. Pure.
import { happenedIn, subjectOf } from '../happened.ts';
import { callersIn } from '../notification.ts';
import type { Report } from '../report.ts';
import { readable, spanOf, utc } from './format.ts';
import { html, type Markup, type Piece } from './markup.ts';
import { badgeOf, fenceIn, type Severity } from './severity.ts';

export const headOf = (report: Report): Markup => {
  const { severity, message } = badgeOf(report);
  const { failure, from, to, usersMoved } = report;
  return html`<header class="${severity}">
<p class="badge">${message}</p>
<h1>${subjectOf(report)}</h1>
<p class="lead">${readable(happenedIn(report))}</p>
${fenceIn(report).is === 'unconfirmed' && html`<p class="do"><strong>ATTENTION:</strong> ${from} is not confirmed to be off${usersMoved && `; ${from} and ${to} may both serve until you power ${from} off`}.</p>`}
${failure?.hint !== undefined && html`<p class="do"><strong>What to do:</strong> ${readable(failure.hint)}</p>`}
<p class="do"><strong>What callers should do:</strong> ${readable(callersIn(report))}</p>
</header>`;
};

/** One figure. */
const card = (name: string, value: Piece, more: Piece, severity: Severity = 'calm'): Markup =>
  html`<div class="card ${severity}"><dt>${name}</dt><dd class="value">${value}</dd><dd class="more">${more}</dd></div>`;

/** A figure against its objective, in words and as a bar. */
const judged = (name: string, seconds: number, minutes: number, counts: string): Markup => {
  const required = minutes * 60;
  if (!Number.isFinite(seconds)) return card(name, 'unknown', `Objective ${spanOf(required)}: not evaluated.`);
  const met = seconds <= required;
  const scale = Math.max(seconds, required, 1);
  const place = (value: number) => ((Math.max(0, value) / scale) * 1000).toFixed(1);
  const message = met
    ? `Objective ${spanOf(required)}: met`
    : `Objective ${spanOf(required)}: missed by ${spanOf(seconds - required)}`;
  const bar = html`<svg class="gauge" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="${message}">
<rect class="track" width="1000" height="10"/><rect class="fill" width="${place(seconds)}" height="10"/>
<rect class="mark" x="${Math.min(994, Number(place(required))).toFixed(1)}" width="6" height="10"/></svg>`;
  return card(name, spanOf(seconds), html`${bar}<strong>${message}.</strong> ${counts}`, met ? 'good' : 'bad');
};

const recoveryTime = ({ outcome, usersMoved, elapsedSeconds, outageSeconds, objectives, trigger }: Report): Markup => {
  const { rtoMinutes } = objectives;
  const before = trigger === 'alarm' ? 'The outage began before the alarm started the recovery.' : '';
  if (outcome === 'moved') {
    return outageSeconds === undefined
      ? judged('Recovery time', elapsedSeconds, rtoMinutes, `From the start of the recovery to its end. ${before}`)
      : judged(
          'Recovery time',
          outageSeconds,
          rtoMinutes,
          'From the first probe that found the outage to the end of the recovery.',
        );
  }
  const why = usersMoved
    ? 'users were moved, but the recovery did not finish'
    : outcome === 'halted'
      ? 'users were not moved'
      : 'there was nothing to recover';
  const said = html`Objective ${spanOf(rtoMinutes * 60)}: <strong>${outcome === 'halted' ? 'not achieved' : 'not evaluated'}</strong>, ${why}.`;
  return card('Duration', spanOf(elapsedSeconds), said, outcome === 'halted' ? 'bad' : 'calm');
};

const recoveryPoint = ({ recoveryPoint: point, objectives, usersMoved, timeline, outageSince }: Report): Markup => {
  const { rpoMinutes } = objectives;
  if (!point) {
    const picked = timeline.some(({ state, outcome }) => state === 'Prepare' && outcome === 'ready');
    const why = picked ? 'Chosen; see the evidence of Prepare below.' : 'No backup was chosen.';
    return card('Recovery point age', 'none', `${why} Objective ${spanOf(rpoMinutes * 60)}.`);
  }
  const lost = usersMoved ? 'Changes made in this time are lost.' : 'Changes made in this time would be lost.';
  const until = outageSince === undefined ? 'the start of the recovery' : 'the outage';
  return judged('Recovery point age', point.ageSeconds, rpoMinutes, `From the capture to ${until}. ${lost}`);
};

/** When the outage began and how long it lasted. */
const outageOf = ({ kind, from, outageSince, outageSeconds, outcome }: Report): Markup => {
  if (outageSince === undefined) {
    return card(
      'Outage',
      kind === 'failover' ? 'unknown' : 'none',
      kind === 'failover' ? 'No probe of this recovery confirmed an outage.' : '',
    );
  }
  const span = spanOf(outageSeconds ?? Number.NaN);
  const message =
    outcome === 'moved'
      ? `${from} was first found down ${utc(outageSince)}.`
      : `${from} was first found down ${utc(outageSince)}; the outage was this long when the recovery ended.`;
  return card('Outage', span, message, outcome === 'moved' ? 'calm' : 'bad');
};

export const figuresOf = (report: Report): Markup => {
  const { from, to, startedAt, endedAt, usersMoved, pair, oldTtlSeconds, oldCachesUntil } = report;
  const caches = oldCachesUntil !== undefined && oldTtlSeconds !== undefined;
  return html`<section aria-label="Figures"><dl class="cards">
${recoveryTime(report)}
${recoveryPoint(report)}
${card('From → to', `${from} → ${to}`, usersMoved ? `Users of ${pair} are sent to ${to}.` : `Users of ${pair} are sent to the same appliance as before.`)}
${outageOf(report)}
${caches && card('Old address', `TTL ${spanOf(oldTtlSeconds)}`, `Resolvers may return the old address until ${utc(oldCachesUntil)}.`)}
${card('Started', utc(startedAt), `Ended ${utc(endedAt)}`)}
</dl></section>`;
};
