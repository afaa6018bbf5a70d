// Record, journal, vault, messages, metrics and executions in memory. What goes in is copied through JSON, as the real ones do:
// nothing is shared by reference, and what JSON cannot hold is lost here too.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { ReadBack } from '../../functions/domain/backup/backup-verification.ts';
import type { Inspection } from '../../functions/domain/inspection/inspection.ts';
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import { newPairRecord, type PairRecord, type Proof } from '../../functions/domain/record/pair-record.ts';
import type { AlarmReading, AlarmStates } from '../../functions/platform/alarm-states.ts';
import type { ExecutionState, ExecutionStatus, Executions } from '../../functions/platform/executions.ts';
import type { Message, Messages } from '../../functions/platform/messages.ts';
import type { MetricPoint, Metrics } from '../../functions/platform/metrics.ts';
import type { SettingsSource } from '../../functions/platform/settings-source.ts';
import type { Inspections } from '../../functions/store/latest/inspections.ts';
import type { ReadBacks } from '../../functions/store/latest/read-backs.ts';
import type { Journal, JournalEntry } from '../../functions/store/record/journal.ts';
import type { PairRecords } from '../../functions/store/record/pair-records.ts';
import type { Proofs } from '../../functions/store/vault/proofs.ts';
import type { Backups, Reports } from '../../functions/store/vault/vault.ts';
import { listedBackups } from './listed-backups.ts';
import type { StoryClock } from './story-clock.ts';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export interface InMemoryRecords extends PairRecords {
  /** The record as it stands. */
  now(settings: PairSettings): PairRecord;
  put(settings: PairSettings, change: (record: PairRecord) => PairRecord): void;
}

export const inMemoryRecords = (clock: StoryClock): InMemoryRecords => {
  const kept = new Map<string, string>();
  const now = (settings: PairSettings): PairRecord => {
    const text = kept.get(settings.name);
    const appliances = settings.appliances.map(({ name }) => name);
    return text === undefined ? newPairRecord(settings.name, settings.preferred, appliances) : (JSON.parse(text) as PairRecord);
  };
  const put = (settings: PairSettings, changed: PairRecord): void => {
    const { revision } = now(settings);
    kept.set(settings.name, JSON.stringify({ ...changed, revision: revision + 1, nonce: crypto.randomUUID() }));
  };
  return {
    now,
    put: (settings, change) => put(settings, change(now(settings))),
    read: async (settings) => ({ record: now(settings), nowMs: clock.nowMs() }),
    change: async (settings, change) => {
      const changed = change(now(settings), clock.nowMs());
      if (changed) put(settings, changed);
      return { record: now(settings), nowMs: clock.nowMs() };
    },
  };
};

export interface InMemoryJournal extends Journal {
  readonly entries: readonly (JournalEntry & { readonly pair: string })[];
}

export const inMemoryJournal = (): InMemoryJournal => {
  const entries: (JournalEntry & { readonly pair: string })[] = [];
  return {
    entries,
    write: async (pair, entry) => void entries.push({ pair, ...copy(entry) }),
    read: async (pair, recoveryId) =>
      copy(entries.filter((entry) => entry.pair === pair && entry.recoveryId === recoveryId)).toSorted((one, other) =>
        one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
      ),
  };
};

export interface Told extends Messages {
  /** What needs somebody, and what has ended. */
  readonly messages: readonly Message[];
  /** News of recoveries under way. */
  readonly progress: readonly Message[];
}

export const inMemoryMessages = (): Told => {
  const [messages, progress]: [Message[], Message[]] = [[], []];
  const tell = async (message: Message): Promise<void> =>
    void (message.about === 'progress' ? progress : messages).push(copy(message));
  return { messages, progress, tell };
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
  readonly proofs: ReadonlyMap<string, Proof>;
}

export const inMemoryProofs = (): InMemoryProofs => {
  const proofs = new Map<string, Proof>();
  return {
    proofs,
    write: async (pair, proof) => {
      const key = `proofs/${pair}/${proof.backupId}.json`;
      if (!proofs.has(key)) proofs.set(key, copy(proof));
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

export interface InMemoryExecutions extends Executions {
  readonly started: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** ARNs of those that were stopped, in order. */
  readonly stopped: readonly string[];
  set(executionArn: string, status: ExecutionStatus, endedAtMs?: number): void;
}

export const EXECUTIONS = 'arn:aws:states:eu-west-1:123456789012:execution:twinbox';

export const inMemoryExecutions = (): InMemoryExecutions => {
  const states = new Map<string, ExecutionState>();
  const started = new Map<string, Readonly<Record<string, unknown>>>();
  const stopped: string[] = [];
  return {
    started,
    stopped,
    set: (executionArn, status, endedAtMs) =>
      void states.set(executionArn, { status, ...(endedAtMs !== undefined && { endedAtMs }) }),
    describe: async (executionArn) => states.get(executionArn) ?? { status: 'UNKNOWN' },
    start: async (name, input, _notBeforeMs) => {
      const arn = `${EXECUTIONS}:${name}`;
      if (!started.has(name)) states.set(arn, { status: 'RUNNING' });
      started.set(name, copy(input));
      return arn;
    },
    stop: async (executionArn) => {
      stopped.push(executionArn);
      if (states.get(executionArn)?.status === 'RUNNING') states.set(executionArn, { status: 'ABORTED' });
    },
  };
};

export const inMemorySettings = (...pairs: readonly PairSettings[]): SettingsSource => ({
  pairs: () => pairs.map(({ name }) => name),
  read: async (pair) => {
    const found = pairs.find(({ name }) => name === pair);
    if (!found) throw new Error(`no parameter for ${pair}`);
    return copy(found);
  },
});

export const inMemoryAlarms = (states: Readonly<Record<string, AlarmReading>>): AlarmStates => ({
  read: async (name) => states[name],
});

export interface InMemoryInspections extends Inspections {
  readonly kept: ReadonlyMap<string, Inspection>;
}

export const inMemoryInspections = (): InMemoryInspections => {
  const kept = new Map<string, Inspection>();
  return {
    kept,
    read: async (pair) => kept.get(pair),
    write: async (inspection) => void kept.set(inspection.pair, copy(inspection)),
  };
};

export const inMemoryReadBacks = (): ReadBacks => {
  const kept = new Map<string, ReadBack>();
  return { latest: async (pair) => kept.get(pair), write: async (pair, readBack) => void kept.set(pair, copy(readBack)) };
};

export interface InMemoryBackups extends Backups {
  readonly manifests: BackupManifest[];
  /** Ids of backups whose bytes are not as the manifest says. */
  readonly damaged: Set<string>;
}

export const inMemoryBackups = (...manifests: readonly BackupManifest[]): InMemoryBackups => {
  const shelf = [...manifests];
  const damaged = new Set<string>();
  return {
    manifests: shelf,
    damaged,
    ...listedBackups(() => shelf),
    prove: async ({ backupId }) =>
      damaged.has(backupId)
        ? { intact: false, because: 'the SHA-256 differs' }
        : { intact: true, because: 'as the manifest says' },
    presign: async ({ key, versionId }) => `https://vault.example/${key}?versionId=${versionId}&X-Amz-Signature=bearer`,
  };
};
