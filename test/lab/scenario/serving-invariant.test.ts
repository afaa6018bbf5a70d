// Invariant 2 in made-up worlds: who can serve at the same time, and who must have been told.
import { breachesOf } from './breaches.ts';
import { at, NAME } from './fabricated-world.ts';
import { goodReport, REPORT } from './good-failover.ts';

describe('two appliances never serve at once', () => {
  const both = `${NAME} moved to dublin while london had power`;

  test('a move before the other appliance has lost its power is a breach', async () => {
    expect(await breachesOf(2, { leaveOut: ['fence'] })).toEqual([both]);
  });

  test('one right after somebody powered it on again is none: nobody could notice', async () => {
    expect(await breachesOf(2, { also: [[167, (world) => world.event('london', 'powered-on')]] })).toEqual([]);
  });

  test('so is one to an appliance whose fence came after the move', async () => {
    expect(
      await breachesOf(2, { leaveOut: ['fence'], also: [[169, (world) => world.event('london', 'powered-off')]] }),
    ).toEqual([both]);
  });

  const proceed = { policy: { onUnconfirmedFence: 'proceed' }, leaveOut: ['fence'] } as const;
  const unconfirmed = { ...goodReport, fence: { outcome: 'unconfirmed' } };

  test('where policy lets it proceed, a message and a report must say so', async () => {
    expect(await breachesOf(2, proceed)).toEqual([
      `${both}, and no notification says that the fence was not confirmed`,
      `${both}, and no report says that the fence was not confirmed`,
    ]);
  });

  test('where they do, it holds', async () => {
    const message = await breachesOf(2, {
      ...proceed,
      instead: {
        message: (world) => world.play('ATTENTION: london is not confirmed to be off; both appliances may serve.'),
        report: (world) => world.put(REPORT, unconfirmed),
      },
    });
    expect(message).toEqual([]);
  });

  test('a message from before the move does not count', async () => {
    const message = await breachesOf(2, {
      ...proceed,
      instead: { report: (world) => world.put(REPORT, unconfirmed) },
      also: [[120, (world) => world.play('the fence was unconfirmed')]],
    });
    expect(message).toEqual([`${both}, and no notification says that the fence was not confirmed`]);
  });

  const word = (startSecond: number, stopSecond: number) => ({
    ...{
      executionArn: 'arn:word',
      name: 'word',
      status: 'SUCCEEDED',
      startMs: at(startSecond),
      stopMs: at(stopSecond),
    },
    ...{ input: '{"fenceConfirmed":{"by":"Ada","how":"pulled the plug"}}', output: '{}' },
  });

  test("a person's word lets the run that was given it move", async () => {
    const message = await breachesOf(2, {
      leaveOut: ['fence'],
      also: [[165, (world) => world.executions.push(word(130, 180))]],
    });
    expect(message).toEqual([]);
  });

  test('but no other run', async () => {
    const message = await breachesOf(2, {
      leaveOut: ['fence'],
      also: [[165, (world) => world.executions.push(word(20, 40))]],
    });
    expect(message).toEqual([both]);
  });

  const comesBack = [
    [300, (world) => world.event('london', 'powered-on')],
    [310, (world) => world.event('london', 'booted')],
    [1000, () => undefined],
  ] as const satisfies NonNullable<Parameters<typeof breachesOf>[1]>['also'];

  test('an old primary that comes back and is up for long must be noticed', async () => {
    expect(await breachesOf(2, { also: comesBack })).toEqual([
      'london came back after users were moved to dublin, and no notification names it',
    ]);
  });

  test('it is noticed by a message that names it, or by its being switched off again', async () => {
    expect(await breachesOf(2, { also: [...comesBack, [400, (world) => world.play('london answers again')]] })).toEqual(
      [],
    );
    expect(
      await breachesOf(2, { also: [...comesBack, [400, (world) => world.event('london', 'powered-off')]] }),
    ).toEqual([]);
  });
});
