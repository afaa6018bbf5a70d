// The settings file as owners write it: all faults at once, each with its line and its fix, and never a secret.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseSettings, readSettings } from '../../../lib/settings/read-settings.ts';
import { type Fault, SettingsFaultyError } from '../../../lib/settings/yaml/fault.ts';

const FILE = 'test/lib/settings/many-faults.yaml';

const refusal = (text: string): SettingsFaultyError => {
  try {
    parseSettings(text, 'twinbox.yaml');
  } catch (error) {
    if (error instanceof SettingsFaultyError) return error;
    throw error;
  }
  throw new Error('these settings were accepted');
};
const faultsIn = (text: string): readonly Fault[] => refusal(text).faults;

const example = readFileSync('twinbox.yaml', 'utf8');
const without = (line: RegExp) => example.replace(line, '');
const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('a file with many faults', () => {
  const text = readFileSync(FILE, 'utf8');
  const faults = faultsIn(text);

  test('lists every fault with its line, in the order of the file', () => {
    expect(faults.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '2 home.region',
      '3 home.regoin',
      '6 notify.operators.email[0]',
      '7 notify.operators.https[0]',
      '9 pairs[0].name',
      '11 pairs[0].service.names[1]',
      '12 pairs[0].service.ports[0]',
      '15 pairs[0].appliances[0].address',
      '16 pairs[0].appliances[0].secret',
      '17 pairs[0].appliances[0].restore.method',
      '18 pairs[0].appliances[0].power[0].method',
      '18 pairs[0].appliances[0].power[1].user',
      '19 pairs[0].appliances[1].name',
      '20 pairs[0].appliances[1].address',
      '22 pairs[0].appliances[1].password',
      '23 pairs[0].appliances[1].restore.functionArn',
      '24 pairs[0].appliances[1].power',
      '25 pairs[0].preferred',
      '28 pairs[0].traffic.ttlSeconds',
      '29 pairs[0].traffic.zones[0].id',
      '30 pairs[0].policy.onUnconfirmedFence',
      '31 pairs[0].policy.automation',
      '32 pairs[0].policy.actAfterSecond',
      '33 pairs[0].policy.rpoMinutes',
    ]);
  });

  test.each([
    ['home.regoin', { value: '"eu-central-1"', fix: 'Write `region` instead of `regoin`.' }],
    [
      'pairs[0].service.ports[0]',
      { value: '"443"', allowed: 'a whole number from 1 to 65535', fix: 'Remove the quotes: a number has none.' },
    ],
    ['pairs[0].appliances[0].restore.method', { value: '"lamda"', fix: expect.stringMatching(/^Write `lambda`\./) }],
    ['pairs[0].appliances[0].power[1].user', { allowed: 'only the key method' }],
    ['pairs[0].appliances[1].address', { value: 'null (a key without a value)', allowed: 'an IPv4 address' }],
    ['pairs[0].preferred', { value: '"paris"', allowed: 'one of london' }],
    ['pairs[0].traffic.ttlSeconds', { value: '900', allowed: 'a whole number from 1 to 300' }],
    [
      'pairs[0].policy.onUnconfirmedFence',
      { allowed: 'one of halt, proceed', fix: expect.stringMatching(/^Add `onUnconfirmedFence`\./) },
    ],
    ['pairs[0].policy.actAfterSecond', { fix: 'Write `actAfterSeconds` instead of `actAfterSecond`.' }],
  ])('shows for %s the value found, what is allowed and the fix', (path, said) => {
    expect(faults.find((fault) => fault.path === path)).toMatchObject(said);
  });

  test('never shows a value that may be a secret', () => {
    const { message } = refusal(text);
    for (const secret of ['hunter2', 'Tr0ub4dor', 'root']) expect(message).not.toContain(secret);
    expect(message).toContain('(not shown: it may be a secret)');
  });

  test('prints its name and the number of faults first', () => {
    expect(() => readSettings(FILE)).toThrow(
      /^test\/lib\/settings\/many-faults\.yaml has 24 faults:\n\n.*many-faults\.yaml:2 {2}home\.region\n/,
    );
  });
});

