// The pace of calls with one account: what an appliance allows in a second is never asked for, however many ask at
// once.

import { jsonApi } from '../../functions/appliance/api/json-api.ts';
import { callPace } from '../../functions/appliance/api/pace/call-pace.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { hostileSite, TOKEN, WELL } from './hostile-site.ts';

/** A time that stands still; what was waited for is noted as the time of the call. */
const stage = () => {
  const time = { nowMs: 1_000 };
  const wentAt: number[] = [];
  const pace = callPace({
    ...machine.clock,
    monotonicMs: () => time.nowMs,
    sleep: async (waitMs) => void wentAt.push(time.nowMs + waitMs),
  });
  return { time, wentAt, turns: pace('account'), other: pace('another') };
};
const mostInASecond = (times: readonly number[]): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));

test('fifty calls at once go out ten a second', async () => {
  const { wentAt, turns } = stage();
  await Promise.all(Array.from({ length: 50 }, () => turns.next(soon())));
  const all = [...Array.from({ length: 50 - wentAt.length }, () => 1_000), ...wentAt];
  expect(all).toHaveLength(50);
  expect(mostInASecond(all)).toBe(10);
  expect(Math.max(...all)).toBe(5_000);
});

test('calls that come slowly never wait', async () => {
  const { time, wentAt, turns } = stage();
  for (let call = 0; call < 50; call += 1) {
    await turns.next(soon());
    time.nowMs += 101;
  }
  expect(wentAt).toEqual([]);
});

test('where one call is asked for patience all others of that account wait, and no others', async () => {
  const { wentAt, turns, other } = stage();
  turns.hold(5_000);
  await Promise.all([turns.next(soon()), turns.next(soon()), other.next(soon())]);
  expect(wentAt).toEqual([6_000, 6_000]);
});

test('every call of the API takes its turn, and a wait that an appliance asks for holds the others', async () => {
  await using site = await hostileSite(WELL);
  const { server } = site;
  const appliance = {
    pair: 'support',
    address: '127.0.0.1',
    port: server.port,
    tlsName: 'support.example.com',
    ca: server.ca,
  };
  const account = { clientId: 'a', clientSecret: 'b', versionId: 'v1' };
  const taken = { turns: 0 };
  const api = jsonApi({
    ...machine,
    appliance: { ...appliance, secretName: 's' },
    tokens: { token: async () => ({ token: TOKEN, account }) },
    turns: {
      next: async () => {
        taken.turns += 1;
      },
      hold: () => undefined,
    },
  });
  await Promise.all([api.health(soon()), api.fingerprint(soon()), api.signInMethods(soon())]);
  expect(taken.turns).toBe(site.calls.length);
});
