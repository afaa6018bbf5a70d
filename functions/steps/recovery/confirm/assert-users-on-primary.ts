// Right before a drill makes the standby unavailable, checks at the authoritative servers that every name points at the
// primary. Prepare has read the zone, but verifying a large backup takes minutes, and a person may have moved a name
// meanwhile.
import type { NameProbe } from '../../../appliance/probe/vantage.ts';
import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import { applianceOf } from '../../../contract/settings/pair-settings.ts';
import { failure } from '../../../domain/failure/failure.ts';
import type { PhaseContext } from '../phase-step.ts';

const PROBE_TIMEOUT_MS = 5_000;

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
  const { address } = applianceOf(settings, from);
  const limit = clock.deadline(PROBE_TIMEOUT_MS, signal);
  const asked = settings.service.names.map(async (name) => ({
    name,
    found: await names.addresses(settings, name, limit),
  }));
  const answers = await Promise.allSettled(asked);
  const strays = answers.flatMap((answer) => {
    if (answer.status === 'rejected' || (answer.value.found.length === 1 && answer.value.found[0] === address))
      return [];
    const { name, found } = answer.value;
    return [`${name} points at ${found.join(', ') || 'nothing'}, not at ${address} of ${from}`];
  });
  if (strays.length > 0) {
    throw failure(
      'DnsRecordUnfit',
      `users may be on ${to}, which the drill would overwrite: ${strays.join('; ')}`,
      `Nothing was restored. Point each name at ${from} alone, then start the drill again.`,
    );
  }
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (failed)
    return {
      known: false,
      message: `cannot determine whether users are sent to ${to}: ${describeFailure(failed.reason).message}`,
    };
  return { known: true, message: `${settings.service.names.join(', ')} resolves to ${from}` };
};
