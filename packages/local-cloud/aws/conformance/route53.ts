// Route 53's batches: what moves users, and what keeps a stalled run from undoing a newer one.
import assert from 'node:assert/strict';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import { type Bench, type Clients, type Expectation, given, refused } from './expectation.ts';

const CHANGE = 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html';
const CONDITIONS = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html';
const service = 'route53';

type Line = readonly ['CREATE' | 'DELETE' | 'UPSERT', string, 'A' | 'TXT', string, number?];
const change = ({ route53 }: Clients, HostedZoneId: string, lines: readonly Line[]) => {
  const Changes = lines.map(([Action, Name, Type, Value, TTL = 30]) => ({
    Action,
    ResourceRecordSet: { Name, Type, TTL, ResourceRecords: [{ Value }] },
  }));
  return route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
};

const newZone = async ({ clients, unique }: Bench) => {
  const name = `${unique('zone')}.example`;
  const made = await clients.route53.send(
    new CreateHostedZoneCommand({ Name: name, CallerReference: unique(String(Date.now())) }),
  );
  return {
    id: given(made.HostedZone?.Id).replace('/hostedzone/', ''),
    app: `app.${name}`,
    claim: `_claim.app.${name}`,
    name,
  };
};

const valuesOf = async ({ clients }: Bench, zoneId: string, name: string): Promise<string[]> => {
  const list = new ListResourceRecordSetsCommand({ HostedZoneId: zoneId });
  const { ResourceRecordSets } = await clients.route53.send(list);
  const sets = (ResourceRecordSets ?? []).filter(({ Name }) => Name === `${name}.`);
  return sets.flatMap(({ ResourceRecords = [] }) => ResourceRecords.map(({ Value = '' }) => Value));
};

