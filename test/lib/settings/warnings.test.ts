// What is allowed but deserves a word at every synth.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseSettings } from '../../../lib/settings/read-settings.ts';
import { warningsOf } from '../../../lib/settings/warnings.ts';

const example = readFileSync('twinbox.yaml', 'utf8');
const warnedOf = (...changes: readonly (readonly [string, string])[]) => {
  const text = changes.reduce((all, [from, to]) => all.replace(from, to), example);
  return warningsOf(parseSettings(text, 'twinbox.yaml')).map(({ path }) => path);
};

test('the example gives no warning', () => {
  expect(warnedOf()).toEqual([]);
});

test('nothing that switches a box off, and halting without it: allowed, since a person can confirm, but said', () => {
  const none = [
    '- way: redfish\n            address: 203.0.113.11\n            secret: twinbox/london-power',
    '- way: none',
  ] as const;
  expect(warnedOf(none)).toEqual(['pairs[0].policy.onUnconfirmedFence']);
});

test('going on although nothing confirms the fence', () => {
  expect(warnedOf(['onUnconfirmedFence: halt', 'onUnconfirmedFence: proceed'])).toEqual(['pairs[0].policy.onUnconfirmedFence']);
});

test('fewer than two witnesses', () => {
  expect(warnedOf(['    backup:', "    watch: { witnesses: ['https://one.example.com/'] }\n    backup:"])).toEqual([
    'pairs[0].watch.witnesses',
  ]);
});

test('a recovery that is expected to take longer than its objective', () => {
  expect(warnedOf(['rtoMinutes: 30', 'rtoMinutes: 5'])).toEqual(['pairs[0].policy.rtoMinutes']);
});

test('captures rarer than the recovery point objective', () => {
  expect(warnedOf(['everyMinutes: 60', 'everyMinutes: 180'])).toEqual(['pairs[0].policy.rpoMinutes']);
});

test.each([
  ['22:00-21:00 Europe/London', 120, []],
  ['22:00-06:00 Europe/London', 120, ['pairs[0].backup.between']],
  ['06:00-22:00 Europe/London', 120, ['pairs[0].backup.between']],
  ['06:00-22:00 Europe/London', 600, []],
])('no captures outside of %s, with an objective of %d minutes', (between, minutes, paths) => {
  const hours = ['keepDays: 90', `keepDays: 90\n      between: ${between}`] as const;
  expect(warnedOf(hours, ['rpoMinutes: 120', `rpoMinutes: ${minutes}`])).toEqual(paths);
});

test('nobody to be told', () => {
  expect(warnedOf(['[operators@example.com]', '[]'])).toEqual(['notify.operators']);
});
