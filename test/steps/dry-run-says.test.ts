// A dry run reports for everything that a failover needs whether it was checked, and never claims that a failover is
// possible.
import { failure } from '../../functions/domain/failure/failure.ts';
import { onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

test('its message names the automation, what passed, and what was not checked and why', async () => {
  const house = onePair();
  expect((await walk(house, { dryRun: true })).end).toBe('SUCCEEDED');
  const [{ subject, body } = { subject: '', body: '' }] = house.stores.messages.messages;
  expect(subject).toBe('support: dry run of a failover to dublin: nothing failed, 21 not checked');
  expect(body).toMatch(/^What happened: Automation: act\. A dry run/);
  expect(body).toMatch(/passed: a backup for dublin: 20261122T200000Z-a1b2c3d4 of .*, its SHA-256 verified/);
  expect(body).toContain('not checked: a restore to dublin: a dry run restores nothing; a drill does');
  expect(body).toContain('passed: Twinbox may fail over by itself: automation: act');
  expect(body).toContain('not checked: the secrets of both appliances exist: the hourly checks have not been made yet');
  expect(`${subject} ${body}`).not.toMatch(/possible/i);
  const page = [...house.stores.reports.pages.values()][0] ?? '';
  expect(page).toContain('<h2>Checks</h2>');
  expect(page).not.toMatch(/possible/i);
});

test('a failed check is in the subject, although the run completed', async () => {
  const house = onePair();
  house.world.faults.power = failure('PowerRefused', 'the controller answers 401', 'Store the secret anew.');
  await walk(house, { dryRun: true });
  const [{ subject, body } = { subject: '', body: '' }] = house.stores.messages.messages;
  expect(subject).toMatch(/: failed: .*; 21 not checked$/);
  expect(body).toMatch(/failed: .*Fix: /);
  expect([...house.stores.reports.pages.values()][0]).toContain('Dry run: not ready');
});

test('a failover has no such list: it did all of it', async () => {
  const house = onePair();
  for (const appliance of Object.values(house.world.appliances))
    if (appliance.restoredBackup.includes('london')) appliance.probe = 'silent';
  const { state } = await walk(house, { trigger: 'alarm' });
  expect(state.prepare).not.toHaveProperty('checks');
});
