// The emulator as a bench for the conformance checks: its own cloud, fast time, principals with chosen permissions.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scaledClock } from '../../base/clock.ts';
import { startCloud } from '../cloud.ts';
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
  const connect = (accessKeyId: string, maxAttempts: number) =>
    stack.use(clientsFor({ url: cloud.url, region, accessKeyId, maxAttempts }));
  let count = 0;
  const unique = (stem: string): string => {
    count += 1;
    return `${stem}-${count}`;
  };
  const bench: Bench = {
    clients: connect('world', 1),
    unique,
    nowMs: () => clock.nowMs(),
    evaluateAlarms: async () => cloud.cloudwatch.evaluate(),
  };
  const owned = stack.move();
  const lab: LabHandles = {
    cloud,
    retrying: clientsOf(owned, () => clientsFor({ url: cloud.url, region, accessKeyId: 'world', maxAttempts: 3 })),
    allowedOnly(actions) {
      const principal = unique('principal');
      const one: Restricted = { actions, asked: [] };
      restricted.set(principal, one);
      cloud.registerPrincipal(principal, principal);
      const make = () => clientsFor({ url: cloud.url, region, accessKeyId: principal, maxAttempts: 1 });
      return { clients: clientsOf(owned, make), asked: one.asked };
    },
  };
  return { bench, lab, [Symbol.asyncDispose]: () => owned.disposeAsync() };
};

const clientsOf = (owner: AsyncDisposableStack, make: () => ReturnType<typeof clientsFor>) => owner.use(make());