describe('the advice of a fault', () => {
  test.each(['ack', 'acting', 'yes', 'true', 'Act', 'auto', 'asks', '7'])(
    'never suggests act: automation: %s',
    (value) => {
      const text = example.replace('actAfterSeconds: 300', `automation: ${value}\n      actAfterSeconds: 300`);
      const [fault] = faultsIn(text);
      expect(fault).toMatchObject({
        path: 'pairs[0].policy.automation',
        fix: expect.stringMatching(/^Write `observe`/),
      });
      expect(fault?.fix).not.toMatch(/\bact\b/);
    },
  );

  test.each(['proced', 'yes', 'procced'])('never suggests proceed: onUnconfirmedFence: %s', (value) => {
    const [fault] = faultsIn(example.replace('onUnconfirmedFence: halt', `onUnconfirmedFence: ${value}`));
    expect(fault?.fix).toMatch(/^Write `halt`/);
  });

  test('never suggests a statement about the standby that nobody has made', () => {
    const [fault] = faultsIn(
      example.replace('preferred: london', 'preferred: london\n    standby: { quiet: atested }'),
    );
    expect(fault?.fix).toMatch(/^Remove this setting/);
  });

  test.each([
    ['mode: dns-record', 'mode: dns-health-check', 'pairs[0].traffic.mode'],
    ['mode: dns-record', 'mode: port-forward', 'pairs[0].traffic.mode'],
    ['method: redfish', 'method: role', 'pairs[0].appliances[0].power[0].method'],
    ['    backup:', '    watch: { roundSeconds: 30 }\n    backup:', 'pairs[0].watch.roundSeconds'],
  ])('reports a planned value as not supported yet: %s → %s', (from, to, path) => {
    const fault = faultsIn(example.replace(from, to)).find((one) => one.path === path);
    expect(fault?.allowed).toContain('not supported yet');
  });

  test.each([
    ['method: redfish', 'way: redfish', 'pairs[0].appliances[0].power[0].way', '"redfish"'],
    ['method: lambda', 'way: lambda', 'pairs[0].appliances[0].restore.way', '"lambda"'],
  ])('renames a key of an earlier release: %s → %s', (from, to, path, value) => {
    const text = example.replace(from, to);
    const [fault, ...others] = faultsIn(text);
    expect(others).toEqual([]);
    expect(fault).toEqual({
      ...{ path, value, line: lineOf(text, to) },
      allowed: 'the key method: way is now called method',
      fix: 'Rename `way` to `method`.',
    });
  });

  test('removes a key of an earlier release if its new name is set as well', () => {
    const [fault] = faultsIn(example.replace('method: redfish', 'method: redfish\n            way: redfish'));
    expect(fault).toMatchObject({
      path: 'pairs[0].appliances[0].power[0].way',
      fix: 'Remove `way`: way is now called method, which is already set.',
    });
  });

  test('reports a planned setting as not supported yet', () => {
    const [fault] = faultsIn(example.replace('preferred: london', 'preferred: london\n    standby: { power: off }'));
    expect(fault).toMatchObject({ path: 'pairs[0].standby.power', fix: 'Remove `power`: it is not supported yet.' });
  });
});

test.each(['xx-nowhere-1', 'eu-centrall-1', 'eu-central-0', 'moon-east-1', 'us-middle-1'])(
  'the region %s is a fault',
  (region) => {
    expect(faultsIn(example.replace('region: eu-central-1', `region: ${region}`))).toMatchObject([
      { path: 'home.region' },
    ]);
  },
);

test.each(['us-east-1', 'us-gov-west-1', 'ap-southeast-5', 'mx-central-1', 'il-central-1'])(
  'the region %s is accepted',
  (region) => {
    expect(
      parseSettings(example.replace('region: eu-central-1', `region: ${region}`), 'twinbox.yaml').home.region,
    ).toBe(region);
  },
);

