// The runbook answers every alarm and every reason to halt, none besides, each in the same three parts, and every input
// it shows is taken.
import { readdirSync } from 'node:fs';
import { RUNBOOK_SECTIONS } from '../../functions/contract/errors/runbook-sections.ts';
import { ALARMS, OWN_ALARMS } from '../../functions/contract/runtime/metrics.ts';
import { PING } from '../../functions/contract/runtime/ping.ts';
import { parseInput } from '../../functions/contract/workflow/verbs/parse-input.ts';
import { neverReportedMessage } from '../../functions/domain/health/never-reported.ts';
import { consoleInputs } from './console-inputs.ts';
import { textOf } from './text-of.ts';

const runbook = textOf('docs/runbook.md');

/** Headline → text of the sections in one part of the runbook. */
const sectionsOf = (part: string): ReadonlyMap<string, string> => {
  const [, body = ''] = runbook.split(new RegExp(`^# ${part}$`, 'm'));
  const [own = ''] = body.split(/^# /m);
  const [, ...sections] = own.split(/^## /m);
  return new Map(
    sections.map((section) => [section.slice(0, section.indexOf('\n')), section.slice(section.indexOf('\n'))]),
  );
};

const alarms = sectionsOf('Alarms');
const reasons = sectionsOf('Halt reasons');
const notifications = sectionsOf('Notifications');
const entries = Object.entries(RUNBOOK_SECTIONS);

test('every alarm has its section, and every section there is an alarm', () => {
  expect([...alarms.keys()].toSorted()).toEqual([...ALARMS, ...OWN_ALARMS].toSorted());
});

test('every failure has a section, and every section of a reason to halt is of a failure', () => {
  const wanted = [...new Set(entries.map(([, { section }]) => section))].filter((section) => !alarms.has(section));
  expect([...reasons.keys()].toSorted()).toEqual(wanted.toSorted());
});

test('what the section of another answers is named there', () => {
  const unnamed = entries.filter(([name, { section }]) => {
    const text = alarms.get(section) ?? reasons.get(section) ?? '';
    return !section.startsWith(name) && !new RegExp(`\\b${name}\\b`).test(text);
  });
  expect(unnamed).toEqual([]);
});

test('no two sections share a headline', () => {
  const headlines = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, headline]) => headline);
  expect(headlines.filter((one, index) => headlines.indexOf(one) !== index)).toEqual([]);
});

test('the section that the notification of a watcher that never came up names is there', () => {
  const { body } = neverReportedMessage('support', ['WatcherSilent']);
  expect([...notifications.keys()]).toEqual([/section (\w+)\./.exec(body)?.[1]]);
});

test.each([...alarms, ...notifications, ...reasons])(
  '%s says what it means, what to check and what to do, in this order',
  (_name, text) => {
    expect(text.match(/^\*\*\w+:\*\*/gm)).toEqual(['**Means:**', '**Check:**', '**Do:**']);
  },
);

const pages = [
  'README.md',
  ...readdirSync(new URL('../../docs', import.meta.url)).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));
const inputs = pages.flatMap((path) => consoleInputs(textOf(path)).map((input): [string, string] => [path, input]));

test('inputs are found, so that what follows proves something', () => {
  expect(inputs.length).toBeGreaterThan(10);
});

// A ping is answered before any step sees it.
test.each(inputs.filter(([, input]) => JSON.parse(input).kind !== PING))(
  'in %s the workflow takes the input %s',
  (_path, input) => {
    const parsed: unknown = JSON.parse(input);
    expect(() => parseInput(parsed)).not.toThrow();
  },
);
