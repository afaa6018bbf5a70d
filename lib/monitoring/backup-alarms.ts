// Alarms on the backups: their age, what the last capture was like, and whether the newest can be read back.
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { AlarmForm } from './alarm-form.ts';

const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD: AT_LEAST, GREATER_THAN_THRESHOLD: ABOVE } = ComparisonOperator;
const { BREACHING, IGNORE } = TreatMissingData;

/** Half of the 14 minutes that one capture has. */
const HALF_OF_CAPTURE_SECONDS = 420;

type Name = 'BackupStale' | 'BackupSuspect' | 'BackupOutgrown' | 'ReadBackFailed';

export const backupAlarms = ({ policy }: Pick<PairSettings, 'policy'>): Readonly<Record<Name, AlarmForm>> => ({
  BackupStale: {
    message: 'The newest good backup is older than the recovery point objective, or its age is unknown.',
    metric: 'backupAgeMinutes',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 3,
    operator: ABOVE,
    threshold: policy.rpoMinutes,
    // N of N: an age grows until the next good capture, so it cannot come and go. While the age is unknown, the newest
    // backup may be of any age; a known age between two failed reads shows that it is not.
    missing: BREACHING,
  },
  BackupSuspect: {
    message:
      'The last capture is suspect: Twinbox keeps it, never restores it on its own, and does not count it as good.',
    metric: 'captureSuspect',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: 1,
    // Published once a capture: the alarm stays in ALARM until a good one.
    missing: IGNORE,
  },
  BackupOutgrown: {
    message: 'The last capture took more than half of its limit of 14 minutes.',
    metric: 'captureSeconds',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: HALF_OF_CAPTURE_SECONDS,
    // The same: it stays in ALARM until a capture is faster.
    missing: IGNORE,
  },
  ReadBackFailed: {
    message: 'The newest backup differs from what was captured, or no backup has been read back for more than a day.',
    metric: 'readBackFailed',
    statistic: Stats.MAXIMUM,
    periodSeconds: 60,
    periods: 1,
    operator: AT_LEAST,
    threshold: 1,
    // Published while there is a backup. If the inspector publishes nothing, StandbyUnfit goes into ALARM.
    missing: IGNORE,
  },
});
