// The authenticated API against a simulated appliance: tokens that die, secrets that change, roles in our words,
// backups that break off.
import { healthOf } from '../../functions/appliance/api/api-answers.ts';
import type { BackupBody } from '../../functions/appliance/appliance.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { LONDON, testAppliance } from './appliances.ts';

const bytesOf = async ({ bytes }: BackupBody): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
};

describe('health', () => {
  test('says product, version, build, id and role in our words', async () => {
    await using london = await testAppliance();
    london.appliance.failureModes.role = 'backup';
    const health = await london.api().health(soon());
    expect(health).toMatchObject({
      healthy: true,
      reportedRole: 'standby',
      clusterRole: 'single',
      applianceId: london.appliance.guid,
    });
    expect(health.product).toMatch(/^(rs|pra)$/);
    expect(health.version).not.toBe('');
    expect(health.build).not.toBe('');
  });

  test('takes a 500 in the shape of health as a verdict', async () => {
    await using london = await testAppliance();
    london.appliance.failureModes.health = 'sick';
    await expect(london.api().health(soon())).resolves.toMatchObject({ healthy: false });
  });

  test('refuses to translate a role that nobody documented', () => {
    expect(
      healthOf(true, { version: '1', build: '1', appliance_id: 'AB', failover_role: 'witness' }, 'rs'),
    ).toBeUndefined();
    expect(healthOf(true, { version: '1', build: '1', appliance_id: 'AB', failover_role: null }, 'rs')).toMatchObject({
      applianceId: 'ab',
      reportedRole: 'none',
    });
  });

  test('an account without the permission is denied by name', async () => {
    await using london = await testAppliance({ account: { permissions: { command: 'deny' } } });
    await expect(london.api().health(soon())).rejects.toMatchObject({ name: 'ApplianceDenied' });
  });
});

describe('tokens', () => {
  test('are kept from one call to the next', async () => {
    await using london = await testAppliance();
    await london.api().health(soon());
    await london.api().health(soon());
    expect(london.reads()).toBe(1);
  });

  test('that died are renewed once, without anyone noticing', async () => {
    await using london = await testAppliance();
    await london.api().health(soon());
    // A restart of the process kills all tokens.
    london.appliance.die();
    await london.appliance.settled();
    london.appliance.revive();
    await london.appliance.settled();
    await expect(london.api().health(soon())).resolves.toMatchObject({ healthy: true });
  });

  test('follow a secret that was changed at the appliance and in the vault of secrets', async () => {
    await using london = await testAppliance();
    await london.api().health(soon());
    london.appliance.changeSecret('new-secret');
    london.secrets.set('twinbox/london', { value: { ...LONDON, clientSecret: 'new-secret' }, version: 'v2' });
    await expect(london.api().health(soon())).resolves.toMatchObject({ healthy: true });
    expect(london.reads()).toBe(2);
  });

  test('a refused account is a failure with a name that does not tell the secret', async () => {
    await using london = await testAppliance();
    london.appliance.changeSecret('new-secret');
    await expect(london.api().health(soon())).rejects.toMatchObject({
      name: 'CredentialsRefused',
      message: expect.not.stringContaining(LONDON.clientSecret),
    });
    expect(london.reads()).toBe(2);
  });

  test('a secret that cannot be read, or is none, has a name of its own and is not quoted', async () => {
    await using london = await testAppliance();
    london.secrets.set('twinbox/london', { value: 'hunter2', version: 'v1' });
    await expect(london.api().health(soon())).rejects.toMatchObject({
      name: 'SecretUnreadable',
      message: expect.not.stringContaining('hunter2'),
    });
    await expect(london.api('dublin').health(soon())).rejects.toMatchObject({ name: 'SecretUnreadable' });
  });
});

describe('accepts', () => {
  test('tells accepted from refused accounts, by asking anew', async () => {
    await using london = await testAppliance();
    london.secrets.set('twinbox/dublin', {
      value: { clientId: 'dublin-id', clientSecret: 'dublin-secret' },
      version: 'd1',
    });
    await expect(london.api('london').accepts(soon())).resolves.toEqual({ secretVersionId: 'v1' });
    await expect(london.api('dublin').accepts(soon())).resolves.toBeUndefined();
    london.appliance.changeSecret('another');
    await expect(london.api('london').accepts(soon())).resolves.toBeUndefined();
  });

  test('throws when the appliance cannot be asked', async () => {
    await using london = await testAppliance();
    london.appliance.die();
    await london.appliance.settled();
    await expect(london.api().accepts(soon())).rejects.toMatchObject({
      name: 'ApplianceUnreachable',
      hint: expect.stringContaining('Nothing listens there'),
    });
  });
});

describe('backup', () => {
  test('streams the bytes with what the headers said', async () => {
    await using london = await testAppliance({ backupBytes: 300_000 });
    const body = await london.api().backup(soon());
    expect(body.contentType).toBe('application/octet-stream');
    expect(body.contentLength).toBeUndefined();
    expect(await bytesOf(body)).toHaveLength(300_000);
  });

  test('sends the backup password where the secret holds one', async () => {
    await using london = await testAppliance();
    london.secrets.set('twinbox/london', { value: { ...LONDON, backupPassword: 'correct horse' }, version: 'v1' });
    await bytesOf(await london.api().backup(soon()));
    expect(london.appliance.behavioursShown.has('backup.password')).toBe(true);
  });

  test('renews a dead token before the first byte', async () => {
    await using london = await testAppliance();
    await london.api().health(soon());
    london.appliance.changeSecret('new-secret');
    london.secrets.set('twinbox/london', { value: { ...LONDON, clientSecret: 'new-secret' }, version: 'v2' });
    expect(await bytesOf(await london.api().backup(soon()))).toHaveLength(20_000);
  });

  test('gives an error page as it came: judging is the caller’s', async () => {
    await using london = await testAppliance();
    london.appliance.failureModes.backup = 'json-error';
    const body = await london.api().backup(soon());
    expect(body.contentType).toContain('application/json');
    expect((await bytesOf(body)).toString()).toContain('could not be created');
  });

  test('a backup is one whatever it is called, and is asked for once', async () => {
    await using london = await testAppliance({ backupBytes: 300_000 });
    london.appliance.failureModes.backup = 'labelled-html';
    const body = await london.api().backup(soon());
    expect(body.contentType).toContain('text/html');
    expect(await bytesOf(body)).toHaveLength(300_000);
    expect(london.appliance.events.filter(({ kind }) => kind === 'backup-begun')).toHaveLength(1);
  });

  test('says whether its end is proven', async () => {
    await using london = await testAppliance();
    expect((await london.api().backup(soon())).endProven).toBe(true);
    london.appliance.failureModes.backup = 'ends-by-close';
    expect((await london.api().backup(soon())).endProven).toBe(false);
  });

  test('that breaks off is truncated', async () => {
    await using london = await testAppliance({ backupBytes: 300_000 });
    london.appliance.failureModes.backup = 'truncated';
    await expect(bytesOf(await london.api().backup(soon()))).rejects.toMatchObject({ name: 'BackupTruncated' });
  });
});
