// One hosted zone through the control plane: list, change, ask whether a change is everywhere. Translates what Route 53 and
// the SDK throw into the three things that matter to traffic: busy, refused by the zone's own state, unreachable.
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  GetHostedZoneLimitCommand,
  InvalidChangeBatch,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { RawFailureName } from '../contract/errors/raw-failures.ts';
import { failure } from '../domain/failure/failure.ts';
import type { ZoneFacts } from '../domain/traffic/delegation.ts';

/** Throttled, or another change is in work: the same call may be asked again later. */
export class ZoneBusy extends Error {
  override readonly name = 'ZoneBusy' satisfies RawFailureName;
}

/** The batch did not fit what stands in the zone; nothing of it was done. */
export class BatchRefused extends Error {
  override readonly name = 'BatchRefused' satisfies RawFailureName;
}

export interface Zone {
  /** What the zone is, whose servers it has, and how full it is. @throws ZoneBusy, TrafficUnreachable */
  facts(signal: AbortSignal): Promise<ZoneFacts>;
  /** Record sets from `startName` on, in the zone's order. One page. */
  list(startName: string, signal: AbortSignal): Promise<readonly ResourceRecordSet[]>;
  /** All or nothing. @returns the change's id. @throws ZoneBusy, BatchRefused, TrafficUnreachable */
  change(changes: readonly Change[], comment: string, signal: AbortSignal): Promise<string | undefined>;
  /** Whether the change has reached all of Route 53's servers. @throws ZoneBusy, TrafficUnreachable */
  inSync(changeId: string, signal: AbortSignal): Promise<boolean>;
}

/** The types of one name fit in; with routing policies there may be more, but two sets of one type are unfit already. */
const PAGE = 20;

const BUSY: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'PriorRequestNotComplete',
]);

const translated = (caught: unknown, zoneId: string): Error => {
  const { name, message } = Error.isError(caught) ? caught : new Error(String(caught));
  if (BUSY.has(name)) return new ZoneBusy(`${name}: ${message}`, { cause: caught });
  if (name === 'InvalidChangeBatch') {
    const faults = caught instanceof InvalidChangeBatch ? (caught.messages ?? []) : [];
    return new BatchRefused([message, ...faults].filter(Boolean).join('; '), { cause: caught });
  }
  return failure(
    'TrafficUnreachable',
    `Route 53 did not do what was asked of zone ${zoneId}: ${name}: ${message}`,
    undefined,
    caught,
  );
};

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** The zone of that id. */
export const route53Zone = (client: Pick<Route53Client, 'send'>, zoneId: string): Zone => {
  const asked = async <T>(question: Promise<T>): Promise<T> => {
    try {
      return await question;
    } catch (error) {
      throw translated(error, zoneId);
    }
  };
  return {
    async facts(abortSignal) {
      const { HostedZone, DelegationSet } = await asked(client.send(new GetHostedZoneCommand({ Id: zoneId }), { abortSignal }));
      const limit = new GetHostedZoneLimitCommand({ HostedZoneId: zoneId, Type: 'MAX_RRSETS_BY_ZONE' });
      // How full it is, is worth less than what it is: its silence leaves only itself out.
      const [notified] = await Promise.allSettled([asked(client.send(limit, { abortSignal }))]);
      const { Count, Limit } = notified.status === 'fulfilled' ? notified.value : {};
      return {
        name: plain(HostedZone?.Name ?? ''),
        private: HostedZone?.Config?.PrivateZone === true,
        nameServers: (DelegationSet?.NameServers ?? []).map(plain),
        ...(Count !== undefined && { recordSets: Count }),
        ...(Limit?.Value !== undefined && { mostRecordSets: Limit.Value }),
      };
    },
    async list(startName, abortSignal) {
      const command = new ListResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        StartRecordName: startName,
        MaxItems: PAGE,
      });
      const answer = await asked(client.send(command, { abortSignal }));
      return answer.ResourceRecordSets ?? [];
    },
    async change(changes, comment, abortSignal) {
      const command = new ChangeResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        ChangeBatch: { Comment: comment, Changes: [...changes] },
      });
      const answer = await asked(client.send(command, { abortSignal }));
      return answer.ChangeInfo?.Id;
    },
    async inSync(changeId, abortSignal) {
      const answer = await asked(client.send(new GetChangeCommand({ Id: changeId }), { abortSignal }));
      return answer.ChangeInfo?.Status === 'INSYNC';
    },
  };
};
