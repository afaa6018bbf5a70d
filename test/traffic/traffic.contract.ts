// What whoever moves users must do, as the steps rely on it: nothing is lost by asking twice, and a newer epoch is
// never overwritten.
import type { Traffic, TrafficOrder } from '../../functions/traffic/traffic.ts';
import { DUBLIN, LONDON, NAME, orderOf } from './two-appliances.ts';

export interface TrafficUnderTest extends AsyncDisposable {
  readonly traffic: Traffic;
  /** From now on the control plane does not answer. */
  readonly silence: () => void;
}

const order = orderOf();
const newer = orderOf({ epoch: 8, recoveryId: '20261122T211503Z-abcdef13', from: 'dublin', to: 'london' });
const TTL_BEFORE_SECONDS = 300;

/** @param open with users at London, by a record whose TTL is 300 s. */
export const trafficContract = (name: string, open: () => Promise<TrafficUnderTest>): void => {
  describe(`${name} moves users`, () => {
    const reading = async ({ traffic }: TrafficUnderTest, of: TrafficOrder = order) =>
      (await traffic.read(of.settings))[0];

    test('it reads where users are, and that nobody has claimed them', async () => {
      await using it = await open();
      expect(await it.traffic.read(order.settings)).toEqual([
        { name: NAME, addresses: [LONDON], ttlSeconds: TTL_BEFORE_SECONDS },
      ]);
    });

    test('a claim is read back, and moves nobody', async () => {
      await using it = await open();
      expect(await it.traffic.claim(order)).toMatchObject({ status: 'done', evidence: expect.stringMatching(/./) });
      const { epoch, recoveryId, to: target } = order;
      expect(await reading(it)).toMatchObject({
        addresses: [LONDON],
        claim: { epoch, recoveryId, target, stage: 'claimed' },
      });
    });

    test('a move under the claim takes users over, and tells which TTL was replaced', async () => {
      await using it = await open();
      await it.traffic.claim(order);
      expect(await it.traffic.move(order)).toMatchObject({ status: 'done', replacedTtlSeconds: TTL_BEFORE_SECONDS });
      expect(await reading(it)).toMatchObject({
        addresses: [DUBLIN],
        ttlSeconds: order.settings.traffic.ttlSeconds,
        claim: { epoch: order.epoch, stage: 'moved' },
      });
    });

    test('both may be asked twice; the TTL is told of the first move alone', async () => {
      await using it = await open();
      for (const _turn of [1, 2]) expect(await it.traffic.claim(order)).toMatchObject({ status: 'done' });
      await it.traffic.move(order);
      const again = await it.traffic.move(order);
      expect(again).toMatchObject({ status: 'done' });
      expect(again).not.toHaveProperty('replacedTtlSeconds');
      expect((await reading(it))?.addresses).toEqual([DUBLIN]);
    });

    test('a newer epoch takes over, and the older one may neither claim nor move any more', async () => {
      await using it = await open();
      await it.traffic.claim(order);
      await it.traffic.claim(newer);
      for (const step of ['claim', 'move'] as const)
        await expect(it.traffic[step](order)).rejects.toMatchObject({ name: 'LeaseLostError' });
      expect(await reading(it)).toMatchObject({ addresses: [LONDON], claim: { epoch: newer.epoch, target: 'london' } });
    });

    test('a control plane that does not answer is TrafficUnreachable', async () => {
      await using it = await open();
      it.silence();
      for (const asked of [it.traffic.read(order.settings), it.traffic.zone(order.settings), it.traffic.claim(order)])
        await expect(asked).rejects.toMatchObject({ name: 'TrafficUnreachable' });
    });
  });
};
