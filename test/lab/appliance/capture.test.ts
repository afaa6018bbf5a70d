// Captures from a simulated appliance: the file, and the many ways in which status 200 brings something else.
import { scaledClock } from '../../../packages/local-cloud/base/clock.ts';
import { capture, restore, sha256, simulatedAppliance } from './ask.ts';

test('a backup is one opaque file of the chosen size whose hash the appliance writes into its own account', async () => {
  await using london = await simulatedAppliance('london');
  const reply = await capture(london);
  expect(reply.status).toBe(200);
  expect(reply.headers['content-type']).toBe('application/octet-stream');
  expect(reply.body.length).toBe(300_000);
  expect(reply.text).not.toContain('configuration of london');
  expect(reply.text).not.toContain('london-secret');
  expect(london.events).toEqual([
    expect.objectContaining({ kind: 'backup-begun' }),
    expect.objectContaining({ kind: 'backup_created', detail: sha256(reply.body) }),
  ]);
});

test.each([
  ['error-page', '<!DOCTYPE html>'],
  ['json-error', '{"message"'],
  ['invalid-credentials', 'Invalid credentials'],
  ['empty', ''],
] as const)('a capture can fail with status 200: %s', async (failureMode, start) => {
  await using london = await simulatedAppliance('london');
  london.failureModes.backup = failureMode;
  const reply = await capture(london);
  expect(reply.status).toBe(200);
  expect(reply.text.slice(0, start.length || 1)).toBe(start);
});

test('a capture can be cut, shrunken or damaged', async () => {
  await using london = await simulatedAppliance('london');
  london.failureModes.backup = 'truncated';
  await expect(capture(london)).rejects.toThrow(/aborted|reset/i);
  london.failureModes.backup = 'shrunken';
  expect((await capture(london)).body.length).toBe(30_000);
  london.failureModes.backup = 'damaged';
  const { body } = await capture(london);
  expect((await restore(london, body)).status).toBe(422);
});

test('a slow capture takes its lab time and is whole', async () => {
  const clock = scaledClock(10);
  await using london = await simulatedAppliance('london', { clock, slowBackupSeconds: 2 });
  london.failureModes.backup = 'slow';
  const beganMs = clock.nowMs();
  const { body } = await capture(london);
  expect(clock.nowMs() - beganMs).toBeGreaterThanOrEqual(1900);
  expect(body.length).toBe(300_000);
});
