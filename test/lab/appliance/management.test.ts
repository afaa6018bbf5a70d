// An appliance that is managed apart from its users: both of its ports live and die together, and only one of them
// takes commands.
import { ask, freePort, simulatedAppliance } from './ask.ts';

const ADDRESS = '127.0.0.2';

test('users reach its pages and its health, and nothing else', async () => {
  await using london = await simulatedAppliance('london', {
    management: { address: ADDRESS, port: await freePort(ADDRESS) },
  });
  expect((await ask(london, '/')).status).toBe(200);
  expect((await ask(london, '/check_health')).status).toBe(200);
  for (const path of ['/oauth2/token', '/api/backup', '/api/command/v2/health', '/login', '/lab/restore']) {
    expect({ path, status: (await ask(london, path)).status }).toEqual({ path, status: 403 });
  }
});

test('the management path takes commands, under the same certificate, and goes away with the appliance', async () => {
  const management = { address: ADDRESS, port: await freePort(ADDRESS) };
  await using london = await simulatedAppliance('london', { management });
  expect((await ask(management, '/oauth2/token', { method: 'POST' })).status).toBe(401);
  expect((await ask(management, '/api/backup')).status).toBe(401);
  london.powerOff();
  await london.settled();
  await expect(ask(management, '/check_health')).rejects.toThrow('ECONNREFUSED');
});
