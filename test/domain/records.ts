// A pair's record and a recovery for the tests of the domain, at a fixed time.
import { newPairRecord, type PairRecord } from '../../functions/domain/record/pair-record.ts';

export const NOW_MS = Date.UTC(2026, 10, 22, 20, 0, 0);
export const isoIn = (seconds: number): string => new Date(NOW_MS + seconds * 1000).toISOString();

export const recordWith = (change: Partial<PairRecord> = {}): PairRecord => ({
  ...newPairRecord('support', 'london', ['london', 'dublin']),
  epoch: 4,
  ...change,
});

export const HOLD = {
  reason: 'FenceUnconfirmed',
  message: 'power still reads On',
  phase: 'Fence',
  done: [],
  left: ['MoveTraffic'],
  resumeInput: { pair: 'support', fenceConfirmed: { by: '...', how: '...' } },
  recoveryId: 'r4',
  epoch: 4,
  from: 'london',
  to: 'dublin',
  since: isoIn(-600),
} as const;
