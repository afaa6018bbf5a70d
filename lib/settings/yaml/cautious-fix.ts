// What a fault advises if one of the allowed values does harm when set by mistake, or if a value is planned but not
// built. The advice is always the safe one.
import type { Path } from './source-map.ts';

/** By the end of the path. An error message never suggests `act`, `proceed` or `attested`. */
const CAREFUL: readonly (readonly [RegExp, string])[] = [
  [
    /policy\.automation$/,
    'Write `observe`, or remove this setting: Twinbox then watches, captures and notifies, and changes nothing.',
  ],
  [
    /policy\.onUnconfirmedFence$/,
    'Write `halt`: if nothing confirms that the old appliance is off, an operator decides.',
  ],
  [
    /standby\.quiet$/,
    'Remove this setting: Twinbox refuses drills until you know why a restored standby does no harm.',
  ],
];

/** Values that are planned but not built yet, by the end of the path. */
const PLANNED: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /traffic\.mode$/,
    ['dns-health-check', 'address', 'port-forward', 'nlb', 'lambda', 'appliance-form', 'ec2', 'operator'],
  ],
  [/power\[\d+\]\.method$/, ['role', 'ipmi', 'pdu']],
  [/restore\.method$/, ['role', 'appliance-form', 'operator']],
  [/standby\.power$/, ['on', 'off']],
];

/** Settings that are planned but not built yet. */
const PLANNED_KEYS: readonly RegExp[] = [
  /standby\.power$/,
  /service\.address$/,
  /appliances\[\d+\]\.role$/,
  /traffic\.second$/,
];

/** What to do about a wrong value for which only the safe answer may be given. */
export const carefulFix = (pathWords: string): string | undefined => CAREFUL.find(([end]) => end.test(pathWords))?.[1];

/** Whether the value is planned. Other round lengths, more zones and more appliances are planned as well. */
const isPlanned = (pathWords: string, value: unknown): boolean => {
  if (/watch\.roundSeconds$/.test(pathWords)) return typeof value === 'number';
  if (/traffic\.zones$|\.appliances$/.test(pathWords)) return Array.isArray(value) && value.length > 1;
  return typeof value === 'string' && PLANNED.some(([end, values]) => end.test(pathWords) && values.includes(value));
};

export const isPlannedKey = (pathWords: string): boolean => PLANNED_KEYS.some((end) => end.test(pathWords));

export const NOT_YET = 'not supported yet';

/** What is allowed, with a note on a value that is planned. */
export const allowedNow = (allowed: string, path: Path, pathWords: string, value: unknown): string =>
  path.length > 0 && isPlanned(pathWords, value)
    ? `${allowed}; ${typeof value === 'string' || typeof value === 'number' ? `${value} is` : 'more are'} ${NOT_YET}`
    : allowed;
