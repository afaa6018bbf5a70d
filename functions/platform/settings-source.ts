// The interface to the settings as deployed: one parameter a pair.
import type { PairSettings } from '../contract/settings/pair-settings.ts';

export interface SettingsSource {
  /** Names of all pairs, in the order of the settings. */
  pairs(): readonly string[];
  /** @throws UnknownPairError, SettingsUnreadableError */
  read(pair: string, signal?: AbortSignal): Promise<PairSettings>;
}
