// Route 53 on the wire.
import * as sdk from '@aws-sdk/client-route-53';
import { AwsError } from '../aws-error.ts';
import { type Need, need, operation } from '../operation.ts';
import { type Service, shapeOnlyClient } from '../service.ts';
import { XML_SIGNATURES } from '../signature/signature-style.ts';
import { restWire } from '../wire/rest-wire.ts';
import { sdkShapes } from '../wire/schema.ts';
import { fullName, listOrder, type RecordChange, type RecordSet } from './record-set.ts';
import type { Route53State, Zone, ZoneChange } from './route53-state.ts';

const POLICY_MEMBERS = [
  'Weight',
  'Region',
  'GeoLocation',
  'Failover',
  'MultiValueAnswer',
  'HealthCheckId',
  'AliasTarget',
] as const;
const LONGEST_LIST = 300;

const fromWire = (set: sdk.ResourceRecordSet): RecordSet => {
  const policy = Object.fromEntries(
    POLICY_MEMBERS.flatMap((name) => (set[name] === undefined ? [] : [[name, set[name]]])),
  );
  return {
    name: fullName(set.Name ?? ''),
    type: set.Type ?? '',
    ttlSeconds: Number(set.TTL ?? 0),
    values: (set.ResourceRecords ?? []).map(({ Value = '' }) => Value),
    ...(set.SetIdentifier === undefined ? {} : { setIdentifier: set.SetIdentifier }),
    ...(Object.keys(policy).length === 0 ? {} : { policy }),
  };
};

const toWire = (record: RecordSet): sdk.ResourceRecordSet => ({
  Name: record.name,
  Type: record.type as sdk.RRType,
  ...(record.setIdentifier === undefined ? {} : { SetIdentifier: record.setIdentifier }),
  ...record.policy,
  ...(record.values.length === 0
    ? {}
    : { TTL: record.ttlSeconds, ResourceRecords: record.values.map((Value) => ({ Value })) }),
});

const changesOf = (input: sdk.ChangeResourceRecordSetsRequest): RecordChange[] =>
  (input.ChangeBatch?.Changes ?? []).map(({ Action = 'UPSERT', ResourceRecordSet }) => ({
    action: Action,
    record: fromWire(ResourceRecordSet ?? ({} as sdk.ResourceRecordSet)),
  }));

const zoneOnWire = (zone: Zone): sdk.HostedZone => ({
  Id: `/hostedzone/${zone.id}`,
  Name: zone.name,
  CallerReference: zone.id,
  Config: { PrivateZone: zone.private },
  ResourceRecordSetCount: zone.records.size,
});

/**
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html: lower case, no final
 * dot.
 */
const changeNeed = (input: sdk.ChangeResourceRecordSetsRequest): Need => {
  const changes = changesOf(input);
  const key = (name: string) => `route53:ChangeResourceRecordSets${name}`;
  return need('route53:ChangeResourceRecordSets', zoneArn(input.HostedZoneId), {
    [key('NormalizedRecordNames')]: [...new Set(changes.map(({ record }) => record.name.replace(/\.$/, '')))],
    [key('RecordTypes')]: [...new Set(changes.map(({ record }) => record.type))],
    [key('Actions')]: [...new Set(changes.map(({ action }) => action))],
  });
};
const zoneArn = (id: string | undefined): string =>
  `arn:aws:route53:::hostedzone/${(id ?? '').replace(/^\/?hostedzone\//, '')}`;

