// Fence over doubles: in which order it tries the methods, what it remembers of them, and which answers it trusts.

import { phaseOf } from '../../functions/contract/workflow/phase-names.ts';
import { failure } from '../../functions/domain/failure/failure.ts';
import type { ProbeResult } from '../../functions/domain/model/observation.ts';
import type { PowerTarget } from '../../functions/domain/power/target.ts';
import type { Power, PowerState } from '../../functions/power/power.ts';
import { fence } from '../../functions/steps/recovery/fence/fence.ts';
import { inMemoryMessages } from '../doubles/in-memory-store.ts';
import { clockShowing } from '../doubles/machine.ts';
import { pairOf } from '../traffic/two-appliances.ts';
import { recoveryUnderWay, type UnderWay } from './running-recovery.ts';

type Said = PowerState | 'PowerRefused' | 'PowerUnreachable';

/** A method that returns these readings in order, and the last one from then on; `off` can fail as well. */
const methodThat = (
  method: string,
  reads: readonly Said[],
  off?: 'PowerRefused' | 'PowerUnreachable' | 'PowerConflict',
  target: PowerTarget = {},
) => {
  const calls: string[] = [];
  const left = [...reads];
  const answer = (said: Said): PowerState => {
    if (said === 'PowerRefused' || said === 'PowerUnreachable') throw failure(said, `${method} says no`, 'hint');
    return said;
  };
  const read = async (signal: AbortSignal): Promise<PowerState> => {
    signal.throwIfAborted();
    calls.push('read');
    return answer((left.length > 1 ? left.shift() : left[0]) ?? 'on');
  };
  const power: Power = {
    method,
    promisesOff: true,
    async off(signal) {
      signal.throwIfAborted();
      calls.push('off');
      if (off) throw failure(off, `${method} says no`, 'hint');
      return 'ForceOff';
    },
    read,
    probe: async (signal) => ({ state: await read(signal), target }),
  };
  return { power, calls };
};

const { attempts = 0 } = phaseOf('Fence').loop ?? {};
/** The appliance answers with `results`, one per connection, and with the last one from then on. */
const fencingWhile = (results: readonly ProbeResult[], under: UnderWay, ...powers: readonly Power[]) => {
  const left = [...results];
  let nowMs = under.tools.clock.nowMs();
  const step = fence({
    ...under.tools,
    messages: inMemoryMessages(),
    clock: clockShowing(() => nowMs),
    names: { addresses: async () => [] },
    probe: {
      probe: async ({ name }) => {
        const result = (left.length > 1 ? left.shift() : left[0]) ?? 'silent';
        return { target: name, result, at: new Date(nowMs).toISOString(), elapsedMs: 1 };
      },
    },
    powersOf: () => powers,
  });
  return () => {
    nowMs += 4_000;
    return under.run('fence', step);
  };
};
const fencing = (under: UnderWay, ...powers: readonly Power[]) => fencingWhile(['silent'], under, ...powers);
const proceed = () => recoveryUnderWay({ settings: pairOf({ onUnconfirmedFence: 'proceed' }) });
const toTheEnd = async (run: ReturnType<typeof fencing>) => {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await run();
    if (answer.outcome !== 'again') return { answer, attempt };
  }
};

/** The settings leave the fence to a person, after these methods. */
const byOperator = () => {
  const pair = pairOf({ onUnconfirmedFence: 'halt' });
  const appliances = pair.appliances.map((one) => ({ ...one, power: [{ method: 'operator' as const }] }));
  return recoveryUnderWay({ settings: { ...pair, appliances } });
};

describe('Fence that a person confirms', () => {
  test('waits for the person instead of halting at once, and asks one time', async () => {
    const under = byOperator();
    const run = fencing(under);
    const first = await run();
    expect(first).toMatchObject({ outcome: 'again', notified: true });
    expect(first.evidence[0]).toBe('Twinbox waits for an operator to confirm that london cannot serve');
    expect(await run()).toMatchObject({ outcome: 'again', notified: true });
    await expect(toTheEnd(run)).rejects.toMatchObject({ name: 'FenceUnconfirmed' });
  });

  test('still waits when every other method has refused', async () => {
    const { power } = methodThat('redfish', ['on'], 'PowerRefused');
    expect(await fencing(byOperator(), power)()).toMatchObject({ outcome: 'again', notified: true });
  });
});

