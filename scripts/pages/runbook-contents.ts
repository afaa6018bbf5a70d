// The index of the runbook: every alarm and every failure, its severity, and the section that covers it. It is printed
// into docs/runbook.md from the tables of the contract, so that it cannot miss one.
import { ALARM_SEVERITIES, RUNBOOK_SECTIONS, type Severity } from '../../functions/contract/errors/runbook-sections.ts';

const BEGIN = '<!-- index: printed by npm run docs -->';
const END = '<!-- end of the index -->';

/** The anchor that GitHub gives to a heading. */
const anchorOf = (headline: string): string =>
  headline
    .toLowerCase()
    .replaceAll(/[^a-z0-9\s_-]/g, '')
    .replaceAll(' ', '-');

const ORDER: readonly Severity[] = ['page', 'warn', 'info'];

interface Row {
  readonly name: string;
  readonly severity: Severity;
  readonly section: string;
}

const tableOf = (heading: string, rows: readonly Row[]): string => {
  const lines = ORDER.flatMap((wanted) =>
    rows
      .filter(({ severity }) => severity === wanted)
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, severity, section }) => `| ${severity} | ${name} | [${section}](#${anchorOf(section)}) |`),
  );
  return [`| severity | ${heading} | read |`, '| --- | --- | --- |', ...lines].join('\n');
};

const alarms: readonly Row[] = Object.entries(ALARM_SEVERITIES).map(([name, severity]) => ({
  name,
  severity,
  section: name,
}));
const failures: readonly Row[] = Object.entries(RUNBOOK_SECTIONS).map(([name, entry]) => ({ name, ...entry }));

/** The index alone. */
const runbookIndex = (): string => `${tableOf('alarm', alarms)}\n\n${tableOf('failure', failures)}`;

/** The runbook with the current index. @throws RangeError if the page lacks the markers of the index */
export const withRunbookIndex = (page: string): string => {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new RangeError(`docs/runbook.md must hold ${BEGIN} and, after it, ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${runbookIndex()}\n\n${page.slice(end)}`;
};
