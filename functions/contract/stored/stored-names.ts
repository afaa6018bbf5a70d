// Names as they are stored, where code has better ones. Functions of two versions share one record (a running recovery
// keeps the version that it was started with), so what is on disk keeps its names, and only this file knows both.

/** Where it is (keys joined by dots, `*` for each entry of a list or map), the name on disk, and the name in code. */
export type StoredName = readonly [where: string, stored: string, name: string];

const everywhere = (places: readonly string[], stored: string, name: string): readonly StoredName[] =>
  places.map((where) => [where, stored, name]);

export const RECORD_NAMES: readonly StoredName[] = [
  ['', 'carries', 'restoredBackup'],
  ['', 'quietUntil', 'leaseBlockedUntil'],
  ['', 'trail', 'recentNonces'],
  ['', 'blockTold', 'blockNotified'],
  ['', 'backupsTold', 'backupsNotified'],
  ['hold', 'goOnWith', 'resumeInput'],
  ['quarantined', 'because', 'reason'],
  ...everywhere(['pause', 'quarantined'], 'toldAt', 'notifiedAt'),
  ['notices.*', 'told', 'notified'],
  ['powerReading.checks.*', 'says', 'message'],
];

const FINDINGS = [
  'standbyFindings',
  'parityFindings',
  'primaryFindings',
  'vaultFindings',
  'readBackFindings',
  'people.findings',
];
const MESSAGES = [...FINDINGS, 'checks', 'traffic.checks', 'traffic.delegations', 'healthTexts'].map(
  (where) => `${where}.*`,
);

export const INSPECTION_NAMES: readonly StoredName[] = [
  ...everywhere([...MESSAGES, 'healthTexts.*.other'], 'says', 'message'),
  ['people', 'toldAt', 'notifiedAt'],
  ['people', 'told', 'notified'],
];

export const READ_BACK_NAMES: readonly StoredName[] = [['', 'because', 'reason']];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Own keys only: a key that an attacker names `__proto__` is one key among others. */
const mapped = (value: object, change: (key: string, inner: unknown) => readonly [string, unknown]): unknown =>
  Array.isArray(value)
    ? value.map((inner, index) => change(String(index), inner)[1])
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => change(key, inner)));

const renamed = (value: unknown, where: readonly string[], from: string, to: string): unknown => {
  if (!isObject(value)) return value;
  const [key, ...rest] = where;
  if (key === undefined)
    return Object.hasOwn(value, from) ? mapped(value, (one, inner) => [one === from ? to : one, inner]) : value;
  return mapped(value, (one, inner) => [one, key === '*' || key === one ? renamed(inner, rest, from, to) : inner]);
};

const pathOf = (where: string): readonly string[] => (where === '' ? [] : where.split('.'));

/**
 * A stored value under the names of the code; one that has them already is left as it is.
 * @example fromStored([['hold', 'goOnWith', 'resumeInput']], { hold: { goOnWith: 1 } }) // { hold: { resumeInput: 1 } }
 */
export const fromStored = (names: readonly StoredName[], value: unknown): unknown =>
  names.reduce((sum, [where, stored, name]) => renamed(sum, pathOf(where), stored, name), value);

/**
 * A value of the code under the names on disk.
 * @example toStored([['hold', 'goOnWith', 'resumeInput']], { hold: { resumeInput: 1 } }) // { hold: { goOnWith: 1 } }
 */
export const toStored = (names: readonly StoredName[], value: unknown): unknown =>
  names.reduce((sum, [where, stored, name]) => renamed(sum, pathOf(where), name, stored), value);

export const SETTINGS_NAMES: readonly StoredName[] = everywhere(
  ['appliances.*.restore', 'appliances.*.power.*'],
  'way',
  'method',
);

/** The path of a fault as whoever opens the stored object finds it. */
export const storedPath = (names: readonly StoredName[], path: readonly PropertyKey[]): readonly PropertyKey[] =>
  path.map((key, depth) => {
    const found = names.find(([where, , name]) => {
      const places = pathOf(where);
      return (
        name === key &&
        places.length === depth &&
        places.every((place, index) => place === '*' || place === path[index])
      );
    });
    return found?.[1] ?? key;
  });
