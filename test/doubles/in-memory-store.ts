// Backup store, notifications, metrics, settings, alarms and latest values in memory. Values are copied through JSON,
// as in the real ones: nothing is shared by reference, and what JSON cannot hold is lost here too.

import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { failure } from '../../functions/domain/failure/failure.ts';
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import type { Proof } from '../../functions/domain/record/pair-record.ts';
import type { AlarmReading, AlarmStates } from '../../functions/platform/alarm-states.ts';
import type { Message, Messages } from '../../functions/platform/messages.ts';
import type { MetricPoint, Metrics } from '../../functions/platform/metrics.ts';
import type { SettingsSource } from '../../functions/platform/settings-source.ts';
import type { Proofs } from '../../functions/store/vault/proofs.ts';
import type { Backups, CaptureWriter, Reports } from '../../functions/store/vault/vault.ts';
import { inMemoryCaptureWriter } from './in-memory-capture-writer.ts';
import { listedBackups } from './listed-backups.ts';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const copyOf = <T>(value: T | undefined): T | undefined => (value === undefined ? undefined : copy(value));

export interface Notified extends Messages {
  /** What needs somebody, and what has ended. */
  readonly messages: readonly Message[];
  /** News of recoveries under way. */
  readonly progress: readonly Message[];
}

export const inMemoryMessages = (): Notified => {
  const [messages, progress]: [Message[], Message[]] = [[], []];
  const notify = async (message: Message): Promise<void> =>
    void (message.about === 'progress' ? progress : messages).push(copy(message));
  return { messages, progress, notify };
};

export interface InMemoryReports extends Reports {
  readonly reports: ReadonlyMap<string, unknown>;
  readonly pages: ReadonlyMap<string, string>;
}

export const inMemoryReports = (): InMemoryReports => {
  const reports = new Map<string, unknown>();
  const pages = new Map<string, string>();
  return {
    reports,
    pages,
    write: async (pair, recoveryId, report, page) => {
      const folder = `reports/${pair}/${recoveryId}`;
      reports.set(`${folder}/report.json`, copy(report));
      if (page === undefined) return `${folder}/report.json`;
      pages.set(`${folder}/report.html`, page);
      return `${folder}/report.html`;
    },
  };
};

export interface InMemoryProofs extends Proofs {
  /** By key, as they lie in the vault. */
  readonly proofs: ReadonlyMap<string, Proof & { readonly pair: string }>;
}

export const inMemoryProofs = (): InMemoryProofs => {
  const proofs = new Map<string, Proof & { readonly pair: string }>();
  return {
    proofs,
    write: async (pair, proof) => {
      const key = `proofs/${pair}/${proof.backupId}.json`;
      if (!proofs.has(key)) proofs.set(key, copy({ pair, ...proof }));
    },
  };
};

export interface InMemoryMetrics extends Metrics {
  readonly points: readonly (MetricPoint & { readonly pair: string })[];
}

export const inMemoryMetrics = (): InMemoryMetrics => {
  const points: (MetricPoint & { readonly pair: string })[] = [];
  return { points, put: async (pair, more) => void points.push(...more.map((point) => ({ pair, ...copy(point) }))) };
};

export const inMemorySettings = (...pairs: readonly PairSettings[]): SettingsSource => ({
  pairs: () => pairs.map(({ name }) => name),
  read: async (pair) => {
    const found = pairs.find(({ name }) => name === pair);
    if (!found) {
      const names = pairs.map(({ name }) => name).join(', ');
      throw failure('UnknownPairError', `there is no pair ${pair}`, `Name one of the deployed pairs: ${names}.`);
    }
    return copy(found);
  },
});

export const inMemoryAlarms = (states: Readonly<Record<string, AlarmReading>>): AlarmStates => ({
  read: async (name) => (Object.hasOwn(states, name) ? copyOf(states[name]) : undefined),
  readAll: async (names) => new Map(Object.entries(states).filter(([name]) => names.includes(name))),
});

export interface InMemoryBackups extends Backups {
  readonly captureWriter: CaptureWriter;
  readonly manifests: BackupManifest[];
  /** Ids of backups whose bytes are not as the manifest says. */
  readonly damaged: Set<string>;
}

export const inMemoryBackups = (...manifests: readonly BackupManifest[]): InMemoryBackups => {
  const stored = [...manifests];
  const damaged = new Set<string>();
  return {
    manifests: stored,
    damaged,
    captureWriter: inMemoryCaptureWriter((manifest) => stored.push(manifest)),
    ...listedBackups(() => stored),
    prove: async ({ backupId }) =>
      damaged.has(backupId)
        ? { intact: false, reason: 'the SHA-256 differs' }
        : { intact: true, reason: 'as the manifest says' },
    presign: async ({ key, versionId }) => `https://vault.example/${key}?versionId=${versionId}&X-Amz-Signature=bearer`,
  };
};