test('one TAB is one fault, and two are two', () => {
  const tabbed = example.replace('    backup:', '\tbackup:');
  expect(faultsIn(tabbed)).toEqual([
    expect.objectContaining({
      line: lineOf(example, '    backup:'),
      value: 'a TAB in the indentation',
      fix: 'Replace the TAB with spaces.',
    }),
  ]);
  expect(faultsIn(tabbed.replace('      keepDays', '\t\tkeepDays'))).toHaveLength(2);
});

describe('rules across settings', () => {
  const second = example
    .slice(example.indexOf('  - name: support'))
    .replaceAll('support.example.com', 'other.example.com');

  test('two pairs need different names', () => {
    const text = `${example}\n${second}`;
    const [fault, ...more] = faultsIn(text);
    expect(more).toEqual([]);
    expect(fault).toMatchObject({
      path: 'pairs[1].name',
      line:
        text.lastIndexOf('- name: support') > 0
          ? text.slice(0, text.lastIndexOf('- name: support')).split('\n').length
          : 0,
    });
  });

  test('the number of pairs has no limit: each pair has its own stack', () => {
    const more = Array.from({ length: 60 }, (_, index) =>
      second.replace('name: support', `name: p${index}`).replaceAll('other.example.com', `p${index}.example.com`),
    );
    expect(parseSettings([example, ...more].join('\n'), 'twinbox.yaml').pairs).toHaveLength(61);
  });

  test('a pair must fit its parameter with every default filled in', () => {
    const grow = (letters: number) =>
      example.replace(/pathWitnesses: \[\]/, `pathWitnesses: ["${'w'.repeat(letters)}:443"]`);
    const fits = (letters: number): boolean => {
      try {
        return Buffer.byteLength(JSON.stringify(parseSettings(grow(letters), 'twinbox.yaml').pairs[0])) <= 8192;
      } catch (error) {
        if (error instanceof SettingsFaultyError) return true;
        throw error;
      }
    };
    for (let letters = 6_000; letters < 8_200; letters += 50) expect([letters, fits(letters)]).toEqual([letters, true]);
  });

  test('one host name belongs to one pair', () => {
    const text = `${example}\n${second.replace('name: support', 'name: other').replace('other.example.com', 'support.example.com')}`;
    expect(faultsIn(text)).toMatchObject([{ path: 'pairs[1].service.names[0]', value: '"support.example.com"' }]);
  });

  test('two appliances need different addresses', () => {
    const text = example.replace('198.51.100.10', '203.0.113.10');
    expect(faultsIn(text)).toMatchObject([
      { path: 'pairs[0].appliances[1].address', line: lineOf(example, '198.51.100.10') },
    ]);
  });

  test('preferred must name one of the two appliances', () => {
    expect(faultsIn(example.replace('preferred: london', 'preferred: londen'))).toMatchObject([
      { path: 'pairs[0].preferred', allowed: 'one of london, dublin', line: lineOf(example, 'preferred:') },
    ]);
  });

  test('a pair fits into one parameter', () => {
    const chain = `-----BEGIN CERTIFICATE-----${'x'.repeat(9000)}`;
    const text = example
      .replace('preferred: london', `preferred: london`)
      .replace('secret: twinbox/dublin\n', `secret: twinbox/dublin\n        tls: { ca: "${chain}" }\n`);
    expect(faultsIn(text)).toMatchObject([
      { path: 'pairs[0]', allowed: 'at most 8192 bytes in all: one SSM parameter' },
    ]);
  });
});

