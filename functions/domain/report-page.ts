// The report of one recovery as a page for people: one file that needs nothing else, runs nothing, and can be read at night,
// on a phone and on paper. Everything that it shows is in the report beside it. Pure.
import { subjectOf } from './announcement.ts';
import type { Report } from './report.ts';
import { legBarsOf, statesOf } from './report-page/course.ts';
import { documentOf } from './report-page/document.ts';
import { answersOf, checksOf, fenceOf, restoreOf } from './report-page/evidence.ts';
import { figuresOf, headOf } from './report-page/figures.ts';
import { html } from './report-page/markup.ts';
import { holdOf, originOf } from './report-page/onward.ts';
import { utc } from './report-page/words.ts';

/** @returns a whole HTML document. */
export const reportPage = (report: Report): string => {
  const { pair, recoveryId, endedAt } = report;
  return documentOf({
    title: `${subjectOf(report)} · ${utc(endedAt)}`,
    header: headOf(report),
    main: html`${holdOf(report)}
${figuresOf(report)}
${legBarsOf(report)}
${fenceOf(report)}
${checksOf(report)}
${restoreOf(report)}
${answersOf(report)}
${statesOf(report)}
${originOf(report)}`,
    footer: html`Evidence report of recovery <code>${recoveryId}</code> of ${pair}, made by Twinbox. All times are UTC. Every figure is Twinbox’s own, by its
own journal and clock.`,
  });
};
