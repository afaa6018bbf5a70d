// The simulated appliance as a machine: it serves, dies, loses power and comes back with what it had stored.
import { connect } from 'node:net';
import { isSilent } from '../../../packages/local-cloud/testing/patience.ts';
import { ask, SITE, simulatedAppliance, until } from './ask.ts';

test('clients under the site name get a page with the configuration and the name of the appliance', async () => {
  await using london = await simulatedAppliance('london', { configuration: 'teams: <3 & more>' });
  const page = await ask(london, '/');
  expect(page.status).toBe(200);
  expect(page.headers['x-appliance']).toBe('london');
  expect(page.text).toContain('teams: &#60;3 &#38; more&#62;');
  expect(london.events.map(({ kind, detail }) => [kind, detail])).toEqual([['client-served', SITE]]);
});

test('the certificate is for the names of the site and the address, and no others', async () => {
  await using london = await simulatedAppliance('london');
  await expect(ask(london, '/check_health', {}, 'elsewhere.example.test')).rejects.toThrow(/altnames/i);
  await expect(ask(london, '/check_health', {}, SITE)).resolves.toMatchObject({ status: 200 });
});

test('an appliance whose role is backup turns clients away but is healthy', async () => {
  await using london = await simulatedAppliance('london');
  london.failureModes.role = 'backup';
  expect((await ask(london, '/')).status).toBe(503);
  expect((await ask(london, '/check_health')).status).toBe(200);
});

test('a dead appliance refuses connections until it is revived, on the same port', async () => {
  await using london = await simulatedAppliance('london');
  london.die();
  await london.settled();
  expect(london.answering).toBe(false);
  await expect(ask(london, '/check_health')).rejects.toThrow('ECONNREFUSED');
  london.revive();
  await london.settled();
  expect((await ask(london, '/check_health')).status).toBe(200);
});

test('a black hole accepts connections and never says a word', async () => {
  await using london = await simulatedAppliance('london');
  london.die('black-hole');
  const socket = connect(london.port, london.address);
  try {
    await new Promise((resolve) => socket.once('connect', resolve));
    const said = new Promise((resolve) => socket.once('data', resolve));
    socket.write('hello');
    expect(await isSilent(said)).toBe(true);
    expect(socket.destroyed).toBe(false);
  } finally {
    socket.destroy();
  }
});

test('death cuts connections that stand', async () => {
  await using london = await simulatedAppliance('london');
  const socket = connect(london.port, london.address);
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  london.die();
  await closed;
  expect(socket.destroyed).toBe(true);
});

test('an appliance without power is gone, and after power returns it boots with its configuration and role', async () => {
  await using london = await simulatedAppliance('london', { bootSeconds: 2 });
  london.failureModes.role = 'primary';
  london.configuration = 'changed since the start';
  london.powerOff();
  expect(london.power).toBe('Off');
  await london.settled();
  await expect(ask(london, '/')).rejects.toThrow('ECONNREFUSED');
  london.powerOn();
  expect(london.power).toBe('On');
  expect(london.answering).toBe(false);
  await until(() => london.answering, 'boot');
  await london.settled();
  expect((await ask(london, '/')).text).toContain('changed since the start');
  expect(london.failureModes.role).toBe('primary');
  expect(london.events.map(({ kind }) => kind)).toEqual(['powered-off', 'powered-on', 'booted', 'client-served']);
});

test('a process that died runs again after its power was switched off and on', async () => {
  await using london = await simulatedAppliance('london');
  london.die();
  london.powerOff();
  london.powerOn();
  await until(() => london.answering, 'boot');
});

test('an appliance shows a renewed certificate from the next connection on, on all its ports', async () => {
  await using london = await simulatedAppliance('london');
  await london.renewCertificate({ notAfter: new Date(Date.now() - 1_000) });
  await expect(ask(london, '/check_health')).rejects.toThrow(/expired/i);
  await london.renewCertificate({}, ['elsewhere.example.test']);
  await expect(ask(london, '/check_health')).rejects.toThrow(/altnames/i);
  await expect(ask(london, '/check_health', {}, 'elsewhere.example.test')).resolves.toMatchObject({ status: 200 });
});
