// The platform of the machine: its clock, network and randomness. Reads each global at the time of the call, because a
// host of the functions may have replaced it.
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../contract/runtime/clock.ts';
import { deadlinesOf } from '../contract/runtime/deadline.ts';
import type { Log } from '../contract/runtime/log.ts';
import { delegatedServers } from './dns/delegation.ts';
import { askDns } from './dns/dns-query.ts';
import { callStreamed } from './https-call.ts';
import type { Net } from './net.ts';
import { peerCertificate } from './peer-certificate.ts';
import type { Platform } from './platform.ts';
import { tcpConnect } from './tcp-connect.ts';

const monotonicMs = (): number => performance.now();

const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs,
  sleep: (waitMs, signal) => pause(waitMs, undefined, signal && { signal }),
  ...deadlinesOf({ monotonicMs, timeout: (timeoutMs) => AbortSignal.timeout(timeoutMs) }),
};

const systemNet: Net = {
  call: callStreamed,
  connect: tcpConnect,
  askDns,
  zoneServers: delegatedServers,
  certificate: peerCertificate,
};

export const systemPlatform = (log: Log): Platform => ({
  net: systemNet,
  clock: systemClock,
  random: { uuid: () => randomUUID(), fraction: () => Math.random(), bytes: (count) => randomBytes(count) },
  log,
});