const operationsOf = (state: Route53State) => {
  const existing = (id: string | undefined): Zone => {
    const zone = state.zone(id ?? '');
    if (zone === undefined) throw new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${id}`, 404);
    return zone;
  };
  const info = (changeId: string) => {
    const known = state.changeStatus(changeId);
    if (known === undefined) throw new AwsError('NoSuchChange', `Could not find resource with ID: ${changeId}`, 404);
    return {
      Id: `/change/${changeId.replace(/^\/?change\//, '')}`,
      Status: known.status,
      SubmittedAt: new Date(known.atMs),
    };
  };
  // The answer to a change is PENDING whatever follows.
  const pending = (change: ZoneChange) => ({ ...info(change.changeId), Status: 'PENDING' });
  return {
    CreateHostedZone: operation(
      (_input: sdk.CreateHostedZoneRequest) => [need('route53:CreateHostedZone', '*')],
      (input) => {
        const zone = state.createZone({ name: input.Name ?? '', private: input.VPC !== undefined });
        return {
          HostedZone: zoneOnWire(zone),
          ChangeInfo: { Id: '/change/C0000000000000', Status: 'PENDING', SubmittedAt: new Date() },
          DelegationSet: { NameServers: [...zone.nameServers] },
          Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.id}`,
        };
      },
    ),
    GetHostedZone: operation(
      (input: sdk.GetHostedZoneRequest) => [need('route53:GetHostedZone', zoneArn(input.Id))],
      (input) => {
        const zone = existing(input.Id);
        // A private zone has VPCs and no delegation set:
        // https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html
        const seat = zone.private ? {} : { DelegationSet: { NameServers: [...zone.nameServers] } };
        return { HostedZone: zoneOnWire(zone), ...seat };
      },
    ),
    GetHostedZoneLimit: operation(
      (input: sdk.GetHostedZoneLimitRequest) => [need('route53:GetHostedZoneLimit', zoneArn(input.HostedZoneId))],
      (input) => {
        const { records, mostRecordSets } = existing(input.HostedZoneId);
        if (input.Type !== 'MAX_RRSETS_BY_ZONE')
          throw new AwsError('InvalidInput', `no such limit: ${String(input.Type)}`);
        return { Limit: { Type: input.Type, Value: mostRecordSets }, Count: records.size };
      },
    ),
    ListResourceRecordSets: operation(
      (input: sdk.ListResourceRecordSetsRequest) => [
        need('route53:ListResourceRecordSets', zoneArn(input.HostedZoneId)),
      ],
      (input) => {
        const sorted = [...existing(input.HostedZoneId).records.values()].sort(listOrder);
        const { StartRecordName: startName, StartRecordType: type = '' } = input;
        const start =
          startName === undefined ? undefined : { name: fullName(startName), type, ttlSeconds: 0, values: [] };
        const from =
          start === undefined
            ? sorted
            : sorted.filter((record) => listOrder(record, start) >= 0 || isAt(record, start));
        const most = Math.min(Number(input.MaxItems ?? LONGEST_LIST), LONGEST_LIST);
        const next = from[most];
        const more = next === undefined ? {} : { NextRecordName: next.name, NextRecordType: next.type as sdk.RRType };
        return {
          ResourceRecordSets: from.slice(0, most).map(toWire),
          IsTruncated: next !== undefined,
          MaxItems: most,
          ...more,
        };
      },
    ),
    ChangeResourceRecordSets: operation(
      (input: sdk.ChangeResourceRecordSetsRequest) => [changeNeed(input)],
      (input, call) => {
        existing(input.HostedZoneId);
        return { ChangeInfo: pending(state.change(input.HostedZoneId ?? '', changesOf(input), call.principal)) };
      },
    ),
    GetChange: operation(
      (input: sdk.GetChangeRequest) => [
        need('route53:GetChange', `arn:aws:route53:::change/${(input.Id ?? '').replace(/^\/?change\//, '')}`),
      ],
      (input) => ({ ChangeInfo: info(input.Id ?? '') }),
    ),
  };
};
const isAt = (record: RecordSet, start: RecordSet): boolean => record.name === start.name && record.type >= start.type;

export const route53Service = (state: Route53State): Service => {
  const operations = operationsOf(state);
  const shapes = sdkShapes(sdk, shapeOnlyClient(sdk.Route53Client), Object.keys(operations));
  return {
    name: 'route53',
    scope: 'route53',
    wire: restWire(shapes, { service: 'route53', errors: 'xml' }),
    operations,
    deniedCode: 'AccessDenied',
    unknownKeyCode: 'InvalidClientTokenId',
    signatures: XML_SIGNATURES,
  };
};
