// The interfaces of looking around from one place: a whole round over a pair, and where its names point in public DNS.
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import type { Observation, Round } from '../../domain/model/observation.ts';

/** From where we probe. One so far; more are more of these. Never throws: whatever fails is an observation. */
export interface Vantage {
  readonly name: string;
  /**
   * One round, all of it with new connections and in parallel, within `timeoutMs`.
   * @param slot ISO time of the wall-clock slot.
   */
  round(settings: PairSettings, slot: string, timeoutMs: number): Promise<Round>;
  /** Only the service under its public names: each resolved at an authoritative server, then looked at. */
  service(settings: PairSettings, timeoutMs: number): Promise<readonly Observation[]>;
}

/** Where a name points for the world: asked at an authoritative server, so no cache is in between. */
export interface NameProbe {
  /**
   * The addresses of the name; empty where it has none.
   * @throws CallFailure where no authoritative server answers.
   */
  addresses(settings: PairSettings, name: string, signal: AbortSignal): Promise<readonly string[]>;
}
