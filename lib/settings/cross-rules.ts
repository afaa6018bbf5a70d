// Rules that span several settings. Each rule reads whatever is present, even if the rest of the file is faulty, so
// that the owner sees all faults at once.
import { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { Path } from './yaml/source-map.ts';

/** A broken rule, before its line is known. */
export interface Broken {
  readonly path: Path;
  readonly allowed: string;
  readonly fix: string;
}

type Loose = Readonly<Record<string, unknown>>;

/** Bytes of an advanced SSM parameter. */
const PARAMETER_BYTES = 8192;

const group = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {});
const list = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.map(group) : []);
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** Index of every text that already occurred earlier in the list. */
const repeated = (values: readonly unknown[]): readonly number[] =>
  values.flatMap((value, index) => (typeof value === 'string' && values.indexOf(value) < index ? [index] : []));

const appliancesDiffer = (pair: Loose, at: Path): readonly Broken[] => {
  const appliances = list(pair.appliances);
  return ['name', 'address'].flatMap((key) =>
    repeated(appliances.map((appliance) => appliance[key])).map((index) => ({
      path: [...at, 'appliances', index, key],
      allowed: `two appliances with different ${key === 'name' ? 'names' : 'addresses'}`,
      fix: `Give the second appliance its own ${key}.`,
    })),
  );
};

const preferredIsOne = (pair: Loose, at: Path): readonly Broken[] => {
  const names = [...new Set(texts(list(pair.appliances).map((appliance) => appliance.name)))];
  const preferred = pair.preferred;
  if (typeof preferred !== 'string' || names.length === 0 || names.includes(preferred)) return [];
  return [
    { path: [...at, 'preferred'], allowed: `one of ${names.join(', ')}`, fix: 'Name one of the two appliances.' },
  ];
};

/** Measures the pair as the parameter will hold it: with every default filled in. */
const fitsParameter = (pair: Loose, at: Path): readonly Broken[] => {
  const whole = PairSettings.safeParse(pair);
  const bytes = Buffer.byteLength(JSON.stringify(whole.success ? whole.data : pair));
  if (bytes <= PARAMETER_BYTES) return [];
  const fix = `Shorten it by ${bytes - PARAMETER_BYTES} bytes: give only the signing certificate instead of a whole chain.`;
  return [{ path: at, allowed: `at most ${PARAMETER_BYTES} bytes in all: one SSM parameter`, fix }];
};

const unique = (
  values: readonly unknown[],
  pathOf: (index: number) => Path,
  allowed: string,
  fix: string,
): readonly Broken[] => repeated(values).map((index) => ({ path: pathOf(index), allowed, fix }));

const networkIsThere = (content: Loose): readonly Broken[] => {
  if (content.network !== undefined) return [];
  return list(content.pairs).flatMap((pair, index) =>
    list(pair.appliances).flatMap((appliance, position) => {
      const at = ['pairs', index, 'appliances', position];
      const asking = [
        { path: [...at, 'management', 'via'], via: group(appliance.management).via },
        ...list(appliance.power).map((power, method) => ({ path: [...at, 'power', method, 'via'], via: power.via })),
      ];
      return asking
        .filter(({ via }) => via === 'network')
        .map(({ path }) => ({
          path,
          allowed: 'network, but only if the file defines a network',
          fix: 'Add network: {subnetIds, securityGroupIds} at the top of the file, or remove via.',
        }));
    }),
  );
};

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

const hoursAreKnown = (pair: Loose, at: Path): readonly Broken[] => {
  const { between } = group(pair.backup);
  const [, from, to, zone] = /^(\d\d:\d\d)-(\d\d:\d\d) (\S+)$/.exec(typeof between === 'string' ? between : '') ?? [];
  if (zone === undefined) return [];
  const path = [...at, 'backup', 'between'];
  return [
    ...(from === to ? [{ path, allowed: 'two different times', fix: 'Remove this setting to capture all day.' }] : []),
    ...(isTimeZone(zone)
      ? []
      : [{ path, allowed: 'an IANA time zone, such as Europe/London', fix: `Correct the time zone ${zone}.` }]),
  ];
};

const windowsAreKnown = (pair: Loose, at: Path): readonly Broken[] => {
  const names = texts(list(pair.appliances).map((appliance) => appliance.name));
  return list(pair.windows).flatMap(({ appliance, weekly }, index) => {
    const path = [...at, 'windows', index];
    const [, zone] = /^\w{3} \d\d:\d\d (\S+)$/.exec(typeof weekly === 'string' ? weekly : '') ?? [];
    return [
      ...(typeof appliance === 'string' && names.length > 0 && !names.includes(appliance)
        ? [
            {
              path: [...path, 'appliance'],
              allowed: `one of ${names.join(', ')}`,
              fix: 'Name one of the two appliances.',
            },
          ]
        : []),
      ...(zone === undefined || isTimeZone(zone)
        ? []
        : [
            {
              path: [...path, 'weekly'],
              allowed: 'an IANA time zone, such as Europe/London',
              fix: `Correct the time zone ${zone}.`,
            },
          ]),
    ];
  });
};

/** Every broken rule of the file's content. */
export const brokenRules = (content: unknown): readonly Broken[] => {
  const pairs = list(group(content).pairs);
  const names = pairs.flatMap((pair, index) =>
    texts(group(pair.service).names).map((name, position) => ({
      name,
      path: ['pairs', index, 'service', 'names', position],
    })),
  );
  return [
    ...networkIsThere(group(content)),
    ...unique(
      pairs.map((pair) => pair.name),
      (index) => ['pairs', index, 'name'],
      'a name that no other pair has',
      'Give each pair its own name.',
    ),
    ...unique(
      names.map(({ name }) => name),
      (index) => names[index]?.path ?? [],
      'a host name that no other entry uses',
      'Remove it here: each host name belongs to one pair, and is listed once.',
    ),
    ...pairs.flatMap((pair, index) =>
      [appliancesDiffer, preferredIsOne, hoursAreKnown, windowsAreKnown, fitsParameter].flatMap((rule) =>
        rule(pair, ['pairs', index]),
      ),
    ),
  ];
};
