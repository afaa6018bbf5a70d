// One pair, its newest backup, and everything around it in memory: the environment in which steps are tested.

import { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { ReadBack } from '../../functions/domain/backup/backup-verification.ts';
import type { Inspection } from '../../functions/domain/inspection/inspection.ts';
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import type { SlowChecks } from '../../functions/domain/readiness/readiness-facts.ts';
import { inMemoryExecutions } from './in-memory-executions.ts';
import { inMemoryJournal } from './in-memory-journal.ts';
import { inMemoryCaptureTurns, inMemoryLatestValues } from './in-memory-latest-values.ts';
import { inMemoryRecords } from './in-memory-records.ts';
import {
  inMemoryAlarms,
  inMemoryBackups,
  inMemoryMessages,
  inMemoryMetrics,
  inMemoryProofs,
  inMemoryReports,
  inMemorySettings,
} from './in-memory-store.ts';
import { reachOf } from './people-reach.ts';
import { scenarioClock } from './scenario-clock.ts';
import { smallWorld } from './small-world.ts';

export const LONDON = '203.0.113.10';
export const DUBLIN = '198.51.100.10';
export const NAME = 'support.example.com';

const appliance = (name: string, address: string) => ({
  name,
  address,
  secret: `twinbox/${name}`,
  restore: { method: 'lambda', functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:restore' },
  power: [
    { method: 'redfish', address: name === 'london' ? '192.0.2.10' : '192.0.2.11', secret: `twinbox/${name}-power` },
  ],
});

export const pairWith = (
  policy: Partial<PairSettings['policy']> = {},
  name = 'support',
  standby: PairSettings['standby'] = {},
  windows: PairSettings['windows'] = [],
): PairSettings =>
  PairSettings.parse({
    name,
    service: { names: [NAME], ports: [443, 8200] },
    appliances: [appliance('london', LONDON), appliance('dublin', DUBLIN)],
    preferred: 'london',
    standby,
    traffic: { mode: 'dns-record', zones: [{ id: 'Z123EXAMPLE' }], nameServers: ['192.0.2.53:53'] },
    watch: { witnesses: ['https://witness.example/'] },
    policy: { automation: 'act', actAfterSeconds: 30, onUnconfirmedFence: 'halt', ...policy },
    windows,
  });

/** A backup of london's, captured at that time of 22 November 2026 (`hhmm`). */
export const backupAt = (hhmm: string, changes: Partial<BackupManifest> = {}): BackupManifest => ({
  backupId: `20261122T${hhmm}00Z-a1b2c3d4`,
  pair: 'support',
  appliance: 'london',
  epoch: 0,
  capturedAt: `2026-11-22T${hhmm.slice(0, 2)}:${hhmm.slice(2)}:00.000Z`,
  key: `backups/support/20261122T${hhmm}00Z-a1b2c3d4.nsb`,
  versionId: 'v1',
  bytes: 1234,
  sha256: 'a'.repeat(64),
  product: 'RS',
  version: '25.1.2',
  build: '81234',
  applianceId: 'e'.repeat(32),
  credentialsOf: 'london',
  notIncluded: ['session recordings'],
  ...changes,
});

export const onePair = (
  policy: Partial<PairSettings['policy']> = {},
  standby: PairSettings['standby'] = {},
  windows: PairSettings['windows'] = [],
) => {
  const pair = pairWith(policy, 'support', standby, windows);
  const clock = scenarioClock();
  let captures = 0;
  const world = smallWorld(pair, clock);
  const stores = {
    records: inMemoryRecords(clock),
    journal: inMemoryJournal(),
    messages: inMemoryMessages(),
    reports: inMemoryReports(),
    proofs: inMemoryProofs(),
    metrics: inMemoryMetrics(),
    executions: inMemoryExecutions(clock),
    inspections: inMemoryLatestValues<Inspection>(),
    readBacks: inMemoryLatestValues<ReadBack>(),
    slowChecks: inMemoryLatestValues<SlowChecks>(),
    settings: inMemorySettings(pair),
    backups: inMemoryBackups(backupAt('1900'), backupAt('2000')),
    alarms: inMemoryAlarms({}),
    reach: reachOf({}),
    turns: inMemoryCaptureTurns(),
    clock,
  };
  const {
    probe,
    vantage,
    names,
    apiOf,
    certificates,
    healthTexts,
    pages,
    restoreMethod,
    traffic,
    servers,
    powersOf,
    powersToRead,
  } = world;
  return {
    pair,
    clock,
    world,
    stores,
    tools: {
      ...stores,
      captureWriter: stores.backups.captureWriter,
      newId: () => `0a1b2c${(captures++).toString(16).padStart(2, '0')}`,
      say: () => undefined,
      probe,
      vantage,
      names,
      apiOf,
      certificates,
      healthTexts,
      pages,
      restoreMethodOf: () => restoreMethod,
      resolvers: { read: async () => [] },
      signInRehearsalOf: () => undefined,
      traffic,
      servers,
      powersOf,
      powersToRead,
    },
  };
};

export type House = ReturnType<typeof onePair>;

/** What london's death is to the world. */
export const kill = ({ world }: House, appliance = 'london'): void => {
  const dead = world.appliances[appliance];
  if (dead) dead.probe = 'silent';
};
