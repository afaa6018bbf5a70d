// Settings that are allowed but that every synth warns about.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseSettings, readSettings } from '../../../lib/settings/read-settings.ts';
import { warningsOf } from '../../../lib/settings/warnings.ts';

const example = readFileSync('twinbox.yaml', 'utf8');
/** Every one of these tests begins with the example. */
const EXAMPLE = '(the whole file)';
const warnedOf = (...changes: readonly (readonly [string, string])[]) => {
  const text = changes.reduce((all, [from, to]) => all.replace(from, to), example);
  return warningsOf(parseSettings(text, 'twinbox.yaml')).flatMap(({ path }) => (path === EXAMPLE ? [] : [path]));
};

test('the unedited example gives one warning: that it is the example', () => {
  expect(warnedOf()).toEqual([]);
  const [warning, ...others] = warningsOf(parseSettings(example, 'twinbox.yaml'));
  expect(others).toEqual([]);
  expect(warning).toMatchObject({
    path: EXAMPLE,
    message: expect.stringContaining('operators@example.com, support.example.com'),
  });
});

test('a file without a value of the example gives no warning', () => {
  const own = example
    .replaceAll('example.com', 'corp-desk.net')
    .replaceAll('203.0.113.', '8.8.8.')
    .replaceAll('198.51.100.', '9.9.9.')
    .replaceAll('123456789012', '210987654321')
    .replace('Z0123456789ABCDEFGHIJ', 'Z09999999999ABCDEFGHI');
  expect(warningsOf(parseSettings(own, 'twinbox.yaml'))).toEqual([]);
});

test.each([
  ...['10.1.0.10', '172.16.0.1', '172.31.255.1', '192.168.1.1', '100.64.0.1', '169.254.1.1', '127.0.0.1'],
  ...['0.0.0.0', '192.0.0.8', '198.18.0.1', '198.19.255.1', '224.0.0.1', '239.1.1.1', '255.255.255.255'],
])('the users’ path at the private address %s', (address) => {
  expect(warnedOf(['address: 198.51.100.10', `address: ${address}`])).toEqual(['pairs[0].appliances[1].address']);
});

test.each(['172.32.0.1', '100.128.0.1', '11.0.0.1', '192.0.1.1', '198.17.0.1', '198.20.0.1', '223.255.255.1'])(
  'the address %s is public',
  (address) => {
    expect(warnedOf(['address: 198.51.100.10', `address: ${address}`])).toEqual([]);
  },
);

test.each([0, 1, 29])('a fence after %i seconds of outage', (seconds) => {
  expect(warnedOf(['actAfterSeconds: 300', `actAfterSeconds: ${seconds}`])).toEqual([
    'pairs[0].policy.actAfterSeconds',
  ]);
});

test('an appliance that Twinbox cannot power off, with onUnconfirmedFence: halt', () => {
  const none = [
    '- method: redfish\n            address: 203.0.113.11\n            secret: twinbox/london-power',
    '- method: none',
  ] as const;
  expect(warnedOf(none)).toEqual(['pairs[0].policy.onUnconfirmedFence']);
});

test('a recovery that proceeds although nothing confirms the fence', () => {
  expect(warnedOf(['onUnconfirmedFence: halt', 'onUnconfirmedFence: proceed'])).toEqual([
    'pairs[0].policy.onUnconfirmedFence',
  ]);
});

test('fewer than two witnesses', () => {
  expect(warnedOf(['    backup:', "    watch: { witnesses: ['https://one.example.com/'] }\n    backup:"])).toEqual([
    'pairs[0].watch.witnesses',
  ]);
});

test('a recovery that is expected to take longer than its objective', () => {
  expect(warnedOf(['rtoMinutes: 30', 'rtoMinutes: 5'])).toEqual(['pairs[0].policy.rtoMinutes']);
});

test('captures less frequent than the recovery point objective', () => {
  expect(warnedOf(['everyMinutes: 60', 'everyMinutes: 180'])).toEqual(['pairs[0].policy.rpoMinutes']);
});

test.each([
  ['22:00-21:00 Europe/London', 120, []],
  ['22:00-06:00 Europe/London', 120, ['pairs[0].backup.between']],
  ['06:00-22:00 Europe/London', 120, ['pairs[0].backup.between']],
  ['06:00-22:00 Europe/London', 600, []],
])('no captures outside %s, with an objective of %d minutes', (between, minutes, paths) => {
  const hours = ['keepDays: 90', `keepDays: 90\n      between: ${between}`] as const;
  expect(warnedOf(hours, ['rpoMinutes: 120', `rpoMinutes: ${minutes}`])).toEqual(paths);
});

test('nobody to notify', () => {
  expect(warnedOf(['[operators@example.com]', '[]'])).toEqual(['notify.operators']);
});

test('a secret that two pairs name gives a warning at its second place; within one pair it gives none', () => {
  const { pairs, ...rest } = readSettings('test/lib/settings/three-pairs.yaml');
  const warned = (from: string, to: string): readonly string[] => {
    const text = JSON.stringify(pairs).replace(`"${from}"`, `"${to}"`);
    const found = warningsOf({ ...rest, pairs: JSON.parse(text) as typeof pairs });
    return found.flatMap(({ path, message }) => (message.includes('its own secret') ? [`${path}: ${message}`] : []));
  };
  const notified = (path: string, secret: string, pair: string): readonly string[] => [
    `${path}: the pair support uses ${secret} too: an attacker who takes over a function of either pair can read it. Fix: give ${pair} its own secret`,
  ];
  expect(warned('none', 'none')).toEqual([]);
  expect(warned('twinbox/dublin', 'twinbox/london')).toEqual([]);
  expect(warned('twinbox/london-eu', 'twinbox/london')).toEqual(
    notified('pairs[1].appliances[0].secret', 'twinbox/london', 'support-eu'),
  );
  expect(warned('twinbox/dublin-eu-login', 'twinbox/dublin-login')).toEqual(
    notified('pairs[1].appliances[1].restore.secret', 'twinbox/dublin-login', 'support-eu'),
  );
  expect(warned('twinbox/london-1-power', 'twinbox/london-power')).toEqual(
    notified('pairs[2].appliances[0].power[0].secret', 'twinbox/london-power', 'support-1'),
  );
  expect(warned('twinbox/dublin-1-read', 'twinbox/dublin-power')).toEqual(
    notified('pairs[2].appliances[1].power[0].readSecret', 'twinbox/dublin-power', 'support-1'),
  );
});
