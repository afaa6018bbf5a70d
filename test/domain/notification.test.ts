// What people are notified must be true of the standby too: after a recovery that stood down it may carry another
// configuration.

import type { RowOutcome } from '../../functions/domain/model/outcome.ts';
import type { TimelineRow } from '../../functions/domain/model/timeline-row.ts';
import { composeNotification } from '../../functions/domain/report/notification.ts';
import type { Report } from '../../functions/domain/report/report.ts';

const row = (state: string, outcome: RowOutcome, evidence: readonly string[] = []): TimelineRow => ({
  state,
  outcome,
  evidence,
  attempts: 1,
  startedAt: '2026-11-22T20:00:00.000Z',
  endedAt: '2026-11-22T20:00:10.000Z',
  elapsedSeconds: 10,
});

const stoodDown = (timeline: readonly TimelineRow[]): Report => ({
  recoveryId: '20261122T200000Z-12345678',
  pair: 'support',
  kind: 'failover',
  trigger: 'alarm',
  dryRun: false,
  epoch: 3,
  from: 'london',
  to: 'dublin',
  startedAt: '2026-11-22T20:00:00.000Z',
  endedAt: '2026-11-22T20:01:00.000Z',
  elapsedSeconds: 60,
  outcome: 'stood-down',
  usersMoved: false,
  timeline,
  stageTimes: {},
  objectives: { rpoMinutes: 120, rtoMinutes: 30 },
  recoveryPoint: {
    backupId: 'b-1',
    capturedAt: '2026-11-22T19:59:00.000Z',
    sha256: 'ab',
    product: 'RS',
    version: '24.3.2',
    build: '81234',
    bytes: 1234,
    appliance: 'london',
    key: 'backups/support/b-1.nsb',
    versionId: 'v1',
    ageSeconds: 60,
  },
  passedOver: [],
  answersSeen: [],
  notInBackup: ['session recordings'],
});

const answers = 'london answers on the users’ path and is healthy';

describe('the announcement of a recovery that stood down', () => {
  test('says that nothing was touched where nothing was', () => {
    const { body } = composeNotification(
      stoodDown([row('Confirm', 'stood-down', [answers])]),
      's3://vault/report.json',
    );
    expect(body).toContain(`without changing anything: ${answers}.`);
  });

  test('says what the standby was given, and does not speak of loss where nobody was moved', () => {
    const timeline = [
      row('UploadBackup', 'uploaded'),
      row('AwaitDecision', 'stood-down', [answers]),
      row('StandDown', 'finished'),
    ];
    const { body } = composeNotification(stoodDown(timeline), 's3://vault/report.json');
    expect(body).toContain(
      `without affecting users or london: ${answers}; dublin received the backup b-1 and remains the standby.`,
    );
    expect(body).not.toMatch(/lost|anything/);
  });
});