export const route53Expectations: readonly Expectation[] = [
  {
    service,
    expectation: 'a new zone has its NS and SOA, and lists its name servers',
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html',
    async run(bench) {
      const zone = await newZone(bench);
      const { ResourceRecordSets } = await bench.clients.route53.send(
        new ListResourceRecordSetsCommand({ HostedZoneId: zone.id }),
      );
      assert.deepEqual(
        ResourceRecordSets?.map(({ Type }) => Type),
        ['NS', 'SOA'],
      );
      const got = await bench.clients.route53.send(new GetHostedZoneCommand({ Id: zone.id }));
      assert.ok((got.DelegationSet?.NameServers?.length ?? 0) > 0);
    },
  },
  {
    service,
    expectation: 'a batch is all or nothing: one bad change leaves the zone as it was',
    source: CHANGE,
    async run(bench) {
      const zone = await newZone(bench);
      await change(bench.clients, zone.id, [['CREATE', zone.app, 'A', '192.0.2.1']]);
      const batch: Line[] = [
        ['CREATE', zone.claim, 'TXT', '"epoch=2"'],
        ['DELETE', zone.app, 'A', '192.0.2.9'],
        ['CREATE', zone.app, 'A', '192.0.2.2'],
      ];
      await refused(change(bench.clients, zone.id, batch), 'InvalidChangeBatch', 400);
      assert.deepEqual(await valuesOf(bench, zone.id, zone.app), ['192.0.2.1']);
      assert.deepEqual(await valuesOf(bench, zone.id, zone.claim), []);
    },
  },
  {
    service,
    expectation: 'DELETE as read and CREATE anew in one batch replace a record',
    source: CHANGE,
    async run(bench) {
      const zone = await newZone(bench);
      await change(bench.clients, zone.id, [['CREATE', zone.app, 'A', '192.0.2.1']]);
      await change(bench.clients, zone.id, [
        ['DELETE', zone.app, 'A', '192.0.2.1'],
        ['CREATE', zone.app, 'A', '192.0.2.2'],
      ]);
      assert.deepEqual(await valuesOf(bench, zone.id, zone.app), ['192.0.2.2']);
    },
  },
  {
    service,
    expectation: 'DELETE must match value and TTL',
    source: CHANGE,
    async run(bench) {
      const zone = await newZone(bench);
      await change(bench.clients, zone.id, [['CREATE', zone.app, 'A', '192.0.2.1', 30]]);
      const otherTtl = change(bench.clients, zone.id, [['DELETE', zone.app, 'A', '192.0.2.1', 60]]);
      assert.match((await refused(otherTtl, 'InvalidChangeBatch', 400)).message, /do not match the current values/);
      const missing = change(bench.clients, zone.id, [['DELETE', zone.claim, 'TXT', '"epoch=1"']]);
      assert.match((await refused(missing, 'InvalidChangeBatch', 400)).message, /not found/);
    },
  },
  {
    service,
    expectation: 'CREATE over an existing record fails, and so does a name outside the zone',
    source: CHANGE,
    async run(bench) {
      const zone = await newZone(bench);
      await change(bench.clients, zone.id, [['CREATE', zone.app, 'A', '192.0.2.1']]);
      const again = change(bench.clients, zone.id, [['CREATE', zone.app, 'A', '192.0.2.2']]);
      assert.match((await refused(again, 'InvalidChangeBatch', 400)).message, /already exists/);
      await refused(
        change(bench.clients, zone.id, [['CREATE', 'elsewhere.test', 'A', '192.0.2.2']]),
        'InvalidChangeBatch',
        400,
      );
    },
  },
  {
    service,
    expectation: 'a change starts PENDING and is listed at once; GetChange says INSYNC later',
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html',
    async run(bench) {
      const zone = await newZone(bench);
      const { ChangeInfo } = await change(bench.clients, zone.id, [['CREATE', zone.app, 'A', '192.0.2.1']]);
      assert.equal(ChangeInfo?.Status, 'PENDING');
      assert.deepEqual(await valuesOf(bench, zone.id, zone.app), ['192.0.2.1']);
      const get = new GetChangeCommand({ Id: given(ChangeInfo?.Id) });
      const endMs = Date.now() + 120_000;
      while ((await bench.clients.route53.send(get)).ChangeInfo?.Status !== 'INSYNC') {
        assert.ok(Date.now() < endMs, 'still PENDING after two minutes');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  },
  {
    service,
    expectation: 'an underscore in a name needs no escape, and names are listed in lower case with a final dot',
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html',
    async run(bench) {
      const zone = await newZone(bench);
      await change(bench.clients, zone.id, [['CREATE', zone.claim.toUpperCase(), 'TXT', '"epoch=1"']]);
      const start = { StartRecordName: zone.claim, StartRecordType: 'TXT', MaxItems: 1 } as const;
      const listed = await bench.clients.route53.send(
        new ListResourceRecordSetsCommand({ HostedZoneId: zone.id, ...start }),
      );
      assert.equal(listed.ResourceRecordSets?.[0]?.Name, `${zone.claim}.`);
    },
  },
  {
    service,
    expectation: 'while a change is in work another may be answered PriorRequestNotComplete',
    source: CHANGE,
    labOnly: true,
    async run(bench, { cloud }) {
      const zone = await newZone(bench);
      const target = { service, operation: 'ChangeResourceRecordSets', times: 1 };
      using _busy = cloud.faults.add({ ...target, kind: 'throttle', code: 'PriorRequestNotComplete' });
      const early = change(bench.clients, zone.id, [['CREATE', zone.app, 'A', '192.0.2.1']]);
      await refused(early, 'PriorRequestNotComplete', 400);
      assert.deepEqual(await valuesOf(bench, zone.id, zone.app), []);
    },
  },
  {
    service,
    expectation: 'a batch that worked but lost its answer comes back from the SDK as InvalidChangeBatch',
    source: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html',
    labOnly: true,
    async run(bench, { cloud, retrying }) {
      const zone = await newZone(bench);
      using _loss = cloud.faults.add({ service, operation: 'ChangeResourceRecordSets', kind: 'loseAnswer', times: 1 });
      await refused(change(retrying, zone.id, [['CREATE', zone.app, 'A', '192.0.2.1']]), 'InvalidChangeBatch', 400);
      assert.deepEqual(await valuesOf(bench, zone.id, zone.app), ['192.0.2.1']);
    },
  },
  {
    service,
    expectation: 'IAM gets the names (lower case, no final dot), types and actions of a batch',
    source: CONDITIONS,
    labOnly: true,
    async run(bench, lab) {
      const zone = await newZone(bench);
      const mover = lab.allowedOnly(['route53:ChangeResourceRecordSets', 'route53:GetChange']);
      const made = await change(mover.clients, zone.id, [['CREATE', `${zone.app.toUpperCase()}.`, 'A', '192.0.2.1']]);
      await mover.clients.route53.send(new GetChangeCommand({ Id: given(made.ChangeInfo?.Id) }));
      const [changed, got] = mover.asked;
      assert.equal(changed?.resource, `arn:aws:route53:::hostedzone/${zone.id}`);
      assert.deepEqual(changed?.context, {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': [zone.app],
        'route53:ChangeResourceRecordSetsRecordTypes': ['A'],
        'route53:ChangeResourceRecordSetsActions': ['CREATE'],
      });
      assert.match(given(got).resource, /^arn:aws:route53:::change\/C/);
    },
  },
];
