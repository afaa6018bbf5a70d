// The table of costs adds up, row by row and in all, and counts what the template declares.
import { METRICS } from '../../functions/contract/runtime/metrics.ts';
import { resourcesOf, synthesized, type Template } from '../lib/synthesized.ts';
import { textOf } from './text-of.ts';

const [, section = ''] = textOf('docs/deploying.md').split(/^## What it costs$/m);
type Row = readonly [what: string, howMuch: string, price: string, dollars: string];
const items = section
  .split(/^## /m)[0]
  ?.split('\n')
  .filter((line) => /^\| .* [\d.]+ \|$/.test(line) && !line.startsWith('| total'))
  .map((line) => line.slice(2, -2).split(' | ')) as unknown as readonly Row[];
const [, total = ''] = /^\| total \| \| \| ([\d.]+) \|$/m.exec(section) ?? [];

const number = (text: string): number => Number(text.replaceAll(',', ''));
/** `2 + 9` are two amounts; `a × b = c` is c, once it was worked out. */
const amountsOf = (howMuch: string): readonly number[] => {
  const [direction = '', result] = howMuch.split(' = ');
  if (result === undefined) return direction.split(' + ').map((part) => number(/[\d,.]+/.exec(part)?.[0] ?? 'none'));
  return [number(/^[\d,.]+/.exec(result)?.[0] ?? 'none')];
};
const PER: Readonly<Record<string, number>> = { thousand: 1_000, million: 1_000_000 };

/** The prices, in dollars for one of what is counted. */
const pricesOf = (price: string): readonly number[] => {
  const per = PER[/per (thousand|million)/.exec(price)?.[1] ?? ''] ?? 1;
  return [...price.matchAll(/[\d.]+/g)].map(([text]) => Number(text) / per);
};

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized('twinbox.yaml'));
});

test('there is a row for each thing that costs', () => {
  expect(items.length).toBeGreaterThan(12);
});

test.each(items.filter(([, howMuch]) => howMuch.includes('×')))('%s: %s is worked out right', (_what, howMuch) => {
  const [factors = '', result = ''] = howMuch.split(' = ');
  const product = factors.split(' × ').reduce((all, factor) => all * number(/[\d,.]+/.exec(factor)?.[0] ?? 'none'), 1);
  expect(product / number(/^[\d,.]+/.exec(result)?.[0] ?? 'none')).toBeCloseTo(1, 2);
});

test.each(items)('%s: %s at %s makes %s', (_what, howMuch, price, dollars) => {
  const at = price === 'the same' ? [0.0000133334] : pricesOf(price);
  const amounts = amountsOf(howMuch);
  expect(amounts).toHaveLength(at.length);
  const sum = amounts.reduce((all, amount, index) => all + amount * (at[index] ?? Number.NaN), 0);
  expect(Math.abs(sum - Number(dollars))).toBeLessThan(0.011);
});

test('the rows add up to the total, and to the sum above the table', () => {
  const sum = items.reduce((all, [, , , dollars]) => all + Number(dollars), 0);
  expect(sum).toBeCloseTo(Number(total), 2);
  expect(section).toContain(`About **${Math.round(sum)} USD a month for one pair**`);
});

test('what is counted is what the template declares', () => {
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Number(Properties.Period));
  const fast = alarms.filter((period) => period < 60).length;
  const composites = resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm').length;
  const text = items.map((row) => row.join(' | ')).join('\n');
  expect(text).toContain(
    `alarms: ${fast} at ten seconds, ${alarms.length - fast} at a minute, ${composites} composite | ${fast} + ${alarms.length - fast} + ${composites} |`,
  );
  expect(text).toContain(`metrics: ${Object.keys(METRICS).length - 4} a pair; SplitBrain and RecoveryHalted only`);
  expect(text).toContain(`KMS keys | ${resourcesOf(template, 'AWS::KMS::Key').length} |`);
  for (const [, { Properties }] of resourcesOf(template, 'AWS::Scheduler::Schedule')) {
    const [, verb = ''] = /^Twinbox-support-([a-z-]+)$/.exec(String(Properties.Name)) ?? [];
    expect(text).toContain(`Lambda \`${verb}\``);
  }
});
