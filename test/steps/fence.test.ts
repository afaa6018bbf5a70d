import { NamedError } from '../../functions/contract/named-error.ts';
import { phaseOf } from '../../functions/contract/phases.ts';
import type { Power, PowerState } from '../../functions/power/power.ts';
import { fence } from '../../functions/steps/fence.ts';
import { pairOf } from '../traffic/two-boxes.ts';
import { recoveryUnderWay, type UnderWay } from './recovery-under-way.ts';

type Said = PowerState | 'PowerRefused' | 'PowerUnreachable';

/** A way that reads what it is told to, one after the other, the last one for ever; `off` can fail as well. */
const wayThat = (way: string, reads: readonly Said[], off?: 'PowerRefused' | 'PowerUnreachable') => {
  const calls: string[] = [];
  const left = [...reads];
  const answer = (said: Said): PowerState => {
    if (said === 'PowerRefused' || said === 'PowerUnreachable') throw new NamedError(said, `${way} says no`, 'hint');
    return said;
  };
  const power: Power = {
    way,
    async off(signal) {
      signal.throwIfAborted();
      calls.push('off');
      if (off) answer(off);
    },
    async read(signal) {
      signal.throwIfAborted();
      calls.push('read');
      return answer((left.length > 1 ? left.shift() : left[0]) ?? 'on');
    },
  };
  return { power, calls };
};

const { attempts = 0 } = phaseOf('Fence').loop ?? {};
const fencing = (under: UnderWay, ...powers: readonly Power[]) => {
  const step = fence({ ...under.tools, names: { addresses: async () => [] }, powersOf: () => powers });
  return () => under.run('fence', step);
};
const proceed = () => recoveryUnderWay({ settings: pairOf({ onUnconfirmedFence: 'proceed' }) });
const toTheEnd = async (run: ReturnType<typeof fencing>) => {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await run();
    if (answer.outcome !== 'again') return { answer, attempt };
  }
};