describe('the hours of captures', () => {
  const withHours = (between: string) => example.replace('keepDays: 90', `keepDays: 90\n      between: ${between}`);

  test('are kept as written', () => {
    expect(parseSettings(withHours('22:00-06:00 Europe/London'), 'twinbox.yaml').pairs[0]?.backup.between).toBe(
      '22:00-06:00 Europe/London',
    );
  });

  test.each([
    ['24:00-06:00 Europe/London', /^two times of day and a time zone/],
    ['22:00-06:00', /^two times of day and a time zone/],
    ['22:00-06:00 Europe/Londen', /^an IANA time zone/],
    ['06:00-06:00 Europe/London', /^two different times/],
  ])('%s is a fault', (between, allowed) => {
    expect(faultsIn(withHours(between))).toEqual([
      expect.objectContaining({ path: 'pairs[0].backup.between', allowed: expect.stringMatching(allowed) }),
    ]);
  });
});

describe('the restore method', () => {
  const lambda = /restore: # your own[\s\S]*?restore-appliance\n/;
  const withRestore = (restore: string) => example.replace(lambda, `restore: ${restore}\n`);

  test('may be the web interface, with its own secret and hints', () => {
    const text = withRestore(
      '{ method: login-form, secret: twinbox/london-login, hints: { uploadPath: /login/software } }',
    );
    expect(parseSettings(text, 'twinbox.yaml').pairs[0]?.appliances[0]?.restore).toEqual({
      method: 'login-form',
      secret: 'twinbox/london-login',
      hints: { uploadPath: '/login/software' },
    });
  });

  test.each<[string, string]>([
    ['{ method: login-form }', 'pairs[0].appliances[0].restore.secret'],
    ['{ method: login-form, secret: a, functionArn: b }', 'pairs[0].appliances[0].restore.functionArn'],
    [
      '{ method: login-form, secret: a, hints: { uploadPath: "https://elsewhere.example.com/" } }',
      'pairs[0].appliances[0].restore.hints.uploadPath',
    ],
    ['{ method: login-form, secret: a, hints: { upload: /x } }', 'pairs[0].appliances[0].restore.hints.upload'],
  ])('%s is a fault', (restore, path) => {
    expect(faultsIn(withRestore(restore)).map((fault) => fault.path)).toEqual([path]);
  });
});

describe('a file that is not a settings file', () => {
  test('is named if it cannot be read, with the two options to name another file', () => {
    expect(() => readSettings('nowhere.yaml')).toThrow(/nowhere\.yaml.*\n.*TWINBOX_SETTINGS|TWINBOX_SETTINGS/s);
  });

  test('lists its YAML faults with their lines and quotes nothing', () => {
    const { message, faults } = refusal('a: *hunter2\nb: 1\nb: 2\nc: [hunter3\n');
    expect(faults.map(({ line }) => line)).toEqual([1, 3, 5]);
    expect(message).not.toMatch(/hunter/);
  });

  test.each(['', '- 1', 'text', '7'])('is one fault as a whole if it is %j', (text) => {
    expect(faultsIn(text)).toMatchObject([{ line: 1, path: '', allowed: 'a group with home, notify, network, pairs' }]);
  });

  test('without any single line gives settings or faults, never a crash', () => {
    for (const line of example.split('\n')) {
      const text = example.replace(`${line}\n`, '');
      try {
        parseSettings(text, 'twinbox.yaml');
      } catch (error) {
        expect(error).toBeInstanceOf(SettingsFaultyError);
      }
    }
  });
});

test('the example is accepted, with every default filled in', () => {
  const [pair] = readSettings('twinbox.yaml').pairs;
  expect(pair).toMatchObject({
    watch: { roundSeconds: 10, failuresToAlarm: 3 },
    policy: { automation: 'observe' },
    traffic: { ttlSeconds: 30, nameServers: [] },
  });
  expect(without(/^ *backup:\n.*\n.*\n/m)).not.toBe(example);
  expect(parseSettings(without(/^ *backup:\n.*\n.*\n/m), 'twinbox.yaml').pairs[0]?.backup).toEqual({
    everyMinutes: 60,
    keepDays: 90,
    minShrinkRatio: 0.8,
    baselineDays: 30,
    minBytes: 32_768,
    maxBytes: 4_294_967_296,
  });
});
