// An entry of the journal as tests of it write one.
import type { JournalEntry } from '../../functions/store/record/journal.ts';

export const RECOVERY = '20261122T201503Z-9f8e7d6c';

export const entryAt = (second: number, event: JournalEntry['event'], attempt = 1): JournalEntry => ({
  recoveryId: RECOVERY,
  epoch: 7,
  at: new Date(Date.UTC(2026, 10, 22, 20, 15, second, 250)).toISOString(),
  state: 'Fence',
  attempt,
  event,
  ...(event !== 'intent' && { evidence: ['power reads On'] }),
});
