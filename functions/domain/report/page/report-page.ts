// The report of one recovery as a page: one self-contained file without scripts. It shows only what the report beside
// it holds. Pure.
import { subjectOf } from '../happened.ts';
import type { Report } from '../report.ts';
import { documentOf } from './document.ts';
import { answersOf, checksOf, fenceOf, restoreOf } from './evidence.ts';
import { utc } from './format.ts';
import { html } from './markup.ts';
import { holdOf, originOf } from './next-steps.ts';
import { figuresOf, headOf } from './summary.ts';
import { stageBarsOf, statesOf } from './timeline.ts';

/** @returns a whole HTML document. */
export const reportPage = (report: Report): string => {
  const { pair, recoveryId, endedAt } = report;
  return documentOf({
    title: `${subjectOf(report)} · ${utc(endedAt)}`,
    header: headOf(report),
    main: html`${holdOf(report)}
${figuresOf(report)}
${stageBarsOf(report)}
${fenceOf(report)}
${checksOf(report)}
${restoreOf(report)}
${answersOf(report)}
${statesOf(report)}
${originOf(report)}`,
    footer: html`Evidence report of recovery <code>${recoveryId}</code> of ${pair}, made by Twinbox. All times are UTC. All figures are Twinbox’s own
measurements, from its own journal and clock.`,
  });
};
