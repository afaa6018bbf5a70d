// The report of one recovery as a page for people: one file that needs nothing else, runs nothing, and can be read at night,
// on a phone and on paper. Everything that it shows is in the report beside it. Pure.
import { subjectOf } from './announcement.ts';
import type { Report } from './report.ts';
import { legBarsOf, statesOf } from './report-page/course.ts';
import { answersOf, fenceOf, restoreOf } from './report-page/evidence.ts';
import { figuresOf, headOf } from './report-page/figures.ts';
import { html } from './report-page/markup.ts';
import { holdOf, originOf } from './report-page/onward.ts';
import { STYLE } from './report-page/page-style.ts';
import { utc } from './report-page/words.ts';

/** @returns a whole HTML document. Should something in the report get past the escaping, the policy still lets nothing run or load. */
export const reportPage = (report: Report): string => {
  const { pair, recoveryId, endedAt } = report;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${subjectOf(report)} · ${utc(endedAt)}</title>
<style>${STYLE}</style>
</head>
<body>
${headOf(report)}
<main>
${holdOf(report)}
${figuresOf(report)}
${legBarsOf(report)}
${fenceOf(report)}
${restoreOf(report)}
${answersOf(report)}
${statesOf(report)}
${originOf(report)}
</main>
<footer><p>Evidence report of recovery <code>${recoveryId}</code> of ${pair}, made by Twinbox. All times are UTC. Every figure is Twinbox’s own, by its
own journal and clock. The same as data: <code>report.json</code> beside this page.</p></footer>
</body>
</html>
`.text;
};
