// One thread, virtual time, one seed: the template's functions are wired in this thread, its state machine runs in the
// same interpreter, and the world's network is memory.
import { awsServer, type HandleRequest, type Listen } from '../../packages/local-cloud/aws/listener.ts';
import { seededRandom } from '../../packages/local-cloud/base/seeded-random.ts';
import { inlineInterpreter } from '../../packages/local-cloud/inline/inline-interpreter.ts';
import { inlineSandboxes } from '../../packages/local-cloud/inline/inline-sandbox.ts';
import { seedCrypto } from '../../packages/local-cloud/inline/seeded-crypto.ts';
import { virtualClock } from '../../packages/local-cloud/inline/virtual-clock.ts';
import { takeGlobals } from '../../packages/local-cloud/inline/virtual-globals.ts';
import { memoryNetwork } from '../network/memory-network.ts';
import type { Backend } from '../scenario/setup/backend.ts';
import { AWS_AT, loadFunction } from './load-function.ts';

/** When every simulated history begins. */
const ORIGIN_MS = Date.UTC(2026, 0, 15, 9);
const BACKUP_BYTES = 100 * 1024;

/** Each span in ms, from and below. Assumed: what such calls usually take. */
const NETWORK_MS = [1, 8] as const;
const AWS_MS = [3, 25] as const;
const COLD_START_MS = [150, 700] as const;

/** A backend whose histories repeat. */
export interface SimulatedBackend extends Backend {
  /** The next number of the history's chance: equal in two runs that drew equally often. */
  draw(): number;
}

/** Has the globals of this thread until its disposal. */
export const simulatedBackend = (seed: number): SimulatedBackend => {
  const random = seededRandom(seed);
  const span = (label: string, [low, high]: readonly [number, number]): (() => number) => {
    const own = random.fork(label);
    return () => own.between(low, high);
  };
  const clock = virtualClock(ORIGIN_MS);
  const globals = takeGlobals(clock, seed);
  const crypto = seedCrypto(random.fork('crypto'));
  const network = memoryNetwork({ clock, latencyMs: span('network', NETWORK_MS) });
  const shared = random.fork('functions');
  let handle: HandleRequest | undefined;
  const listen: Listen = async (time, answer, onFailure) => {
    handle = answer;
    const server = awsServer(time, answer, onFailure);
    const port = await network.listen(AWS_AT.address, AWS_AT.port, (socket) => void server.emit('connection', socket));
    return { url: `http://${AWS_AT.address}:${AWS_AT.port}`, [Symbol.asyncDispose]: () => port.close() };
  };
  const latencyMs = span('aws', AWS_MS);
  const load = loadFunction(() => {
    if (handle === undefined) throw new Error('no AWS was opened');
    return { clock, network, random: shared, handle, latencyMs };
  });
  return {
    clock,
    network,
    backupBytes: BACKUP_BYTES,
    engine: {
      clock,
      startSandbox: inlineSandboxes({ clock, load, coldStartMs: span('cold starts', COLD_START_MS) }),
      startInterpreter: async () => inlineInterpreter(),
      openAws: async () => ({ listen, believesCallers: true }),
    },
    during: (work) => clock.during(work),
    draw: () => shared.next() + Math.random(),
    [Symbol.dispose]: () => {
      clock[Symbol.dispose]();
      crypto[Symbol.dispose]();
      globals[Symbol.dispose]();
    },
  };
};
