// Right before a drill makes the standby unavailable, checks at the authoritative servers that every name points at the
// primary. Prepare has read the zone, but verifying a large backup takes minutes, and a person may have moved a name
// meanwhile.

import type { NameProbe } from '../../../appliance/probe/vantage.ts';
import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import { applianceOf } from '../../../contract/settings/pair-settings.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { strayNames } from '../../../domain/traffic/stray-name.ts';
import { seeNames } from '../../pairs/see-names.ts';
import type { PhaseContext } from '../phase-step.ts';

export interface UsersSeen {
  /** False if a name could not be resolved. */
  readonly known: boolean;
  /** A sentence for the report. */
  readonly message: string;
}

/** @throws DnsRecordUnfit if a name points anywhere else */
export const usersStay = async (
  names: NameProbe,
  { settings, recovery, clock, signal }: Pick<PhaseContext, 'settings' | 'recovery' | 'clock' | 'signal'>,
): Promise<UsersSeen> => {
  const { from, to } = recovery;
  const { seen, failed } = await seeNames({ names, clock }, settings, signal);
  const strays = strayNames(seen, applianceOf(settings, from));
  if (strays.length > 0) {
    throw failure(
      'DnsRecordUnfit',
      `users may be on ${to}, which the drill would overwrite: ${strays.join('; ')}`,
      `Nothing was restored. Point each name at ${from} alone, then start the drill again.`,
    );
  }
  if (failed)
    return {
      known: false,
      message: `cannot determine whether users are sent to ${to}: ${describeFailure(failed.reason).message}`,
    };
  return { known: true, message: `${settings.service.names.join(', ')} resolves to ${from}` };
};
