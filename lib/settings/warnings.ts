// Settings that are allowed but that every synth warns about.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { isCommanded } from '../../functions/contract/settings/power-settings.ts';
import { exampleValues, isPrivate } from './example-values.ts';
import type { FileSettings } from './file-schema.ts';
import { expectedSeconds, inWords } from './recovery-time.ts';
import type { Warning } from './yaml/fault.ts';

const DAY_MINUTES = 1440;
/** A shorter time leaves an operator no chance to notice and to stop the recovery. */
const SHORT_OUTAGE_SECONDS = 30;

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
  const powerless = pair.appliances
    .filter(({ power }) => power.every((method) => !isCommanded(method)))
    .map(({ name }) => name);
  if (powerless.length > 0 && policy.onUnconfirmedFence === 'halt') {
    const message = `Twinbox cannot power off ${powerless.join(' or ')}: a recovery that moves users away from it halts until an operator starts one with fenceConfirmed`;
    warnings.push({ path: `${at}.policy.onUnconfirmedFence`, message });
  }
  if (policy.onUnconfirmedFence === 'proceed') {
    const message =
      'a recovery proceeds even if nothing confirms that the old appliance is off: both appliances may serve for a while';
    warnings.push({ path: `${at}.policy.onUnconfirmedFence`, message });
  }
  if (watch.witnesses.length < 2) {
    const message = `found ${watch.witnesses.length}, recommended 2 or more: with fewer, one witness that is down blocks every recovery`;
    warnings.push({ path: `${at}.watch.witnesses`, message });
  }
  for (const [position, { address, name }] of pair.appliances.entries()) {
    if (!isPrivate(address)) continue;
    const message = `${address} of ${name} is private: the functions that probe the users' path run outside your network and cannot reach it, so ${name} would count as down. Fix: set the public address that users connect to`;
    warnings.push({ path: `${at}.appliances[${position}].address`, message });
  }
  if (policy.actAfterSeconds < SHORT_OUTAGE_SECONDS) {
    const message = `a failover fences the primary after ${policy.actAfterSeconds} s of outage, but an appliance takes longer than that to restart. Recommended: 300`;
    warnings.push({ path: `${at}.policy.actAfterSeconds`, message });
  }
  const seconds = expectedSeconds(pair);
  if (seconds > policy.rtoMinutes * 60) {
    const message = `a recovery is expected to take ${inWords(seconds)}, longer than the objective of ${policy.rtoMinutes} min; actAfterSeconds is ${policy.actAfterSeconds}`;
    warnings.push({ path: `${at}.policy.rtoMinutes`, message });
  }
  if (backup.everyMinutes > policy.rpoMinutes) {
    const message = `a capture every ${backup.everyMinutes} min cannot meet an objective of ${policy.rpoMinutes} min`;
    warnings.push({ path: `${at}.policy.rpoMinutes`, message });
  }
  const closedMinutes = minutesClosed(backup.between);
  if (closedMinutes > 0 && closedMinutes + backup.everyMinutes > policy.rpoMinutes) {
    const message = `no capture is scheduled for ${closedMinutes} min of each day: that cannot meet an objective of ${policy.rpoMinutes} min, and BackupStale goes into ALARM every day`;
    warnings.push({ path: `${at}.backup.between`, message });
  }
  return warnings;
};

/** All warnings, in the order of the file. */
export const warningsOf = (settings: FileSettings): readonly Warning[] => [
  ...exampleWarnings(settings),
  ...deployedWarnings(settings),
];

const exampleWarnings = (settings: FileSettings): readonly Warning[] => {
  const values = exampleValues(settings);
  if (values.length === 0) return [];
  const shown = values.slice(0, 5).join(', ');
  const message = `these values come from the example and are placeholders: ${shown}${values.length > 5 ? `, and ${values.length - 5} more` : ''}. Fix: replace them with your own before you deploy`;
  return [{ path: '(the whole file)', message }];
};

/** Every secret of a pair with its place. */
const secretsOf = (
  { appliances }: PairSettings,
  at: string,
): readonly { readonly path: string; readonly secret: string }[] =>
  appliances.flatMap(({ secret, restore, power }, position) => {
    const here = `${at}.appliances[${position}]`;
    return [
      { path: `${here}.secret`, secret },
      ...(restore.method === 'login-form' ? [{ path: `${here}.restore.secret`, secret: restore.secret }] : []),
      ...power.flatMap((method, index) => {
        if (method.method !== 'redfish') return [];
        const { secret: full, readSecret } = method;
        return [
          { path: `${here}.power[${index}].secret`, secret: full },
          ...(readSecret === undefined ? [] : [{ path: `${here}.power[${index}].readSecret`, secret: readSecret }]),
        ];
      }),
    ];
  });

/** Each pair can read only its own secrets, unless the settings name the same secret in two pairs. */
const sharedSecretWarnings = (pairs: readonly PairSettings[]): readonly Warning[] => {
  const named = pairs.flatMap((pair, index) =>
    secretsOf(pair, `pairs[${index}]`).map((one) => ({ ...one, pair: pair.name })),
  );
  return named.flatMap(({ path, secret, pair }, index) => {
    const other = named.slice(0, index).find((one) => one.secret === secret && one.pair !== pair);
    if (!other) return [];
    const message = `the pair ${other.pair} uses ${secret} too: an attacker who takes over a function of either pair can read it. Fix: give ${pair} its own secret`;
    return [{ path, message }];
  });
};

const deployedWarnings = ({ notify, pairs }: FileSettings): readonly Warning[] => [
  ...(notify.operators.email.length + notify.operators.https.length === 0
    ? [
        {
          path: 'notify.operators',
          message: 'Twinbox would notify nobody. Fix: name at least one e-mail address or https URL',
        },
      ]
    : []),
  ...pairs.flatMap((pair, index) => pairWarnings(pair, `pairs[${index}]`)),
  ...sharedSecretWarnings(pairs),
];
