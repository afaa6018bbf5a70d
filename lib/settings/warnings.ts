// What is allowed in the settings but deserves a word at every synth.
import type { PairSettings } from '../../functions/contract/pair-settings.ts';
import { expectedSeconds, inWords } from '../recovery-time.ts';
import type { Warning } from './fault.ts';
import type { FileSettings } from './file-schema.ts';

const DAY_MINUTES = 1440;

/** Minutes of a day outside of hours such as `22:00-06:00 Europe/London`; 0 where there are none. */
const minutesClosed = (between: string | undefined): number => {
  const [, ...times] = /^(\d\d):(\d\d)-(\d\d):(\d\d) /.exec(between ?? '') ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = times.map(Number);
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined) return 0;
  return (fromHour * 60 + fromMinute - toHour * 60 - toMinute + DAY_MINUTES) % DAY_MINUTES;
};

const pairWarnings = (pair: PairSettings, at: string): readonly Warning[] => {
  const warnings: Warning[] = [];
  const { policy, watch, backup } = pair;
  const powerless = pair.appliances.filter(({ power }) => power.every(({ way }) => way === 'none')).map(({ name }) => name);
  if (powerless.length > 0 && policy.onUnconfirmedFence === 'halt') {
    const message = `nothing can switch off ${powerless.join(' or ')}: a recovery away from it halts until a person starts one with fenceConfirmed`;
    warnings.push({ path: `${at}.policy.onUnconfirmedFence`, message });
  }
  if (policy.onUnconfirmedFence === 'proceed') {
    const message = 'a recovery goes on although nothing confirms that the old appliance is off: both may serve for a while';
    warnings.push({ path: `${at}.policy.onUnconfirmedFence`, message });
  }
  if (watch.witnesses.length < 2) {
    const message = `${watch.witnesses.length} of the recommended 2 or more: with fewer, a witness that is down itself blocks every recovery`;
    warnings.push({ path: `${at}.watch.witnesses`, message });
  }
  const seconds = expectedSeconds(pair);
  if (seconds > policy.rtoMinutes * 60) {
    const message = `a recovery is expected to take ${inWords(seconds)}, more than the ${policy.rtoMinutes} min of the objective; actAfterSeconds is ${policy.actAfterSeconds}`;
    warnings.push({ path: `${at}.policy.rtoMinutes`, message });
  }
  if (backup.everyMinutes > policy.rpoMinutes) {
    const message = `a capture every ${backup.everyMinutes} min cannot meet an objective of ${policy.rpoMinutes} min`;
    warnings.push({ path: `${at}.policy.rpoMinutes`, message });
  }
  const closedMinutes = minutesClosed(backup.between);
  if (closedMinutes > 0 && closedMinutes + backup.everyMinutes > policy.rpoMinutes) {
    const message = `no capture is scheduled for ${closedMinutes} min of each day: that cannot meet an objective of ${policy.rpoMinutes} min, and BackupStale will stand each day`;
    warnings.push({ path: `${at}.backup.between`, message });
  }
  return warnings;
};

/** All warnings, in the order of the file. */
export const warningsOf = ({ notify, pairs }: FileSettings): readonly Warning[] => [
  ...(notify.operators.email.length + notify.operators.https.length === 0
    ? [{ path: 'notify.operators', message: 'nobody would be told of anything: name at least one e-mail address or https URL' }]
    : []),
  ...pairs.flatMap((pair, index) => pairWarnings(pair, `pairs[${index}]`)),
];
