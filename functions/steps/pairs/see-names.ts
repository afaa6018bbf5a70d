// Asks the authoritative servers where the names of the service lead, all at once.
import type { NameProbe } from '../../appliance/probe/vantage.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import type { NameSeen } from '../../domain/traffic/stray-name.ts';
import { PROBE_TIMEOUT_MS } from './probe-timeout.ts';

export interface SeeNamesTools {
  readonly names: NameProbe;
  readonly clock: Clock;
}

export interface NamesSeen {
  readonly seen: readonly NameSeen[];
  /** Why the first of the others could not be resolved; omitted if all could. */
  readonly failed?: { readonly reason: unknown };
}

/** Never throws. */
export const seeNames = async (
  { names, clock }: SeeNamesTools,
  settings: PairSettings,
  signal: AbortSignal,
): Promise<NamesSeen> => {
  const limit = clock.deadline(PROBE_TIMEOUT_MS, signal);
  const answers = await Promise.allSettled(
    settings.service.names.map(async (name) => ({ name, addresses: await names.addresses(settings, name, limit) })),
  );
  const failed = answers.find((answer) => answer.status === 'rejected');
  return {
    seen: answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])),
    ...(failed && { failed: { reason: failed.reason } }),
  };
};