describe('Fence', () => {
  test('requests off and reads it back before it reports fenced', async () => {
    const { power, calls } = methodThat('redfish', ['on', 'off']);
    const answer = await fencing(recoveryUnderWay(), power)();
    expect(answer).toMatchObject({ outcome: 'fenced', attempt: 1, confirmedBy: 'redfish' });
    expect(calls).toEqual(['read', 'off', 'read']);
  });

  test('completes without a command if the appliance is already off', async () => {
    const { power, calls } = methodThat('redfish', ['off']);
    expect(await fencing(recoveryUnderWay(), power)()).toMatchObject({ outcome: 'fenced', confirmedBy: 'redfish' });
    expect(calls).toEqual(['read']);
  });

  test('tries again while the appliance is changing, without a second request', async () => {
    const { power, calls } = methodThat('redfish', ['on', 'changing', 'changing', 'off']);
    const run = fencing(recoveryUnderWay(), power);
    expect(await run()).toMatchObject({ outcome: 'again', evidence: [expect.stringContaining('changing')] });
    expect(await run()).toMatchObject({ outcome: 'again' });
    expect(await run()).toMatchObject({ outcome: 'fenced', attempt: 3 });
    expect(calls.filter((call) => call === 'off')).toHaveLength(1);
  });

  test('requests off if the appliance was changing before any request: it may be starting', async () => {
    const { power, calls } = methodThat('redfish', ['changing', 'off']);
    expect(await fencing(recoveryUnderWay(), power)()).toMatchObject({ outcome: 'fenced' });
    expect(calls).toContain('off');
  });

  test('requests again if the appliance still reads on', async () => {
    const { power, calls } = methodThat('redfish', ['on', 'on', 'on', 'off']);
    const run = fencing(recoveryUnderWay(), power);
    await run();
    expect(await run()).toMatchObject({ outcome: 'fenced' });
    expect(calls.filter((call) => call === 'off')).toHaveLength(2);
  });

  describe("a person's word", () => {
    const given = (settings = pairOf()) =>
      recoveryUnderWay({ settings, recovery: { fenceConfirmed: { by: 'Ada', how: 'pulled both plugs' } } });
    const word = expect.stringMatching(/Ada.*london.*pulled both plugs/);

    test('is accepted if there is no controller to read', async () => {
      expect(await fencing(given())()).toMatchObject({ outcome: 'fenced', confirmedBy: 'Ada', evidence: [word] });
    });

    test.each<Said>(['off', 'unknown', 'PowerUnreachable', 'PowerRefused'])(
      'is accepted if the controller says %s, which is reported beside it',
      async (said) => {
        const { power, calls } = methodThat('redfish', [said]);
        const answer = await fencing(given(), power)();
        expect(answer).toMatchObject({
          outcome: 'fenced',
          confirmedBy: 'Ada',
          evidence: [word, expect.stringContaining('redfish')],
        });
        expect(calls).toEqual(['read']);
      },
    );

    test('is not enough if a controller says on: Fence powers it off and reads back', async () => {
      const { power, calls } = methodThat('redfish', ['on', 'on', 'off']);
      const answer = await fencing(given(), power)();
      expect(answer).toMatchObject({ outcome: 'fenced', confirmedBy: 'redfish' });
      expect(answer.evidence[0]).toMatch(/Ada confirms that it cannot serve, but redfish reads it as on/);
      expect(calls).toContain('off');
    });

    test.each<Said>(['on', 'changing'])(
      'moves nobody while the second of two controllers still says %s',
      async (said) => {
        const first = methodThat('pdu', ['PowerUnreachable']);
        const { power } = methodThat('redfish', [said]);
        await expect(toTheEnd(fencing(given(), first.power, power))).rejects.toMatchObject({
          name: 'FenceUnconfirmed',
          message: expect.stringMatching(/Ada confirms that it cannot serve, but redfish reads it as/),
        });
      },
    );

    test('is not accepted later because the controller that said on no longer answers', async () => {
      const { power } = methodThat('redfish', ['on', 'on', 'PowerUnreachable']);
      await expect(toTheEnd(fencing(given(), power))).rejects.toMatchObject({ name: 'FenceUnconfirmed' });
    });

    test('counts against a controller of another machine', async () => {
      const under = given();
      under.setRecord((record) => ({
        ...record,
        powerTargets: { london: { redfish: { uuid: 'u-london', notedAt: '2026-11-22T19:00:00.000Z' } } },
      }));
      const { power } = methodThat('redfish', ['on'], undefined, { uuid: 'u-other' });
      expect(await fencing(under, power)()).toMatchObject({ outcome: 'fenced', confirmedBy: 'Ada' });
    });
  });

  describe('a controller that reads off while the appliance answers', () => {
    test('is not trusted after three answers over ten seconds: the next method is tried', async () => {
      const lying = methodThat('redfish', ['off']);
      const second = methodThat('pdu', ['on', 'off']);
      const { answer, attempt } = await toTheEnd(
        fencingWhile(
          ['healthy', 'healthy', 'healthy', 'healthy', 'silent'],
          recoveryUnderWay(),
          lying.power,
          second.power,
        ),
      );
      expect(answer).toMatchObject({ outcome: 'fenced', confirmedBy: 'pdu' });
      expect(answer.evidence[1]).toMatch(/Twinbox does not trust redfish: london answers.*4 times/);
      expect(attempt).toBe(4);
    });

    test.each<readonly ProbeResult[]>([['healthy'], ['unhealthy']])(
      'leaves it to the policy if it is the only one (%s)',
      async (result) => {
        const { power } = methodThat('redfish', ['off']);
        await expect(toTheEnd(fencingWhile([result], recoveryUnderWay(), power))).rejects.toMatchObject({
          name: 'FenceUnconfirmed',
          message: expect.stringContaining('Twinbox does not trust redfish'),
        });
        const going = await toTheEnd(fencingWhile([result], proceed(), power));
        expect(going.answer).toMatchObject({ outcome: 'unconfirmed' });
        expect(going.attempt).toBeLessThan(6);
      },
    );

    test('is trusted once the appliance no longer answers, twice in a row', async () => {
      const { power } = methodThat('redfish', ['on', 'off']);
      const run = fencingWhile(['healthy', 'healthy', 'silent'], recoveryUnderWay(), power);
      expect(await run()).toMatchObject({ outcome: 'again' });
      expect(await run()).toMatchObject({ outcome: 'again' });
      const { outcome, evidence } = await run();
      expect([outcome, evidence.join()]).toEqual(['again', expect.stringContaining('london does not answer any more')]);
      expect(await run()).toMatchObject({ outcome: 'fenced', confirmedBy: 'redfish' });
    });

    test('is not trusted by one lost probe among the answers', async () => {
      const { power } = methodThat('redfish', ['off']);
      const lossy = Array.from({ length: 60 }, (_, index): ProbeResult => (index % 3 === 2 ? 'silent' : 'healthy'));
      await expect(toTheEnd(fencingWhile(lossy, recoveryUnderWay(), power))).rejects.toMatchObject({
        name: 'FenceUnconfirmed',
      });
    });

    test.each<ProbeResult>(['silent', 'refused', 'reset', 'untrusted', 'denied', 'throttled', 'garbled', 'unresolved'])(
      'is trusted if what answers is not this appliance: %s',
      async (result) => {
        const { power } = methodThat('redfish', ['off']);
        expect(await fencingWhile([result], recoveryUnderWay(), power)()).toMatchObject({
          outcome: 'fenced',
          attempt: 1,
        });
      },
    );

    test('counts answers from the start if the appliance was read as on in between', async () => {
      const { power } = methodThat('redfish', ['off', 'off', 'on', 'on', 'off']);
      const run = fencingWhile(['healthy'], recoveryUnderWay(), power);
      const outcomes = [];
      for (let attempt = 1; attempt <= 6; attempt += 1) outcomes.push((await run()).outcome);
      expect(outcomes).toEqual(Array(6).fill('again'));
    });
  });

  describe('a controller of another machine', () => {
    const noted = (targets: Record<string, Record<string, PowerTarget>>) => {
      const under = recoveryUnderWay();
      const at = { notedAt: '2026-11-22T19:00:00.000Z' };
      const powerTargets = Object.fromEntries(
        Object.entries(targets).map(([appliance, methods]) => [
          appliance,
          Object.fromEntries(Object.entries(methods).map(([method, target]) => [method, { ...target, ...at }])),
        ]),
      );
      under.setRecord((record) => ({ ...record, powerTargets }));
      return under;
    };

    test.each<readonly [string, Record<string, Record<string, PowerTarget>>, PowerTarget]>([
      ['another UUID than recorded', { london: { redfish: { uuid: 'a' } } }, { uuid: 'b' }],
      [
        'another serial number',
        { london: { redfish: { uuid: 'a', serialNumber: '1' } } },
        { uuid: 'a', serialNumber: '2' },
      ],
      ['only another host name', { london: { redfish: { hostName: 'a' } } }, { hostName: 'b' }],
      ["the standby's own machine", { dublin: { redfish: { uuid: 'b' } } }, { uuid: 'b' }],
    ])('never gets the request to power off: %s', async (_says, targets, notified) => {
      const { power, calls } = methodThat('redfish', ['on', 'off'], undefined, notified);
      const second = methodThat('pdu', ['on', 'off']);
      const answer = await fencing(noted(targets), power, second.power)();
      expect(answer).toMatchObject({ outcome: 'fenced', confirmedBy: 'pdu' });
      expect(answer.evidence[0]).toContain('FenceTargetChanged');
      expect(calls).toEqual(['read']);
    });

    test('is not trusted when it reads off', async () => {
      const { power } = methodThat('redfish', ['off'], undefined, { uuid: 'b' });
      await expect(fencing(noted({ london: { redfish: { uuid: 'a' } } }), power)()).rejects.toMatchObject({
        name: 'FenceUnconfirmed',
        message: expect.stringMatching(/FenceTargetChanged.*expected UUID a.*found UUID b/),
      });
    });

    test.each<readonly [string, PowerTarget, RegExp | undefined]>([
      ['the same', { uuid: 'a' }, undefined],
      ['the same with another host name', { uuid: 'a', hostName: 'z' }, undefined],
      ['none told', {}, /does not report which machine it controls/],
    ])('continues with %s', async (_says, notified, remark) => {
      const { power } = methodThat('redfish', ['on', 'off'], undefined, notified);
      const answer = await fencing(noted({ london: { redfish: { uuid: 'a', hostName: 'a' } } }), power)();
      expect(answer).toMatchObject({ outcome: 'fenced', confirmedBy: 'redfish' });
      if (remark) expect(answer.evidence[0]).toMatch(remark);
    });
  });

  test('requests off if the state is unknown or cannot be read', async () => {
    for (const said of ['unknown', 'PowerUnreachable'] as const) {
      const { power, calls } = methodThat('redfish', [said, 'off']);
      expect(await fencing(recoveryUnderWay(), power)()).toMatchObject({ outcome: 'fenced' });
      expect(calls).toEqual(['read', 'off', 'read']);
    }
  });

  test('does not report a refused request as accepted', async () => {
    const { power } = methodThat('redfish', ['on'], 'PowerConflict');
    const { evidence } = await fencing(recoveryUnderWay(), power)();
    expect(evidence).toEqual([expect.stringContaining('PowerConflict')]);
    expect(evidence.join()).not.toContain('accepted the request');
  });

  test('a refusal by a machine that is already off is not a failure', async () => {
    const { power } = methodThat('redfish', ['on', 'off'], 'PowerConflict');
    expect(await fencing(recoveryUnderWay(), power)()).toMatchObject({ outcome: 'fenced', confirmedBy: 'redfish' });
  });

  test('tries the next method at once if one is unreachable or refuses', async () => {
    for (const trouble of ['PowerUnreachable', 'PowerRefused'] as const) {
      const first = methodThat('redfish', [trouble], trouble);
      const second = methodThat('pdu', ['on', 'off']);
      const answer = await fencing(recoveryUnderWay(), first.power, second.power)();
      expect(answer).toMatchObject({ outcome: 'fenced', confirmedBy: 'pdu' });
      expect(answer.evidence).toHaveLength(2);
    }
  });

  test('gives a method that accepted the request time before it tries the next one, but not for ever', async () => {
    const stuck = methodThat('redfish', ['on']);
    const second = methodThat('pdu', ['on', 'off']);
    const { answer, attempt } = await toTheEnd(fencing(recoveryUnderWay(), stuck.power, second.power));
    expect(answer).toMatchObject({ outcome: 'fenced', confirmedBy: 'pdu' });
    expect(attempt).toBe(attempts / 2 + 1);
  });

  test('tries a method that refused only once per recovery, because accounts lock', async () => {
    const refusing = methodThat('redfish', ['PowerRefused']);
    const away = methodThat('pdu', ['PowerUnreachable']);
    const { answer } = await toTheEnd(fencing(proceed(), refusing.power, away.power));
    expect(answer).toMatchObject({ outcome: 'unconfirmed', attempt: attempts });
    expect(refusing.calls).toEqual(['read']);
    expect(away.calls.filter((call) => call === 'off')).toHaveLength(attempts);
  });

  test('does not wait if every method has refused', async () => {
    const { power, calls } = methodThat('redfish', ['on'], 'PowerRefused');
    expect(await fencing(proceed(), power)()).toMatchObject({ outcome: 'unconfirmed', attempt: 1 });
    expect(calls).toEqual(['read', 'off']);
  });

  test('tries an unreachable controller until the attempts are used up, then halts with the input to continue', async () => {
    const { power, calls } = methodThat('redfish', ['PowerUnreachable']);
    await expect(toTheEnd(fencing(recoveryUnderWay(), power))).rejects.toMatchObject({
      name: 'FenceUnconfirmed',
      message: expect.stringContaining('london'),
      hint: expect.stringContaining('"fenceConfirmed":{"by"'),
    });
    expect(calls.filter((call) => call === 'off')).toHaveLength(attempts);
  });

  test('halts rather than assume off for an appliance whose state was never read back', async () => {
    const { power } = methodThat('redfish', ['on', 'PowerUnreachable']);
    await expect(toTheEnd(fencing(recoveryUnderWay(), power))).rejects.toMatchObject({ name: 'FenceUnconfirmed' });
  });

  test('continues by policy, and reports that two appliances may serve', async () => {
    const { power } = methodThat('redfish', ['PowerUnreachable']);
    const { answer } = await toTheEnd(fencing(proceed(), power));
    expect(answer.outcome).toBe('unconfirmed');
    expect(answer.evidence.at(-1)).toMatch(/london and dublin may both serve/);
  });

  test('leaves it to the policy at once if there is no method', async () => {
    expect(await fencing(proceed())()).toMatchObject({ outcome: 'unconfirmed', attempt: 1 });
    await expect(fencing(recoveryUnderWay())()).rejects.toMatchObject({ name: 'FenceUnconfirmed' });
  });

  test('changes nothing once the lease is lost', async () => {
    const { power, calls } = methodThat('redfish', ['on', 'off']);
    const under = recoveryUnderWay();
    under.setRecord((record) => ({ ...record, epoch: 8 }));
    await expect(fencing(under, power)()).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect(calls).toEqual([]);
  });

  test('renews the lease beyond its own end and writes its intent before the command', async () => {
    const under = recoveryUnderWay();
    const seen: unknown[] = [];
    const { power } = methodThat('redfish', ['on', 'off']);
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

test('a method that waits for its last request says for what, and asks for nothing meanwhile', async () => {
  const under = await proceed();
  const { power } = methodThat('redfish', ['on']);
  let step: string | undefined = 'GracefulShutdown';
  const run = fencing(under, { ...power, off: async () => step });
  await run();
  step = undefined;
  const { evidence } = await run();
  expect(evidence.join()).toContain('redfish waits for GracefulShutdown, and still reads the appliance as on');
});

test('a method that does not promise silence is believed although the appliance answers', async () => {
  const under = await proceed();
  const { power } = methodThat('isolation', ['off']);
  const answer = await fencingWhile(['healthy'], under, { ...power, promisesOff: false })();
  expect(answer).toMatchObject({ outcome: 'fenced', confirmedBy: 'isolation' });
});
