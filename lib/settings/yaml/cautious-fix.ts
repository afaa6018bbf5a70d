// What a fault advises where one of the allowed values does harm if it was not meant, and where a value is planned but not built:
// the advice is always the careful one.
import type { Path } from './source-map.ts';

/** By the end of the path. Nobody is led to `act`, `proceed` or `attested` by an error message. */
const CAREFUL: readonly (readonly [RegExp, string])[] = [
  [/policy\.automation$/, 'Write `observe`, or leave it out: Twinbox then watches, captures and notifies, and touches nothing.'],
  [/policy\.onUnconfirmedFence$/, 'Write `halt`: where nothing confirms that the old appliance is off, a person decides.'],
  [/standby\.quiet$/, 'Leave it out: drills are refused until you know why a restored standby does no harm.'],
];

/** Values that the design names and that nobody has built yet, by the end of the path. */
const PLANNED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/policy\.automation$/, ['ask']],
  [/traffic\.mode$/, ['dns-health-check', 'address', 'port-forward', 'nlb', 'lambda', 'appliance-form', 'ec2', 'operator']],
  [/power\[\d+\]\.method$/, ['ec2', 'lambda', 'role', 'operator', 'ipmi', 'pdu']],
  [/restore\.method$/, ['role', 'appliance-form', 'operator']],
  [/standby\.power$/, ['on', 'off']],
];

/** Settings that the design names and that nobody has built yet. */
const PLANNED_KEYS: readonly RegExp[] = [/standby\.power$/, /service\.address$/, /appliances\[\d+\]\.role$/, /traffic\.second$/];

/** What to do about a wrong value, where only the careful answer may be given. */
export const carefulFix = (pathWords: string): string | undefined => CAREFUL.find(([end]) => end.test(pathWords))?.[1];

/** Whether the value is one that is planned. Other rounds, more zones and more appliances count as well. */
const isPlanned = (pathWords: string, value: unknown): boolean => {
  if (/watch\.roundSeconds$/.test(pathWords)) return typeof value === 'number';
  if (/traffic\.zones$|\.appliances$/.test(pathWords)) return Array.isArray(value) && value.length > 1;
  return typeof value === 'string' && PLANNED.some(([end, values]) => end.test(pathWords) && values.includes(value));
};

export const isPlannedKey = (pathWords: string): boolean => PLANNED_KEYS.some((end) => end.test(pathWords));

export const NOT_YET = 'not supported yet';

/** What may stand there, with a word on a value that will be allowed one day. */
export const allowedNow = (allowed: string, path: Path, pathWords: string, value: unknown): string =>
  path.length > 0 && isPlanned(pathWords, value)
    ? `${allowed}; ${typeof value === 'string' || typeof value === 'number' ? `${value} is` : 'more are'} ${NOT_YET}`
    : allowed;
