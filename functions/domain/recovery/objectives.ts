// The recovery objectives of the settings.

export interface Objectives {
  /** The longest time whose changes may be lost. */
  readonly rpoMinutes: number;
  /** The longest time until users are served again. */
  readonly rtoMinutes: number;
}
