// The emulator as a bench for the conformance checks: its own cloud, fast time, principals with chosen permissions.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scaledClock } from '../../base/clock.ts';
import { type Keys, startCloud, WORLD_KEYS } from '../cloud.ts';
import type { AuthorizationRequest } from '../dispatcher.ts';
import { clientsFor } from './clients.ts';
import type { Bench, LabHandles } from './expectation.ts';

interface Restricted {
  readonly actions: readonly string[];
  readonly asked: AuthorizationRequest[];
}

export const startLabBench = async (): Promise<{ bench: Bench; lab: LabHandles } & AsyncDisposable> => {
  await using stack = new AsyncDisposableStack();
  const clock = scaledClock(10);
  const bodiesDirectory = await mkdtemp(join(tmpdir(), 'lab-aws-'));
  stack.defer(() => rm(bodiesDirectory, { recursive: true, force: true }));
  const restricted = new Map<string, Restricted>();
  const authorize = (request: AuthorizationRequest) => {
    const one = restricted.get(request.principal);
    one?.asked.push(request);
    return { allowed: one?.actions.includes(request.action) === true, reason: 'no statement allows it' };
  };
  const region = 'eu-central-1';
  const cloud = stack.use(
    await startCloud({ clock, region, accountId: '111122223333', bodiesDirectory, authorize, insyncMs: 500 }),
  );
  const nowMs = () => clock.nowMs();
  const clientsOf = (keys: Keys, maxAttempts: number) =>
    clientsFor({ url: cloud.url, region, keys, maxAttempts, nowMs });
  let count = 0;
  const unique = (stem: string): string => {
    count += 1;
    return `${stem}-${count}`;
  };
  const bench: Bench = {
    clients: stack.use(clientsOf(WORLD_KEYS, 1)),
    unique,
    nowMs,
    evaluateAlarms: async () => cloud.cloudwatch.evaluate(),
  };
  const owned = stack.move();
  const lab: LabHandles = {
    cloud,
    retrying: owned.use(clientsOf(WORLD_KEYS, 3)),
    allowedOnly(actions) {
      const principal = unique('principal');
      const one: Restricted = { actions, asked: [] };
      restricted.set(principal, one);
      const keys = { accessKeyId: principal, secretAccessKey: `secret of ${principal}` };
      cloud.registerPrincipal(keys, principal);
      return { clients: owned.use(clientsOf(keys, 1)), asked: one.asked };
    },
  };
  return { bench, lab, [Symbol.asyncDispose]: () => owned.disposeAsync() };
};
