// Every halt before users are affected: what it leaves in the record, and what operators are notified.
import { type Failure, failure } from '../../functions/domain/failure/failure.ts';
import type { FailureName } from '../../functions/domain/failure/failure-name.ts';
import { backupAt, type House, kill, LONDON, NAME, onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

const happened = (name: FailureName): Failure => failure(name, `${name} happened`, 'Do something.');
const dublin = ({ world }: House) => {
  const appliance = world.appliances.dublin;
  if (!appliance) throw new Error('no dublin');
  return appliance;
};

interface Case {
  readonly reason: string;
  readonly phase: string;
  readonly arrange: (house: House) => unknown;
  readonly before?: (house: House, state: string) => unknown;
}

const BEFORE_FENCE: readonly Case[] = [
  { reason: 'Unsure', phase: 'Confirm', arrange: ({ world }) => Object.assign(world.witness, { probe: 'silent' }) },
  { reason: 'StandbyUnfit', phase: 'Prepare', arrange: (house) => Object.assign(dublin(house), { probe: 'silent' }) },
  { reason: 'StandbyUnfit', phase: 'Prepare', arrange: (house) => Object.assign(dublin(house), { role: 'standby' }) },
  {
    reason: 'StandbyUnfit',
    phase: 'Prepare',
    arrange: (house) => Object.assign(dublin(house), { cluster: 'traffic' }),
  },
  {
    reason: 'StandbyUnfit',
    phase: 'Prepare',
    arrange: (house) => Object.assign(dublin(house), { accounts: 'somebody' }),
  },
  {
    reason: 'StandbyUnfit',
    phase: 'Prepare',
    arrange: (house) => Object.assign(dublin(house).certificate, { notAfter: '2026-11-21T00:00:00.000Z' }),
  },
  {
    reason: 'StandbyUnfit',
    phase: 'Prepare',
    arrange: (house) => Object.assign(dublin(house).certificate, { names: ['other.example.com'] }),
  },
  {
    reason: 'StandbyUnfit',
    phase: 'Prepare',
    arrange: (house) =>
      Object.assign(dublin(house).certificate, { trusted: false, distrust: 'SELF_SIGNED_CERT_IN_CHAIN' }),
  },
  { reason: 'NoEligibleBackup', phase: 'Prepare', arrange: ({ stores }) => void stores.backups.manifests.splice(0) },
  {
    reason: 'NoEligibleBackup',
    phase: 'Prepare',
    arrange: (house) => Object.assign(dublin(house), { version: '24.3.1' }),
  },
  {
    reason: 'NoEligibleBackup',
    phase: 'Prepare',
    arrange: ({ stores }) => stores.backups.manifests.map(({ backupId }) => stores.backups.damaged.add(backupId)),
  },
  {
    reason: 'DnsRecordUnfit',
    phase: 'Prepare',
    arrange: ({ world }) => Object.assign(world.zone, { [NAME]: { name: NAME, addresses: ['192.0.2.99'] } }),
  },
  {
    reason: 'DnsRecordUnfit',
    phase: 'Prepare',
    arrange: ({ world }) =>
      Object.assign(world.zone, { [NAME]: { name: NAME, addresses: [LONDON], unfit: 'it is an alias' } }),
  },
  {
    reason: 'TrafficUnreachable',
    phase: 'Prepare',
    arrange: ({ world }) => Object.assign(world.faults, { traffic: happened('TrafficUnreachable') }),
  },
  {
    reason: 'NoEligibleBackup',
    phase: 'Prepare',
    arrange: ({ world, stores }) =>
      Object.assign(world.faults, { refuses: stores.backups.manifests.map(({ backupId }) => backupId) }),
  },
  {
    reason: 'StandbyUnfit',
    phase: 'Reconfirm',
    arrange: () => undefined,
    before: (house, state) => state === 'AwaitDecision' && Object.assign(dublin(house), { probe: 'silent' }),
  },
  {
    reason: 'FileRefused',
    phase: 'UploadBackup',
    arrange: ({ world, stores }) => {
      stores.backups.manifests.push(backupAt('1700'), backupAt('1800'));
      world.faults.refuses = stores.backups.manifests.map(({ backupId }) => backupId);
    },
  },
  {
    reason: 'RestoreRefused',
    phase: 'UploadBackup',
    arrange: ({ world }) => Object.assign(world.faults, { restore: happened('RestoreRefused') }),
  },
  {
    reason: 'RestoreUnproven',
    phase: 'CheckStandby',
    arrange: ({ world }) => Object.assign(world.faults, { ignoresRestore: true }),
  },
  {
    reason: 'RestoreUnproven',
    phase: 'CheckStandby',
    arrange: ({ world }) => {
      world.faults.ignoresRestore = true;
      world.faults.restore = happened('RestoreUnproven');
    },
  },
  {
    reason: 'TrafficUnreachable',
    phase: 'ClaimTraffic',
    arrange: () => undefined,
    before: ({ world }, state) =>
      state === 'ClaimTraffic' && Object.assign(world.faults, { traffic: happened('TrafficUnreachable') }),
  },
];

test.each(BEFORE_FENCE)(
  '$reason in $phase: halts before users are affected, with a hold that lapses',
  async ({ reason, phase, arrange, before }) => {
    const house = onePair();
    kill(house);
    arrange(house);
    const { end, path, state } = await walk(
      house,
      { trigger: 'alarm' },
      { before: (at) => void before?.(house, at) as undefined },
    );

    expect(end).toBe('FAILED');
    expect(path.at(-1)).toBe('Halt');
    expect(state.halt).toMatchObject({ reason });
    const record = house.stores.records.now(house.pair);
    expect(record.lease).toBeUndefined();
    expect(record.primary).toBe('london');
    expect(record.hold).toMatchObject({
      reason,
      phase,
      from: 'london',
      to: 'dublin',
      resumeInput: { pair: 'support', kind: 'failover' },
    });
    expect(Date.parse(record.hold?.lapsesAt ?? '') - Date.parse(record.hold?.since ?? '')).toBe(5 * 60_000);
    expect(house.world.appliances.london?.power).toBe('on');
    expect(house.world.deeds.filter((deed) => deed.startsWith('moved'))).toEqual([]);
    expect(house.stores.messages.messages.map(({ subject }) => subject)).toEqual([`support HALTED: ${reason}`]);
    expect([...house.stores.reports.reports.values()]).toMatchObject([
      { outcome: 'halted', usersMoved: false, failure: { name: reason } },
    ]);
    expect(house.stores.metrics.points).toMatchObject([{ pair: 'support', name: 'RecoveryHalted', value: 1 }]);
  },
);
