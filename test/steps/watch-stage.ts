// A stage for the watcher in virtual time: what it probes, what the store holds, and what it publishes.
import type { Vantage } from '../../functions/appliance/probe/vantage.ts';
import type { DownStreak } from '../../functions/domain/health/capture-grace.ts';
import type { CaptureLease } from '../../functions/domain/model/capture-lease.ts';
import type { ProbeResult, Round } from '../../functions/domain/model/observation.ts';
import { newPairRecord, type Quarantine } from '../../functions/domain/record/pair-record.ts';
import type { MetricPoint } from '../../functions/platform/metrics.ts';
import { type WatchTools, watch } from '../../functions/steps/monitor/watch.ts';
import type { WatchTurn } from '../../functions/store/latest/latest-values.ts';
import { pairOf } from '../appliance/pair.ts';
import { inMemoryLatestValues } from '../doubles/in-memory-latest-values.ts';
import { listedBackups } from '../doubles/listed-backups.ts';
import { clockShowing } from '../doubles/machine.ts';

export const START_MS = Date.parse('2026-11-22T20:15:03.000Z');
export const settings = pairOf();

export const watchStage = (changes: Partial<WatchTools> = {}) => {
  let nowMs = START_MS;
  const london: { result: ProbeResult } = { result: 'healthy' };
  const points: (MetricPoint & { readonly pair: string })[] = [];
  const said: string[] = [];
  const announced: WatchTurn[] = [];
  const handover: { latest: WatchTurn | undefined } = { latest: undefined };
  const service: { result: ProbeResult } = { result: 'healthy' };
  const onRound: { now?: (slot: string) => void } = {};
  const captured: { turn: CaptureLease | undefined } = { turn: undefined };
  const streaks = inMemoryLatestValues<DownStreak>();
  const record: { primary: string; quarantined?: Quarantine } = { primary: 'london' };
  const see = (target: string, result: ProbeResult) => ({ target, result, at: '', elapsedMs: 1 });
  const vantage: Vantage = {
    name: 'home',
    service: async () => [],
    round: async (_settings, slot): Promise<Round> => {
      nowMs += 1_000;
      onRound.now?.(slot);
      return {
        slot,
        vantage: 'home',
        appliances: { london: see('london', london.result), dublin: see('dublin', 'healthy') },
        witnesses: [],
        pathWitnesses: {},
        service: [see('support.example.com', service.result)],
      };
    },
  };
  const tools: WatchTools = {
    settings: { pairs: () => ['support'], read: async () => settings },
    records: {
      read: async () => ({ record: { ...newPairRecord('support', 'london', ['london', 'dublin']), ...record }, nowMs }),
      change: async () => {
        throw new Error('a watcher changes nothing');
      },
    },
    vantage,
    metrics: { put: async (pair, put) => void points.push(...put.map((point) => ({ ...point, pair }))) },
    backups: listedBackups(() => []),
    turns: { latest: async () => captured.turn },
    streaks,
    handover: { write: async (turn) => void announced.push(turn), read: async () => handover.latest },
    clock: {
      ...clockShowing(() => nowMs),
      deadline: () => new AbortController().signal,
      sleep: async (waitMs) => {
        nowMs += waitMs;
      },
    },
    newId: () => 'turn-b',
    say: (sentence) => void said.push(sentence),
    ...changes,
  };
  const named = (name: string) => points.filter((point) => point.name === name);
  const run = (remainingMs = () => START_MS + 150_000 - nowMs) => watch(tools)({}, remainingMs);
  return {
    run,
    tools,
    london,
    handover,
    record,
    captured,
    service,
    streaks,
    onRound,
    points,
    named,
    said,
    announced,
    now: () => nowMs,
  };
};