describe('Fence', () => {
  test('asks for off and reads it back before it says fenced', async () => {
    const { power, calls } = wayThat('redfish', ['on', 'off']);
    const answer = await fencing(recoveryUnderWay(), power)();
    expect(answer).toMatchObject({ outcome: 'fenced', attempt: 1, confirmedBy: 'redfish' });
    expect(calls).toEqual(['read', 'off', 'read']);
  });

  test('is done without a command where the box is off already', async () => {
    const { power, calls } = wayThat('redfish', ['off']);
    expect(await fencing(recoveryUnderWay(), power)()).toMatchObject({ outcome: 'fenced', confirmedBy: 'redfish' });
    expect(calls).toEqual(['read']);
  });

  test('comes again while the box is changing, and does not ask twice meanwhile', async () => {
    const { power, calls } = wayThat('redfish', ['on', 'changing', 'changing', 'off']);
    const run = fencing(recoveryUnderWay(), power);
    expect(await run()).toMatchObject({ outcome: 'again', evidence: [expect.stringContaining('changing')] });
    expect(await run()).toMatchObject({ outcome: 'again' });
    expect(await run()).toMatchObject({ outcome: 'fenced', attempt: 3 });
    expect(calls.filter((call) => call === 'off')).toHaveLength(1);
  });

  test('asks for off where the box was changing before anybody asked: it may be coming up', async () => {
    const { power, calls } = wayThat('redfish', ['changing', 'off']);
    expect(await fencing(recoveryUnderWay(), power)()).toMatchObject({ outcome: 'fenced' });
    expect(calls).toContain('off');
  });

  test('asks again where the box still says on', async () => {
    const { power, calls } = wayThat('redfish', ['on', 'on', 'on', 'off']);
    const run = fencing(recoveryUnderWay(), power);
    await run();
    expect(await run()).toMatchObject({ outcome: 'fenced' });
    expect(calls.filter((call) => call === 'off')).toHaveLength(2);
  });

  test('takes a person at their word, asks no controller, and names who and how', async () => {
    const { power, calls } = wayThat('redfish', ['on']);
    const under = recoveryUnderWay({ recovery: { fenceConfirmed: { by: 'Ada', how: 'pulled both plugs' } } });
    expect(await fencing(under, power)()).toMatchObject({
      outcome: 'fenced',
      confirmedBy: 'Ada',
      evidence: [expect.stringMatching(/london.*Ada.*pulled both plugs/)],
    });
    expect(calls).toEqual([]);
  });

  test('goes to the next way at once where one is unreachable or refuses', async () => {
    for (const trouble of ['PowerUnreachable', 'PowerRefused'] as const) {
      const first = wayThat('redfish', [trouble]);
      const second = wayThat('pdu', ['on', 'off']);
      const answer = await fencing(recoveryUnderWay(), first.power, second.power)();
      expect(answer).toMatchObject({ outcome: 'fenced', confirmedBy: 'pdu' });
      expect(answer.evidence).toHaveLength(2);
    }
  });

  test('gives a way that took the request time before it tries the next one, but not for ever', async () => {
    const stuck = wayThat('redfish', ['on']);
    const second = wayThat('pdu', ['on', 'off']);
    const { answer, attempt } = await toTheEnd(fencing(recoveryUnderWay(), stuck.power, second.power));
    expect(answer).toMatchObject({ outcome: 'fenced', confirmedBy: 'pdu' });
    expect(attempt).toBe(attempts / 2 + 1);
  });

  test('asks a way that refused once per recovery and no more: accounts lock', async () => {
    const refusing = wayThat('redfish', ['PowerRefused']);
    const away = wayThat('pdu', ['PowerUnreachable']);
    const { answer } = await toTheEnd(fencing(proceed(), refusing.power, away.power));
    expect(answer).toMatchObject({ outcome: 'unconfirmed', attempt: attempts });
    expect(refusing.calls).toEqual(['read']);
    expect(away.calls).toHaveLength(attempts);
  });

  test('does not wait where every way has refused: nothing would change', async () => {
    const { power, calls } = wayThat('redfish', ['on'], 'PowerRefused');
    expect(await fencing(proceed(), power)()).toMatchObject({ outcome: 'unconfirmed', attempt: 1 });
    expect(calls).toEqual(['read', 'off']);
  });

  test('tries an unreachable controller until the attempts are used up, then halts, naming the input to go on with', async () => {
    const { power, calls } = wayThat('redfish', ['PowerUnreachable']);
    await expect(toTheEnd(fencing(recoveryUnderWay(), power))).rejects.toMatchObject({
      name: 'FenceUnconfirmed',
      message: expect.stringContaining('london'),
      hint: expect.stringContaining('"fenceConfirmed":{"by"'),
    });
    expect(calls).toHaveLength(attempts);
  });

  test('halts rather than to take a box for off whose state was never read back', async () => {
    const { power } = wayThat('redfish', ['on', 'PowerUnreachable']);
    await expect(toTheEnd(fencing(recoveryUnderWay(), power))).rejects.toMatchObject({ name: 'FenceUnconfirmed' });
  });

  test('goes on by policy, saying that two boxes may serve', async () => {
    const { power } = wayThat('redfish', ['PowerUnreachable']);
    const { answer } = await toTheEnd(fencing(proceed(), power));
    expect(answer.outcome).toBe('unconfirmed');
    expect(answer.evidence.at(-1)).toMatch(/london and dublin may both serve/);
  });

  test('leaves it to the policy at once where there is no way at all', async () => {
    expect(await fencing(proceed())()).toMatchObject({ outcome: 'unconfirmed', attempt: 1 });
    await expect(fencing(recoveryUnderWay())()).rejects.toMatchObject({ name: 'FenceUnconfirmed' });
  });

  test('touches nothing once the lease is lost', async () => {
    const { power, calls } = wayThat('redfish', ['on', 'off']);
    const under = recoveryUnderWay();
    under.setRecord((record) => ({ ...record, epoch: 8 }));
    await expect(fencing(under, power)()).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect(calls).toEqual([]);
  });

  test('has renewed the lease beyond its own end, and noted its intent, before the command', async () => {
    const under = recoveryUnderWay();
    const seen: unknown[] = [];
    const { power } = wayThat('redfish', ['on', 'off']);
    const watched: Power = {
      ...power,
      off: async (signal) => {
        seen.push(
          under.record().lease?.notAfter,
          under.journal.map((entry) => entry.event),
        );
        await power.off(signal);
      },
    };
    await fencing(under, watched)();
    expect(seen).toEqual(['2026-11-22T20:16:40.000Z', ['intent']]);
  });
});
