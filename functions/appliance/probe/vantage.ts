// The interfaces to probe from one vantage: a whole round over a pair, and where its names point in public DNS.
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import type { Observation, Round } from '../../domain/model/observation.ts';

/** A place from which Twinbox probes. Only one so far. Never throws: every failure is an observation. */
export interface Vantage {
  readonly name: string;
  /**
   * One round within `timeoutMs`, with new connections and in parallel.
   * @param slot ISO time of the wall-clock slot.
   */
  round(settings: PairSettings, slot: string, timeoutMs: number): Promise<Round>;
  /** Only the service under its public names: resolves each at an authoritative server, then probes it. */
  service(settings: PairSettings, timeoutMs: number): Promise<readonly Observation[]>;
}

/** Where a name points in public DNS: queried at an authoritative server, without a cache in between. */
export interface NameProbe {
  /**
   * The addresses of the name; empty if it has none.
   * @throws CallFailure if no authoritative server answers.
   */
  addresses(settings: PairSettings, name: string, signal: AbortSignal): Promise<readonly string[]>;
}
