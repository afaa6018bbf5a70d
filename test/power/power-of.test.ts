// The ways that the settings give, and the account they are used with.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { powerCredentials } from '../../functions/power/power-credentials.ts';
import { powersOf } from '../../functions/power/power-of.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { pairOf } from '../appliance/pair.ts';
import { ORDER, powerTools } from './power-tools.ts';

const redfish = (address: string) => ({ method: 'redfish', address, secret: 'twinbox/london-power' });

test('the ways come in the order of the settings, and none is no way', () => {
  const settings = pairOf({ london: { power: [redfish('127.0.0.9'), { method: 'none' }, redfish('127.0.0.8')] } });
  const powers = powersOf(powerTools(async () => ({ user: 'u', password: 'p' })));
  expect(powers(settings, 'london', ORDER).map(({ method }) => method)).toEqual([
    'redfish at 127.0.0.9:443',
    'redfish at 127.0.0.8:443',
  ]);
  expect(powers(settings, 'dublin', ORDER)).toEqual([]);
});

describe('powerCredentials', () => {
  const reading = (answer: () => Promise<unknown>) => {
    const client = new SecretsManagerClient({ region: 'eu-west-1' });
    mockClient(client).on(GetSecretValueCommand, { SecretId: 'twinbox/london-power' }).callsFake(answer);
    return powerCredentials(client)('twinbox/london-power', soon());
  };

  test('reads user and password', async () => {
    await expect(reading(async () => ({ SecretString: '{"user":"u","password":"p","note":"x"}' }))).resolves.toEqual({
      user: 'u',
      password: 'p',
    });
  });

  test('keeps the version of the secret', async () => {
    const answer = async () => ({ SecretString: '{"user":"u","password":"p"}', VersionId: 'v3' });
    await expect(reading(answer)).resolves.toEqual({ user: 'u', password: 'p', versionId: 'v3' });
  });

  test.each([
    ['no text', undefined],
    ['no JSON', '{"user":"u","passw'],
    ['no password', '{"user":"u"}'],
    ['an empty password', '{"user":"u","password":""}'],
  ])('%s is PowerRefused, and not quoted', async (_says, SecretString) => {
    await expect(reading(async () => ({ SecretString }))).rejects.toMatchObject({
      name: 'PowerRefused',
      message: expect.not.stringContaining('passw":'),
    });
  });

  test('a secret that may not be read is PowerRefused with the reason', async () => {
    const denied = async () => {
      throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    };
    await expect(reading(denied)).rejects.toMatchObject({
      name: 'PowerRefused',
      message: expect.stringContaining('AccessDeniedException'),
    });
  });

  test('a throttled or slow answer is PowerUnreachable: a way is not given up for it', async () => {
    const throttled = async () => {
      throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    };
    await expect(reading(throttled)).rejects.toMatchObject({ name: 'PowerUnreachable' });
  });
});
