// The timeline of a recovery: a bar for each stage, and a row for each state with its evidence. Pure.

import type { Report } from '../report.ts';
import { type Stage, type StageSpan, stageSpansOf } from '../stage-times.ts';
import { clockOf, spanOf } from './format.ts';
import { html, listOf, type Markup } from './markup.ts';
import { severityOfState, worstSeverity } from './severity.ts';

const MESSAGES: Readonly<Record<Stage, string>> = {
  confirm: 'confirm the outage',
  capture: 'capture the primary once more',
  wake: 'power on and wait',
  prepare: 'choose and verify the backup',
  restore: 'restore it to the standby',
  check: 'check the standby',
  decide: 'wait, then confirm again',
  fence: 'claim the name, shut down or fence, promote',
  move: 'change the DNS records',
  propagate: 'wait for the name servers',
  verify: 'verify the service',
};

/** A drill, and what is planned, requires a healthy primary instead of an outage. */
const IN_DRILL: Partial<Record<Stage, string>> = {
  confirm: 'confirm that the primary is healthy',
  decide: 'confirm again that users are on the primary',
};

const messageOf = (kind: string, stage: Stage): string =>
  (kind === 'failover' ? undefined : IN_DRILL[stage]) ?? MESSAGES[stage];

const secondsAfter = (from: string, to: string): number => {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return Number.isNaN(seconds) ? 0 : Math.max(0, seconds);
};

/** Widths are in thousandths of the whole; a stage of no duration is still visible. */
const bar = (span: StageSpan, startedAt: string, wholeSeconds: number): Markup => {
  const thousandths = (seconds: number) => (seconds / wholeSeconds) * 1000;
  const x = Math.min(994, thousandths(secondsAfter(startedAt, span.startedAt)));
  const width = Math.max(6, Math.min(1000 - x, thousandths(Math.max(0, span.seconds))) || 0);
  const lines = [250, 500, 750].map((place) => html`<rect class="grid" x="${place}" width="1" height="20"/>`);
  return html`<svg class="leg" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="1000" height="20"/>${lines}<rect class="fill" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="20"/></svg>`;
};

const sideEffectsIn = ({ kind, from, to }: Report): string =>
  kind === 'drill' || kind === 'reprotect'
    ? `A ${kind} changes only ${to}, from “restore” on. Users and ${from} are not affected.`
    : `Up to “decide”, users and ${from} are not affected. “fence” powers ${from} off, “move” sends users to ${to}.`;

export const stageBarsOf = (report: Report): Markup => {
  const { timeline, startedAt, elapsedSeconds } = report;
  const spans = stageSpansOf(timeline);
  if (spans.length === 0)
    return html`<section><h2>Timeline</h2><p>No state left an entry in the journal.</p></section>`;
  const whole = Math.max(1, elapsedSeconds || 0, ...spans.map((span) => secondsAfter(startedAt, span.endedAt)));
  const rows = spans.map(
    (
      span,
    ) => html`<tr class="${worstSeverity(span.outcomes)}"><th scope="row">${span.stage}<small>${messageOf(report.kind, span.stage)}</small></th>
<td class="bar">${bar(span, startedAt, whole)}</td>
<td class="number began">+${spanOf(secondsAfter(startedAt, span.startedAt))}</td><td class="number"><strong>${spanOf(span.seconds)}</strong></td></tr>`,
  );
  return html`<section><h2>Timeline by stage</h2>
<table class="legs"><thead><tr><th scope="col">Stage</th><th scope="col" class="bar"><span class="axis"><span>0</span><span>${spanOf(whole)}</span></span></th><th scope="col" class="number began">Began</th><th scope="col" class="number">Took</th></tr></thead>
<tbody>${rows}</tbody></table>
<p class="note">${sideEffectsIn(report)} The workflow’s own
waits between states count only where both states belong to the same stage.</p></section>`;
};

export const statesOf = ({ timeline, startedAt }: Report): Markup | undefined => {
  if (timeline.length === 0) return undefined;
  const rows = timeline.map(
    ({ state, startedAt: at, elapsedSeconds, attempts, outcome, evidence }) => html`<tr>
<th scope="row">${state}</th><td class="number" data-of="began">${clockOf(at, startedAt)}</td><td class="number" data-of="took">${spanOf(elapsedSeconds)}</td>
<td class="number" data-of="attempts">${attempts}</td><td><span class="pill ${severityOfState(outcome)}">${outcome}</span></td><td class="wide">${listOf(evidence)}</td></tr>`,
  );
  return html`<section><h2>State by state</h2>
<div class="scroll"><table class="states"><thead><tr><th scope="col">State</th><th scope="col" class="number">Began (UTC)</th><th scope="col" class="number">Took</th>
<th scope="col" class="number">Attempts</th><th scope="col">Outcome</th><th scope="col">Evidence of the last attempt</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
};
