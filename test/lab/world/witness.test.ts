// Witnesses answer whoever asks, until they are silenced.
import { createConnection } from 'node:net';
import { startWitness } from '../../../lab/world/witness.ts';
import { ask, sharedAuthority } from '../appliance/ask.ts';

const reach = (address: string, port: number): Promise<string> =>
  new Promise((resolve) => {
    const socket = createConnection(port, address, () => {
      socket.destroy();
      resolve('connected');
    });
    socket.on('error', (error) => resolve(error.message));
  });

test('a web witness answers 200 over verified TLS, is gone while silenced, and comes back at the same place', async () => {
  await using witness = await startWitness({
    address: '127.0.0.1',
    port: 0,
    ca: await sharedAuthority(),
    names: ['witness.test'],
  });
  expect(witness.where).toBe(`https://127.0.0.1:${String(witness.port)}/`);
  expect((await ask(witness, '/', {}, 'witness.test')).status).toBe(200);
  witness.silence();
  await witness.settled();
  await expect(ask(witness, '/', {}, 'witness.test')).rejects.toThrow('ECONNREFUSED');
  witness.revive();
  await witness.settled();
  expect((await ask(witness, '/', {}, 'witness.test')).status).toBe(200);
  expect(witness.timesAsked).toBe(2);
});

test('a path witness is a port that accepts, until its site is gone', async () => {
  await using witness = await startWitness({ address: '127.0.0.1', port: 0 });
  expect(witness.where).toBe(`127.0.0.1:${String(witness.port)}`);
  await expect(reach(witness.address, witness.port)).resolves.toBe('connected');
  witness.silence();
  await witness.settled();
  await expect(reach(witness.address, witness.port)).resolves.toContain('ECONNREFUSED');
});
