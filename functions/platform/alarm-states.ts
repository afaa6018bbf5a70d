// The interface to the states of alarms: an alarm is an edge, but an outage is a level.

export interface AlarmReading {
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** ms since 1970 at which it went into that state. */
  readonly sinceMs: number;
}

export interface AlarmStates {
  /** @returns undefined where there is no such alarm. */
  read(alarmName: string): Promise<AlarmReading | undefined>;
  /** At most 100 in one question; one that does not exist is left out. */
  readAll(alarmNames: readonly string[]): Promise<ReadonlyMap<string, AlarmReading>>;
}
