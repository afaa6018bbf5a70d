// What the owner wants of a recovery, by the settings.

export interface Objectives {
  /** At most this much is lost. */
  readonly rpoMinutes: number;
  /** In at most this time users are served again. */
  readonly rtoMinutes: number;
}
