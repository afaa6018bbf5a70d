// ClaimTraffic's two checks of the zone it writes, both before the fence: is the name delegated to that zone, and do
// its name servers return the claim once it is written? Only evidence refuses; a missing answer never does.
import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import type { AnswerOf } from '../../../contract/workflow/step-answers.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { judgeClaim, SPREAD_SECONDS } from '../../../domain/traffic/claim-seen.ts';
import type { Traffic, TrafficOrder } from '../../../traffic/traffic.ts';

export interface PlaceCompared {
  readonly evidence: readonly string[];
  /** True for a private zone, where public DNS cannot return the claim. */
  readonly exempt: boolean;
}

/** @throws DelegationElsewhere */
export const comparePlace = async (
  traffic: Pick<Traffic, 'zone' | 'delegations'>,
  settings: PairSettings,
): Promise<PlaceCompared> => {
  const [zone] = await Promise.allSettled([traffic.zone(settings)]);
  if (zone.status === 'rejected') {
    const reason = describeFailure(zone.reason).message;
    return { evidence: [`the delegation was not checked: ${reason}`], exempt: false };
  }
  const found = await traffic.delegations(settings, zone.value);
  const elsewhere = found.filter(({ verdict }) => verdict === 'elsewhere');
  if (elsewhere.length > 0) {
    throw failure(
      'DelegationElsewhere',
      `users could not be moved: ${elsewhere.map(({ message }) => message).join('; ')}`,
    );
  }
  return {
    evidence: found.map(({ verdict, message }) => (verdict === 'not-checked' ? `not checked: ${message}` : message)),
    exempt: zone.value.private,
  };
};

export interface ClaimMade {
  readonly changeId?: string;
  /** ISO time. */
  readonly claimedAt: string;
  /** ISO time at which the control plane first reported INSYNC. */
  readonly inSyncAt?: string;
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
const olderThan = (at: string, seconds: number, nowMs: number): boolean => nowMs - Date.parse(at) >= seconds * 1000;

/** Without the change's id its INSYNC time is unknown: then waits twice as long. */
const isSpread = ({ changeId, claimedAt, inSyncAt }: ClaimMade, nowMs: number): boolean =>
  changeId === undefined
    ? olderThan(claimedAt, 2 * SPREAD_SECONDS, nowMs)
    : inSyncAt !== undefined && olderThan(inSyncAt, SPREAD_SECONDS, nowMs);

type Answer = AnswerOf<'ClaimTraffic'>;

/** @throws ClaimNotSeen */
export const findClaim = async (
  traffic: Pick<Traffic, 'claimSeen' | 'isInSync'>,
  order: TrafficOrder,
  made: ClaimMade,
  { attempt, nowMs }: { readonly attempt: number; readonly nowMs: () => number },
): Promise<Answer> => {
  const { changeId } = made;
  const inSync = made.inSyncAt === undefined && changeId !== undefined && (await traffic.isInSync(order, changeId));
  const known: ClaimMade = { ...made, ...(inSync && { inSyncAt: isoOf(nowMs()) }) };
  const { verdict, evidence } = judgeClaim(await traffic.claimSeen(order), isSpread(known, nowMs()), attempt);
  if (verdict === 'refused') {
    throw failure(
      'ClaimNotSeen',
      `the zone has held our claim for at least ${SPREAD_SECONDS} s, but authoritative name servers do not return it: ${evidence.join('; ')}`,
    );
  }
  return { ...known, outcome: verdict === 'again' ? 'again' : 'claimed', evidence };
};
