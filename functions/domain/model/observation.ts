// What one probe found, and what one round found over all. Facts only; domain/diagnosis names what they mean.

/** How a probe ended. `refused`, `silent` and `reset` are the target's silence; `untrusted`, `denied`, `throttled` are our own trouble. */
export type ProbeResult =
  | 'healthy'
  | 'unhealthy' // answers over trusted TLS, but says it is not well (HTTP 500 on /check_health)
  | 'refused'
  | 'reset'
  | 'silent' // nothing within the time
  | 'unresolved' // the name has no address at the server asked
  | 'untrusted' // TLS up, but the certificate does not convince us
  | 'denied' // 401, 403, 404
  | 'throttled' // 429
  | 'garbled'; // an answer we cannot read

export interface Observation {
  /** Appliance name, witness URL, path witness or service name. */
  readonly target: string;
  readonly result: ProbeResult;
  /** ISO time at which the probe ended. */
  readonly at: string;
  readonly elapsedMs: number;
  /** Short, for people; never an answer's body. */
  readonly detail?: string;
}

/** One pass over all. */
export interface Round {
  /** ISO time of the wall-clock slot. */
  readonly slot: string;
  readonly vantage: string;
  readonly appliances: Readonly<Record<string, Observation>>;
  readonly witnesses: readonly Observation[];
  /** Path witnesses by appliance: things that stand beside that appliance. */
  readonly pathWitnesses: Readonly<Record<string, readonly Observation[]>>;
  /** The service under its public name, resolved at an authoritative server. */
  readonly service: readonly Observation[];
}
