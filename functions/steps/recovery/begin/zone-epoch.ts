// Begin reads the DNS zone while the pair record is fresh. A stack that was destroyed and deployed again, or moved to
// another region, counts epochs from 0, but the zone keeps the claim of the stack before it. The first recovery uses an
// epoch above that claim and notifies operators.
import type { PairSettings } from '../../../contract/settings/pair-settings.ts';
import { isFresh, type LeaseRequest } from '../../../domain/admission/lease.ts';
import { bodyOf, subjectLine } from '../../../domain/text/notification-body.ts';
import { epochToPass } from '../../../domain/traffic/claim-standing.ts';
import type { Messages } from '../../../platform/messages.ts';
import type { PairRecords } from '../../../store/record/pair-records.ts';
import type { Traffic } from '../../../traffic/traffic.ts';

export interface ZoneEpochTools {
  readonly records: Pick<PairRecords, 'read'>;
  readonly traffic: Pick<Traffic, 'read'>;
  readonly messages: Messages;
}

export type ZoneEpoch = Pick<LeaseRequest, 'zoneEpoch' | 'zoneUnread'>;

/** Does not throw if the zone cannot be read: Prepare reports that, and the record stays fresh. */
export const readZoneEpoch = async (
  { records, traffic }: ZoneEpochTools,
  settings: PairSettings,
): Promise<ZoneEpoch> => {
  const { record } = await records.read(settings);
  if (!isFresh(record)) return {};
  const [read] = await Promise.allSettled([traffic.read(settings)]);
  if (read.status === 'rejected') return { zoneUnread: true };
  const zoneEpoch = epochToPass(read.value.map(({ claim }) => claim));
  return zoneEpoch === undefined ? {} : { zoneEpoch };
};

/** A sentence for the journal and for operators; undefined if the epoch follows our own. */
export const describeRaised = (pair: string, epoch: number, raisedAbove: number | undefined): string | undefined =>
  raisedAbove === undefined
    ? undefined
    : `ForeignClaim: the DNS zone of ${pair} holds a claim with epoch ${raisedAbove} that this deployment did not make, so this recovery uses the higher epoch ${epoch}`;

/** Sent before any action: two deployments that move one service may fence each other's appliance. */
export const notifyRaised = async (
  { messages }: ZoneEpochTools,
  pair: string,
  message: string,
  execution: string,
): Promise<void> =>
  messages.notify({
    subject: subjectLine(`${pair}: ForeignClaim: another deployment has claimed this service before`),
    body: bodyOf([
      `What happened: ${message}.`,
      'What to do: nothing, if the stack was destroyed and deployed again, or was moved to another region. If another deployment of Twinbox still watches this service, stop this execution and destroy that deployment first.',
      `Execution: ${execution}`,
    ]),
  });
