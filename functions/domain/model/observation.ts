// What one probe found, and what one round found over all. Facts only; domain/diagnosis names what they mean.

/**
 * How a probe ended. `refused`, `silent` and `reset` mean that the target is down; `untrusted`, `denied`, `throttled`
 * are faults on our side.
 */
export type ProbeResult =
  | 'healthy'
  | 'unhealthy' // answers over trusted TLS, but reports that it is unhealthy (HTTP 500 on /check_health)
  | 'refused'
  | 'reset'
  | 'silent' // nothing within the time
  | 'unresolved' // the queried server has no address for the name
  | 'untrusted' // TLS answers, but the certificate is not trusted
  | 'denied' // 401, 403, 404
  | 'throttled' // 429
  | 'garbled'; // an answer we cannot read

export interface Observation {
  /** Name of the appliance, URL of the witness, path witness, or service name. */
  readonly target: string;
  readonly result: ProbeResult;
  /** ISO time at which the probe ended. */
  readonly at: string;
  readonly elapsedMs: number;
  /** Short, for people; never an answer's body. */
  readonly detail?: string;
}

/** One pass over all targets. */
export interface Round {
  /** ISO time of the wall-clock slot. */
  readonly slot: string;
  readonly vantage: string;
  readonly appliances: Readonly<Record<string, Observation>>;
  readonly witnesses: readonly Observation[];
  /** Path witnesses by appliance: devices at that appliance's site. */
  readonly pathWitnesses: Readonly<Record<string, readonly Observation[]>>;
  /** The service under its public name, resolved at an authoritative server. */
  readonly service: readonly Observation[];
}
