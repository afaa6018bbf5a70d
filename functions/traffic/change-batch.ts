// Decides before every write whether the zone is still ours to change, and what is missing. Pure. The batch deletes
// exactly what was read and creates our records, so that a zone that has changed in the meantime refuses the whole
// batch.
import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { applianceOf } from '../contract/settings/pair-settings.ts';
import { LeaseLostError } from '../domain/admission/lease.ts';
import { failure } from '../domain/failure/failure.ts';
import { claimNameOf, formatClaim } from './claim-text.ts';
import type { NameRecords } from './name-records.ts';
import type { NameReading, TrafficClaim, TrafficOrder } from './traffic.ts';

/** What one write is for: `claimed` writes only the mark, `moved` the mark and the address. */
export type Stage = TrafficClaim['stage'];

const refuseNewer = ({ name, claim }: NameReading, order: TrafficOrder): void => {
  if (!claim || claim.epoch < order.epoch) return;
  if (claim.epoch === order.epoch && claim.recoveryId === order.recoveryId) return;
  throw new LeaseLostError(
    `epoch ${order.epoch} of ${order.recoveryId} may not change ${name}: recovery ${claim.recoveryId} holds it under epoch ${claim.epoch}`,
  );
};

const refuseUnfit = ({ name, unfit }: NameReading): void => {
  if (unfit === undefined) return;
  throw failure(
    'DnsRecordUnfit',
    `${name}: ${unfit}`,
    'Keep exactly one A record with one value, without alias or routing policy, and no AAAA, CNAME or HTTPS record beside it.',
  );
};

const refuseForeign = ({ name, addresses, claim }: NameReading, order: TrafficOrder, ours: boolean): void => {
  const from = applianceOf(order.settings, order.from);
  const to = applianceOf(order.settings, order.to);
  const [address] = addresses;
  const movedAlready = ours && claim?.stage === 'moved';
  if (address === to.address || (address === from.address && !movedAlready)) return;
  throw failure(
    'DnsRecordChanged',
    `${name} points at ${address ?? 'nothing'}, expected ${movedAlready ? `${to.address}, where Twinbox moved it` : `${from.address} (${from.name})`}: somebody else has changed it`,
    `Find out who changed the DNS record and why. To let Twinbox continue, first point ${name} at ${from.address} or ${to.address}.`,
  );
};

const replaced = (old: ResourceRecordSet | undefined, now: ResourceRecordSet): readonly Change[] => [
  ...(old ? [{ Action: 'DELETE', ResourceRecordSet: old } as const] : []),
  { Action: 'CREATE', ResourceRecordSet: now },
];

const changesOfName = (
  records: NameRecords,
  order: TrafficOrder,
  stage: Stage,
  deployment: string | undefined,
): readonly Change[] => {
  const { reading, address, mark } = records;
  refuseNewer(reading, order);
  refuseUnfit(reading);
  const { name, claim } = reading;
  const ours = claim?.epoch === order.epoch && claim.target === order.to;
  refuseForeign(reading, order, ours);

  const { ttlSeconds: TTL } = order.settings.traffic;
  const to = applianceOf(order.settings, order.to).address;
  const { epoch, recoveryId } = order;
  const text = formatClaim({
    epoch,
    recoveryId,
    target: order.to,
    stage,
    ...(deployment !== undefined && { deployment }),
  });
  const marked = ours && (claim.stage === stage || claim.stage === 'moved');
  return [
    ...(marked
      ? []
      : replaced(mark, { Name: claimNameOf(name), Type: 'TXT', TTL, ResourceRecords: [{ Value: text }] })),
    ...(stage === 'claimed' || reading.addresses[0] === to
      ? []
      : replaced(address, { Name: name, Type: 'A', TTL, ResourceRecords: [{ Value: to }] })),
  ];
};

/**
 * The changes still missing, for all names together. None if everything is already in place: that is how a batch whose
 * answer was lost is recognised.
 * @param deployment whose claim it is; if omitted, the claim does not say.
 * @throws LeaseLostError, DnsRecordUnfit, DnsRecordChanged
 */
export const missingChanges = (
  names: readonly NameRecords[],
  order: TrafficOrder,
  stage: Stage,
  deployment?: string,
): readonly Change[] => names.flatMap((records) => changesOfName(records, order, stage, deployment));
