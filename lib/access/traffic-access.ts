// Who may read and who may change the service's DNS records. A change is limited to the names of the pair, to A and
// TXT, and to CREATE and DELETE: without UPSERT, no run can undo a newer one.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';

const zoneArns = (partition: string, pair: PairSettings): readonly string[] => [
  ...new Set(pair.traffic.zones.map(({ id }) => `arn:${partition}:route53:::hostedzone/${id}`)),
];

const partitionOf = (user: TwinboxFunction): string => user.lambda.stack.partition;

/** Lists the records of the pair's zones. Route 53 cannot narrow a list to a name. */
export const grantReadTraffic = (reader: TwinboxFunction, pair: PairSettings): void => {
  const resources = zoneArns(partitionOf(reader), pair);
  reader.permit({ sid: 'ReadServiceRecords', actions: ['route53:ListResourceRecordSets'], resources });
};

/** Reads the zones' properties: name, servers, and how full they are. */
export const grantReadZone = (reader: TwinboxFunction, pair: PairSettings): void => {
  const resources = zoneArns(partitionOf(reader), pair);
  reader.permit({ sid: 'ReadZones', actions: ['route53:GetHostedZone', 'route53:GetHostedZoneLimit'], resources });
};

/** Reads whether a change has reached every server of Route 53. */
export const grantReadChanges = (reader: TwinboxFunction): void => {
  reader.permit({
    sid: 'ReadRecordChanges',
    actions: ['route53:GetChange'],
    resources: [`arn:${partitionOf(reader)}:route53:::change/*`],
    wildcards: 'The id of a change is given by Route 53 when the change is made; reading its state harms nobody.',
  });
};

/**
 * Changes the records of the pair.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html: names in lower case
 * without a final dot. ForAllValues allows where a key is absent, so each key is also required.
 */
export const grantChangeTraffic = (changer: TwinboxFunction, pair: PairSettings): void => {
  const conditions = {
    NormalizedRecordNames: pair.service.names.flatMap((name) => [name, `_twinbox.${name}`]),
    RecordTypes: ['A', 'TXT'],
    Actions: ['CREATE', 'DELETE'],
  };
  const keyed = <T>(of: (values: readonly string[]) => T) =>
    Object.fromEntries(
      Object.entries(conditions).map(([key, values]) => [`route53:ChangeResourceRecordSets${key}`, of(values)]),
    );
  changer.permit({
    sid: 'ChangeServiceRecords',
    actions: ['route53:ChangeResourceRecordSets'],
    resources: zoneArns(partitionOf(changer), pair),
    conditions: { 'ForAllValues:StringEquals': keyed((values) => values), Null: keyed(() => 'false') },
  });
};
