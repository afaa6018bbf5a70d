// The platform of one sandbox in virtual time: its clock, network, chance and log, none of which outlives the sandbox.
import { deadlinesOf } from '../../functions/contract/runtime/deadline.ts';
import type { Log } from '../../functions/contract/runtime/log.ts';
import type { Net } from '../../functions/net/net.ts';
import type { Platform } from '../../functions/net/platform.ts';
import { deadlineOf, type LabClock } from '../../packages/local-cloud/base/clock.ts';
import { bytesBy, type SeededRandom, uuidBy } from '../../packages/local-cloud/base/seeded-random.ts';
import { aborted } from '../network/route.ts';
import { whileAlive } from './settling.ts';

export interface PlatformParts {
  readonly clock: LabClock;
  readonly net: Net;
  readonly random: SeededRandom;
  readonly log: Log;
  readonly alive: () => boolean;
  /** How far the clock of this machine is ahead of the world's, in ms. */
  readonly skewMs: number;
}

export const simulatedPlatform = ({ clock, net, random, log, alive, skewMs }: PlatformParts): Platform => {
  const settling = whileAlive(alive);
  const startMs = clock.nowMs();
  const monotonicMs = (): number => clock.nowMs() - startMs;
  const sleep = async (waitMs: number, signal?: AbortSignal): Promise<void> => {
    try {
      await clock.sleep(waitMs, signal);
    } catch (error) {
      throw signal?.aborted ? aborted(signal) : error;
    }
  };
  return {
    net: {
      call: async (call) => {
        const answer = await settling(net.call(call));
        const pieces = async function* (): AsyncGenerator<Uint8Array> {
          for await (const piece of answer.body) {
            if (!alive()) await new Promise(() => undefined);
            yield piece;
          }
        };
        return { ...answer, body: pieces() };
      },
      connect: (...parameters) => settling(net.connect(...parameters)),
      askDns: (...parameters) => settling(net.askDns(...parameters)),
      zoneServers: (...parameters) => settling(net.zoneServers(...parameters)),
      certificate: (question) => settling(net.certificate(question)),
    },
    clock: {
      nowMs: () => clock.nowMs() + skewMs,
      monotonicMs,
      sleep: (waitMs, signal) => settling(sleep(waitMs, signal)),
      ...deadlinesOf({ monotonicMs, timeout: (timeoutMs) => deadlineOf(clock, timeoutMs) }),
    },
    random: {
      uuid: () => uuidBy(random),
      fraction: () => random.next(),
      bytes: (count) => bytesBy(random, count),
    },
    log,
  };
};
