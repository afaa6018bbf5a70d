// A stage for captures: a simulated appliance, a backup store and metrics in memory, and everything that may change
// meanwhile.
import { createHash } from 'node:crypto';
import { brokenOff } from '../../functions/appliance/api/backup-body.ts';
import type { BackupBody } from '../../functions/appliance/appliance.ts';
import { httpsProbe } from '../../functions/appliance/probe/https-probe.ts';
import type { NameProbe } from '../../functions/appliance/probe/vantage.ts';
import type { BackupManifest } from '../../functions/domain/model/backup-manifest.ts';
import { newPairRecord, type PairRecord } from '../../functions/domain/record/pair-record.ts';
import type { MetricPoint } from '../../functions/platform/metrics.ts';
import { type CaptureTools, capture } from '../../functions/steps/capture/capture.ts';
import { type TestApplianceChoices, testAppliance } from '../appliance/appliances.ts';
import { inMemoryCaptureTurns } from '../doubles/in-memory-latest-values.ts';
import { inMemoryMessages } from '../doubles/in-memory-store.ts';
import { listedBackups } from '../doubles/listed-backups.ts';
import { clockShowing, machine } from '../doubles/machine.ts';

/** When the stage's captures begin. */
const NOW = '2026-11-22T20:15:03.120Z';

const captureWriterInMemory = () => {
  const objects = new Map<string, Uint8Array>();
  const manifests: BackupManifest[] = [];
  const ends: string[] = [];
  const hooks: { beforeComplete?: () => void; failWrite?: boolean } = {};
  const captureWriter: CaptureTools['captureWriter'] = {
    begin: async (key) => {
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      return {
        get bytes() {
          return bytes;
        },
        write: async (chunk) => {
          if (hooks.failWrite) throw new Error('the store is down');
          chunks.push(Uint8Array.from(chunk));
          bytes += chunk.length;
        },
        complete: async () => {
          const whole = Buffer.concat(chunks);
          objects.set(key, whole);
          ends.push('completed');
          return { versionId: 'v1', bytes: whole.length, sha256: createHash('sha256').update(whole).digest('hex') };
        },
        abort: async () => void ends.push('aborted'),
      };
    },
    writeManifest: async (manifest) => {
      ends.push('manifest');
      manifests.push(manifest);
    },
  };
  return { captureWriter, objects, manifests, ends, hooks };
};

/** A body that stops after its first bytes, until the signal ends it. */
const endless = (signal: AbortSignal): AsyncIterable<Uint8Array> =>
  brokenOff(
    (async function* () {
      yield new Uint8Array(1_000);
      signal.throwIfAborted();
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    })(),
    'london',
    signal,
  );

export const captureStage = async (choices: TestApplianceChoices = {}) => {
  const london = await testAppliance({ backupBytes: 50_000, ...choices });
  const store = captureWriterInMemory();
  let record: PairRecord = newPairRecord('support', 'london', ['london', 'dublin']);
  const dns: { addresses: readonly string[] } = { addresses: ['127.0.0.1'] };
  const onRead: { readings: number; tookMs?: number; later?: Partial<PairRecord> } = { readings: 0 };
  const known: { manifests: readonly BackupManifest[] } = { manifests: [] };
  /** Changes what the appliance sends. */
  const body: { change?: (body: BackupBody) => BackupBody } = {};
  /** Bytes that stop after the first ones; `begun` gets the signal that will end them. */
  const slow: { bytes: boolean; begun?: (signal: AbortSignal) => void } = { bytes: false };
  const clock = { nowMs: Date.parse(NOW) };
  const points: (MetricPoint & { readonly pair: string })[] = [];
  const said: string[] = [];
  const messages = inMemoryMessages();
  const broken = { metrics: false, record: false };
  const turns = inMemoryCaptureTurns();
  const settings = { ...london.settings };
  const names: NameProbe = { addresses: async () => dns.addresses };
  const tools: CaptureTools = {
    settings: { pairs: () => ['support'], read: async () => settings },
    records: {
      read: async () => {
        onRead.readings += 1;
        if (onRead.readings > 1) clock.nowMs += onRead.tookMs ?? 0;
        if (onRead.readings > 1 && onRead.later) record = { ...record, ...onRead.later };
        return { record, nowMs: Date.parse('2026-11-22T20:15:00.000Z') };
      },
      change: async (_settings, change) => {
        if (broken.record) throw new Error('S3 is down');
        const decision = change(record, clock.nowMs);
        record = decision.record ?? record;
        return { ...decision, record, nowMs: clock.nowMs };
      },
    },
    turns,
    probe: httpsProbe(machine),
    names,
    apiOf: (_settings, appliance, credentialsOf, secretVersionId) => {
      if (appliance !== 'london') throw new Error('only the primary is asked');
      const api = london.api(credentialsOf, secretVersionId);
      if (body.change) {
        const change = body.change;
        return { ...api, backup: async (signal) => change(await api.backup(signal)) };
      }
      if (!slow.bytes) return api;
      const backup = async (signal: AbortSignal): Promise<BackupBody> => {
        slow.begun?.(signal);
        return { contentType: '', bytes: endless(signal) };
      };
      return { ...api, backup };
    },
    captureWriter: store.captureWriter,
    backups: listedBackups(() => known.manifests.map((one) => ({ ...one, pair: 'support' }))),
    metrics: {
      put: async (pair, put) => {
        if (broken.metrics) throw new Error('CloudWatch is down');
        points.push(...put.map((point) => ({ ...point, pair })));
      },
    },
    messages,
    clock: clockShowing(() => clock.nowMs),
    say: (sentence) => void said.push(sentence),
    newId: () => '0a1b2c3d',
  };
  return {
    ...store,
    london,
    dns,
    onRead,
    slow,
    body,
    known,
    clock,
    turns,
    settings,
    points,
    messages,
    said,
    broken,
    change: (change: Partial<PairRecord>) => {
      record = { ...record, ...change };
    },
    record: () => record,
    run: (remainingMs = 60_000, more: object = {}) => capture(tools)({ pair: 'support', ...more }, () => remainingMs),
    [Symbol.asyncDispose]: () => london[Symbol.asyncDispose](),
  };
};
