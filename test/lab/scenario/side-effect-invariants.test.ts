// Invariant 6 in made-up worlds: pairs that are left alone, users who are being served, and outages that stand.
import { breachesOf } from './breaches.ts';
import { at, type FabricatedWorld, isoAt, NAME } from './fabricated-world.ts';

describe('an observing pair', () => {
  test('is never touched: each command, restore and change of the zone is a breach', async () => {
    expect(await breachesOf(6, { policy: { automation: 'observe' } })).toEqual([
      'london got ForceOff while observing',
      'dublin had the event restore-begun while observing',
      `${NAME} was moved to dublin while observing`,
      `_twinbox.${NAME} was claimed while observing`,
      `_twinbox.${NAME} was claimed while observing`,
    ]);
  });

  test('a file that its appliance refused was a touch as well', async () => {
    const message = await breachesOf(6, {
      policy: { automation: 'observe' },
      leaveOut: ['restoreBegun', 'restored', 'claim', 'fence', 'move'],
      also: [[140, (world) => world.event('dublin', 'restore-refused')]],
    });
    expect(message).toEqual(['dublin had the event restore-refused while observing']);
  });

  test('left alone, nothing is wrong', async () => {
    const message = await breachesOf(6, {
      policy: { automation: 'observe' },
      leaveOut: ['restoreBegun', 'restored', 'claim', 'fence', 'move'],
    });
    expect(message).toEqual([]);
  });
});

describe('a paused pair', () => {
  const paused = (fromSecond: number, untilSecond: number) =>
    [
      fromSecond,
      (world: FabricatedWorld) =>
        world.put('pairs/support.json', { epoch: 0, pause: { reason: 'upgrade', until: isoAt(untilSecond) } }),
    ] as const;
  // The recovery's own writes of the record keep the pause that they find.
  const keeps = (untilSecond: number) => ({
    lease: (world: FabricatedWorld) =>
      world.put('pairs/support.json', { epoch: 1, pause: { until: isoAt(untilSecond) } }),
    release: (world: FabricatedWorld) =>
      world.put('pairs/support.json', { epoch: 1, pause: { until: isoAt(untilSecond) } }),
  });

  test('is not touched by a recovery that began within the pause', async () => {
    const message = await breachesOf(6, { also: [paused(120, 900)], instead: keeps(900) });
    expect(message).toEqual([
      'london got ForceOff while the pair was paused',
      'dublin had the event restore-begun while the pair was paused',
      `${NAME} was moved to dublin while the pair was paused`,
      `_twinbox.${NAME} was claimed while the pair was paused`,
      `_twinbox.${NAME} was claimed while the pair was paused`,
    ]);
  });

  test('a recovery that had begun before goes on', async () => {
    expect(await breachesOf(6, { also: [paused(150, 900)], instead: keeps(900) })).toEqual([]);
  });

  test('the execution that asked for the pause is no recovery that had begun before', async () => {
    const message = await breachesOf(6, {
      also: [
        [
          119,
          (world) =>
            world.executions.push({
              ...{ executionArn: 'arn:p', name: 'p', status: 'SUCCEEDED', input: '{"kind":"pause"}' },
              ...{ startMs: at(119), stopMs: at(500) },
            }),
        ],
        paused(120, 900),
      ],
      instead: keeps(900),
    });
    expect(message).toHaveLength(5);
  });

  test('a pause that has passed, or that was lifted, is over', async () => {
    expect(await breachesOf(6, { also: [paused(50, 130)], instead: keeps(130) })).toEqual([]);
    const lifted = [125, (world: FabricatedWorld) => world.put('pairs/support.json', { epoch: 0 })] as const;
    expect(await breachesOf(6, { also: [paused(50, 900), lifted] })).toEqual([]);
  });

  test('a pause that was made longer holds to its new end', async () => {
    const message = await breachesOf(6, { also: [paused(50, 125), paused(110, 167)], instead: keeps(167) });
    expect(message).toHaveLength(3);
  });
});

describe('users who are being served', () => {
  const serving = (second: number) => [second, (world: FabricatedWorld) => world.probe('london')] as const;

  test('nobody is switched off or left who served within the time that the policy waits', async () => {
    const message = await breachesOf(6, { leaveOut: ['death'], also: [serving(140)] });
    expect(message).toEqual([
      'london was powered off although it served users until then',
      `${NAME} was moved away from london although it served users until then`,
    ]);
  });

  test('a primary that comes back between the reconfirmation and the fence may be missed', async () => {
    expect(await breachesOf(6, { also: [serving(160)] })).toEqual([]);
  });

  test('an outage as long as the policy asks is long enough', async () => {
    expect(await breachesOf(6, { also: [serving(130)] })).toEqual([]);
  });

  test("a person's word overrules what was seen", async () => {
    const message = await breachesOf(6, {
      also: [
        serving(145),
        [
          131,
          ({ executions: [run] }) =>
            run && Object.assign(run, { input: '{"fenceConfirmed":{"by":"Ada","how":"plug"}}' }),
        ],
      ],
    });
    expect(message).toEqual([]);
  });
});

describe('an outage that stands', () => {
  const alone = {
    leaveOut: ['alarm', 'start', 'lease', 'journal', 'restoreBegun', 'restored', 'claim', 'fence', 'move'],
  } as const satisfies Parameters<typeof breachesOf>[1];
  const silent = { leaveOut: [...alone.leaveOut, 'servedAgain', 'release', 'report', 'message', 'end'] } as const;
  const later = [1100, () => undefined] as const;

  test('is a breach once it has lasted a quarter of an hour with nobody told and no recovery', async () => {
    expect(await breachesOf(6, { ...silent, also: [later] })).toEqual([
      'london was dead for 16 min without a notification or a recovery',
    ]);
    expect(await breachesOf(6, { ...silent, also: [[990, () => undefined]] })).toEqual([]);
  });

  test('also when it is over by now', async () => {
    const message = await breachesOf(6, {
      ...silent,
      also: [
        [1050, (world) => world.event('london', 'revived')],
        [2000, () => undefined],
      ],
    });
    expect(message).toEqual(['london was dead for 15 min without a notification or a recovery']);
  });

  test('a message about the pair within that time is enough; one before or about something else is not', async () => {
    const play = (second: number, text: string) => ({
      ...silent,
      also: [later, [second, (world: FabricatedWorld) => world.play(text)]] as const,
    });
    expect(await breachesOf(6, play(400, 'support: held'))).toEqual([]);
    expect(await breachesOf(6, play(50, 'support: held'))).toHaveLength(1);
    expect(await breachesOf(6, play(400, 'another pair'))).toHaveLength(1);
    expect(await breachesOf(6, play(1050, 'support: held'))).toHaveLength(1);
  });

  test('a recovery that runs is enough; a small operation is not', async () => {
    const run = (input: string) => ({
      ...silent,
      also: [
        later,
        [
          300,
          (world: FabricatedWorld) =>
            world.executions.push({ executionArn: 'arn:r', name: 'r', status: 'RUNNING', input, startMs: at(300) }),
        ],
      ] as const,
    });
    expect(await breachesOf(6, run('{}'))).toEqual([]);
    expect(await breachesOf(6, run('{"kind":"status"}'))).toHaveLength(1);
  });

  test('the death of an appliance to which nobody is sent is none', async () => {
    const message = await breachesOf(6, {
      leaveOut: [...silent.leaveOut, 'death'],
      also: [[100, (world) => world.event('dublin', 'powered-off')], later],
    });
    expect(message).toEqual([]);
  });
});
