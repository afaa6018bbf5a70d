// Right before a drill takes the standby away: every name leads to the primary, by what the authoritative servers give to anyone.
// Prepare has read the zone, but proving a large backup takes minutes, and a person may have moved a name meanwhile.
import type { NameLook } from '../appliance/vantage.ts';
import { describeError, NamedError } from '../contract/named-error.ts';
import { applianceOf } from '../contract/pair-settings.ts';
import type { PhaseContext } from './phase-step.ts';

const LOOK_TIMEOUT_MS = 5_000;

/** @returns a sentence for the report. @throws RecordUnfit */
export const usersStay = async (
  names: NameLook,
  { settings, recovery, signal }: Pick<PhaseContext, 'settings' | 'recovery' | 'signal'>,
): Promise<string> => {
  const { address } = applianceOf(settings, recovery.from);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]);
  const faultOf = async (name: string): Promise<readonly string[]> => {
    try {
      const found = await names.addresses(settings, name, limit);
      if (found.length === 1 && found[0] === address) return [];
      return [`${name} points at ${found.join(', ') || 'nothing'}, not at ${address} of ${recovery.from}`];
    } catch (error) {
      return [`${name} was not resolved: ${describeError(error).message}`];
    }
  };
  const faults = (await Promise.all(settings.service.names.map(faultOf))).flat();
  if (faults.length === 0) return `${settings.service.names.join(', ')} leads to ${recovery.from}`;
  throw new NamedError(
    'RecordUnfit',
    `users may be on ${recovery.to}, which a drill restores over: ${faults.join('; ')}`,
    `Nothing was restored. Point each name at ${recovery.from} alone, then start the drill again.`,
  );
};
