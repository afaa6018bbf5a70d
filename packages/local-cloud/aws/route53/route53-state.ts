// Hosted zones, their records and changes. The DNS server of the lab reads its answers from here.
import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Account } from '../service.ts';
import { applyBatch, fullName, type RecordChange, type RecordSet, recordKey } from './record-set.ts';

export interface ZoneChange {
  readonly zoneId: string;
  /** As in GetChange, without /change/. */
  readonly changeId: string;
  readonly principal: string;
  readonly atMs: number;
  readonly changes: readonly RecordChange[];
  /** The zone's records after the change, for servers that take it over later. */
  readonly records: readonly RecordSet[];
}

export interface Zone {
  readonly id: string;
  /** Lower case with a final dot. */
  readonly name: string;
  readonly private: boolean;
  readonly nameServers: readonly string[];
  records: ReadonlyMap<string, RecordSet>;
  /** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html: 10,000 unless AWS has raised it. */
  mostRecordSets: number;
  /** Every change that took effect, oldest first. */
  readonly log: ZoneChange[];
}

export interface Resolution {
  /** The zone that would answer; undefined: refuse. */
  readonly zone: Zone | undefined;
  /** Some record of any type has that name (NODATA rather than NXDOMAIN). */
  readonly nameExists: boolean;
  readonly records: readonly RecordSet[];
}

export interface NewZone {
  readonly id?: string;
  readonly name: string;
  readonly private?: boolean;
  readonly nameServers?: readonly string[];
}

export interface Route53State {
  createZone(input: NewZone): Zone;
  zone(id: string): Zone | undefined;
  readonly zones: ReadonlyMap<string, Zone>;
  /** As a person at the console would: replaces the set. `ttlSeconds` in seconds. */
  putRecord(
    zoneId: string,
    record: { name: string; type: string; ttlSeconds: number; values: readonly string[] },
    principal?: string,
  ): ZoneChange;
  /** Applies all changes or none; throws InvalidChangeBatch. */
  change(zoneId: string, changes: readonly RecordChange[], principal: string): ZoneChange;
  /** PENDING until insyncMs of lab time have passed since the change. */
  changeStatus(changeId: string): { readonly status: 'PENDING' | 'INSYNC'; readonly atMs: number } | undefined;
  resolve(name: string, type: string): Resolution;
  onZoneChange(listener: (change: ZoneChange) => void): Disposable;
  /** Lab ms that a change stays PENDING; may be changed while running. */
  insyncMs: number;
}

const awsId = (letter: string): string => letter + randomUUID().replaceAll('-', '').slice(0, 13).toUpperCase();
const plainId = (id: string): string => id.replace(/^\/?(hostedzone|change)\//, '');

const newZone = ({
  id = awsId('Z'),
  name,
  private: isPrivate = false,
  nameServers = ['ns-1.lab.invalid'],
}: NewZone): Zone => {
  const apex = fullName(name);
  const soa = `${fullName(nameServers[0] ?? 'ns-1.lab.invalid')} hostmaster.lab.invalid. 1 7200 900 1209600 86400`;
  const records: RecordSet[] = [
    { name: apex, type: 'NS', ttlSeconds: 172_800, values: nameServers.map(fullName) },
    { name: apex, type: 'SOA', ttlSeconds: 900, values: [soa] },
  ];
  const byKey = new Map(records.map((record) => [recordKey(record), record]));
  return { id, name: apex, private: isPrivate, nameServers, records: byKey, mostRecordSets: 10_000, log: [] };
};

export const route53State = (account: Account, insyncMs: number): Route53State => {
  const zones = new Map<string, Zone>();
  const changedAt = new Map<string, number>();
  const listeners = new Set<(change: ZoneChange) => void>();
  const existing = (id: string): Zone => {
    const zone = zones.get(plainId(id));
    if (zone === undefined) throw new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${plainId(id)}`, 404);
    return zone;
  };
  const state: Route53State = {
    insyncMs,
    zones,
    zone: (id) => zones.get(plainId(id)),
    createZone(input) {
      const zone = newZone(input);
      zones.set(zone.id, zone);
      return zone;
    },
    putRecord(zoneId, { name, ...rest }, principal = 'world') {
      return state.change(zoneId, [{ action: 'UPSERT', record: { ...rest, name: fullName(name) } }], principal);
    },
    change(zoneId, changes, principal) {
      const zone = existing(zoneId);
      const { records, faults } = applyBatch(zone.records, zone.name, changes, zone.mostRecordSets);
      if (faults.length > 0) throw new AwsError('InvalidChangeBatch', `[${faults.join(', ')}]`);
      zone.records = records;
      const atMs = account.nowMs();
      const change: ZoneChange = {
        zoneId: zone.id,
        changeId: awsId('C'),
        principal,
        atMs,
        changes,
        records: [...records.values()],
      };
      changedAt.set(change.changeId, atMs);
      zone.log.push(change);
      for (const listener of listeners) listener(change);
      return change;
    },
    changeStatus(changeId) {
      const atMs = changedAt.get(plainId(changeId));
      if (atMs === undefined) return undefined;
      return { atMs, status: account.nowMs() - atMs >= state.insyncMs ? 'INSYNC' : 'PENDING' };
    },
    resolve(name, type) {
      const asked = fullName(name);
      const zone = [...zones.values()]
        .filter((one) => asked === one.name || asked.endsWith(`.${one.name}`))
        .sort((one, other) => other.name.length - one.name.length)[0];
      const named = [...(zone?.records.values() ?? [])].filter((record) => record.name === asked);
      return { zone, nameExists: named.length > 0, records: named.filter((record) => record.type === type) };
    },
    onZoneChange(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
  return state;
};
