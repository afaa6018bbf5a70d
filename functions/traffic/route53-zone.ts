// One hosted zone through the control plane: list, change, and check whether a change has reached all servers.
// Translates errors of Route 53 and the SDK into three kinds: busy, refused because of the zone's state, unreachable.
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

/** Throttled, or another change is in progress: retry later. */
export class ZoneBusy extends Error {
  override readonly name = 'ZoneBusy' satisfies RawFailureName;
}

/** The batch did not match the records in the zone; nothing was changed. */
export class BatchRefused extends Error {
  override readonly name = 'BatchRefused' satisfies RawFailureName;
}

export interface Zone {
  /** The zone's name, its servers, and how full it is. @throws ZoneBusy, TrafficUnreachable */
  facts(signal: AbortSignal): Promise<ZoneFacts>;
  /** Record sets from `startName` on, in the zone's order. One page. */
  list(startName: string, signal: AbortSignal): Promise<readonly ResourceRecordSet[]>;
  /** All or nothing. @returns the change's id. @throws ZoneBusy, BatchRefused, TrafficUnreachable */
  change(changes: readonly Change[], comment: string, signal: AbortSignal): Promise<string | undefined>;
  /** Whether the change has reached all of Route 53's servers. @throws ZoneBusy, TrafficUnreachable */
  inSync(changeId: string, signal: AbortSignal): Promise<boolean>;
}

/**
 * Enough for all types of one name. With routing policies there may be more, but two sets of one type are unfit anyway.
 */
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
    `the request to Route 53 for zone ${zoneId} failed: ${name}: ${message}`,
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
      const { HostedZone, DelegationSet } = await asked(
        client.send(new GetHostedZoneCommand({ Id: zoneId }), { abortSignal }),
      );
      const limit = new GetHostedZoneLimitCommand({ HostedZoneId: zoneId, Type: 'MAX_RRSETS_BY_ZONE' });
      // The limit is optional: if it cannot be read, only it is left out.
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
