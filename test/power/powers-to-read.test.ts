// With which account power is read: that of Fence where the pair acts, one that may only read where it is observed, and
// none that was refused before.
import { powersToRead } from '../../functions/power/powers-to-read.ts';
import { pairOf } from '../appliance/pair.ts';
import { powerTools } from './power-tools.ts';
import { redfishStage, soon } from './redfish-stage.ts';

const METHOD = { method: 'redfish', address: '127.0.0.9', secret: 'twinbox/london-power' };
const settingsWith = (automation: 'observe' | 'act', method: object) => {
  const pair = pairOf({ london: { power: [method, { method: 'none' }] } });
  return { ...pair, policy: { ...pair.policy, automation } };
};
const asked = async (
  automation: 'observe' | 'act',
  method: object,
  versionId = 'v2',
  refused: { secret: string; versionId: string }[] = [],
) => {
  const secrets: string[] = [];
  const read = powersToRead(
    powerTools(async (secret) => {
      secrets.push(secret);
      return { user: 'u', password: 'p', versionId };
    }),
  );
  const [first, none] = read(settingsWith(automation, method), 'london', refused, 1);
  const failure = await first?.power?.probe(AbortSignal.timeout(500)).catch((error: unknown) => error);
  return { first, none, secrets, failure };
};

test('a pair that acts is read with the secret of Fence, whatever else there is', async () => {
  const { secrets, none } = await asked('act', { ...METHOD, readSecret: 'twinbox/london-read' });
  expect(secrets).toEqual(['twinbox/london-power']);
  expect(none).toMatchObject({ method: 'none', reason: expect.stringContaining('name no power method') });
});

test('a pair that is observed is read with readSecret, or not at all', async () => {
  expect((await asked('observe', { ...METHOD, readSecret: 'twinbox/london-read' })).secrets).toEqual([
    'twinbox/london-read',
  ]);
  const { first, secrets } = await asked('observe', METHOD);
  expect(first).toMatchObject({ method: 'redfish at 127.0.0.9:443', reason: expect.stringContaining('readSecret') });
  expect(first?.power).toBeUndefined();
  expect(secrets).toEqual([]);
});

test('a version of the secret that was refused is presented to nobody until it changes', async () => {
  await using on = await redfishStage();
  const method = { ...METHOD, address: '127.0.0.1', port: on.controller.port };
  const refused = [{ secret: METHOD.secret, versionId: 'v1' }];
  const old = await asked('act', method, 'v1', refused);
  expect(old.failure).toMatchObject({
    name: 'PowerRefused',
    message: expect.stringContaining('does not try it again'),
  });
  expect(old.first?.presented()).toBeUndefined();
  const changed = await asked('act', method, 'v2', refused);
  expect(changed.first?.presented()).toEqual({ secret: METHOD.secret, versionId: 'v2' });
});

test('an account whose version is unknown is presented, and cannot be remembered', async () => {
  await using on = await redfishStage();
  const settings = settingsWith('act', { ...METHOD, address: '127.0.0.1', port: on.controller.port });
  const [first] = powersToRead(powerTools(async () => ({ user: 'u', password: 'p' })))(settings, 'london', [], 1);
  await expect(first?.power?.probe(soon())).rejects.toMatchObject({ name: 'PowerUnreachable' });
  expect(first?.presented()).toBeUndefined();
});

test('a refused account is presented once', async () => {
  await using on = await redfishStage({}, {}, { user: 'fence', password: 'wrong' });
  await expect(on.power.probe(soon())).rejects.toMatchObject({ name: 'PowerRefused' });
  expect(on.controller.presented).toBe(1);
});
