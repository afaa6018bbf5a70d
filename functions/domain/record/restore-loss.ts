// What the restore of a backup loses: the time from its capture to the outage, and the newer backups that are passed
// over. Operators read it before anything is changed, and in the report. Pure.

export interface RestoreLoss {
  readonly backupId: string;
  /** ISO time. */
  readonly capturedAt: string;
  /** From the capture to the outage, or to the start of the recovery where no outage is known; never negative. */
  readonly lostSeconds: number;
  /** How many newer backups are passed over. */
  readonly newerPassedOver: number;
}

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** In the largest unit that fits. */
const describeLength = (seconds: number): string => {
  if (seconds < 2 * MINUTE_S) return `${Math.round(seconds)} s`;
  if (seconds < 2 * HOUR_S) return `${Math.round(seconds / MINUTE_S)} min`;
  return seconds < 2 * DAY_S ? `${Math.round(seconds / HOUR_S)} h` : `${Math.round(seconds / DAY_S)} days`;
};

export const lossOf = (
  { backupId, capturedAt }: Pick<RestoreLoss, 'backupId' | 'capturedAt'>,
  { sinceIso, newerPassedOver }: { readonly sinceIso: string; readonly newerPassedOver: number },
): RestoreLoss => ({
  backupId,
  capturedAt,
  lostSeconds: Math.max(0, Math.round((Date.parse(sinceIso) - Date.parse(capturedAt)) / 1000)),
  newerPassedOver,
});

/** One sentence without its full stop. */
export const describeLoss = ({ backupId, capturedAt, lostSeconds, newerPassedOver }: RestoreLoss): string =>
  `restoring ${backupId} of ${capturedAt} loses all changes of the ${describeLength(lostSeconds)} after it; newer backups passed over: ${newerPassedOver}`;
