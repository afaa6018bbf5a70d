// The two networks that one contract holds for: the system's, with the lab's servers at sockets of loopback, and the
// one in memory on a virtual clock.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { memoryNetwork } from '../../../lab/network/memory-network.ts';
import { realNetwork } from '../../../lab/network/real-network.ts';
import type { Obstacle } from '../../../lab/network/route.ts';
import { simulatedNet } from '../../../lab/simulated/simulated-net.ts';
import { deadlineOf } from '../../../packages/local-cloud/base/clock.ts';
import { seededRandom } from '../../../packages/local-cloud/base/seeded-random.ts';
import { virtualClock } from '../../../packages/local-cloud/inline/virtual-clock.ts';
import { isSilent } from '../../../packages/local-cloud/testing/patience.ts';
import { machine } from '../../doubles/machine.ts';
import { authority, type Ground, LOCAL, type NetStage, openStage, type Place, stranger } from './net-stage.ts';

/** Listens and then stands for ever: its system takes connections until the queue is full, and drops what follows. */
const STANDING = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '${LOCAL}', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });
`;

/** A port whose queue of connections is full. */
const fullPort = async (kept: AsyncDisposableStack): Promise<Place> => {
  const worker = new Worker(STANDING, { eval: true });
  kept.defer(async () => void (await worker.terminate()));
  const [port] = (await once(worker, 'message')) as [number];
  const sockets: Socket[] = [];
  kept.defer(() => {
    for (const socket of sockets) socket.destroy();
  });
  for (;;) {
    const socket = connect({ host: LOCAL, port });
    socket.on('error', () => undefined);
    sockets.push(socket);
    if (await isSilent(once(socket, 'connect'))) return { address: LOCAL, port };
  }
};

const realGround = (): Ground => {
  const kept = new AsyncDisposableStack();
  return {
    net: machine.net,
    network: realNetwork,
    deadline: (ms) => AbortSignal.timeout(ms),
    blackHole: () => fullPort(kept),
    during: (work) => work,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
};

const LATENCY_MS = [1, 8] as const;
const BLACK_HOLE = { address: '192.0.2.1', port: 443 };
const MOST_ID = 65_536;

const memoryGround = (): Ground => {
  const random = seededRandom(10);
  const clock = virtualClock(Date.now());
  const network = memoryNetwork({ clock, latencyMs: () => random.between(...LATENCY_MS) });
  const obstacle = (address: string): Obstacle => (address === BLACK_HOLE.address ? 'silent' : undefined);
  return {
    net: simulatedNet({ network, clock, obstacle, newId: () => Math.floor(random.next() * MOST_ID) }),
    network,
    deadline: (ms) => deadlineOf(clock, ms),
    blackHole: async () => BLACK_HOLE,
    during: (work) => clock.during(work),
    [Symbol.asyncDispose]: async () => clock[Symbol.dispose](),
  };
};

const opened = (ground: () => Ground) => async (): Promise<NetStage> => {
  // Keys are made outside of this thread: before time runs.
  await Promise.all([authority, stranger]);
  return openStage(ground());
};

/** Both, by their names. */
export const NETWORKS = [
  ['the system’s network', opened(realGround)],
  ['the network in memory', opened(memoryGround)],
] as const;
