// The states that affect users do nothing when a drill enters them through a manipulated graph.

import { fence } from '../../functions/steps/recovery/fence/fence.ts';
import { claimTraffic } from '../../functions/steps/recovery/traffic/claim-traffic.ts';
import { moveTraffic } from '../../functions/steps/recovery/traffic/move-traffic.ts';
import { onePair } from '../doubles/one-pair.ts';
import { walk } from '../doubles/walk.ts';

test.each([
  ['ClaimTraffic', claimTraffic],
  ['Fence', fence],
  ['MoveTraffic', moveTraffic],
] as const)('%s refuses a drill', async (_state, stepOf) => {
  const house = onePair({}, { quiet: 'attested' });
  const { state, execution, startedAt } = await walk(
    house,
    { kind: 'drill' },
    { before: (at) => (at === 'ConfirmDrill' ? 'stop' : undefined) },
  );
  await expect(stepOf(house.tools)({ state, execution, startedAt }, () => 30_000)).rejects.toMatchObject({
    name: 'WorkflowBroken',
    message: expect.stringContaining('a drill never affects users'),
  });
  expect(house.world.deeds).toEqual([]);
  expect(house.stores.records.now(house.pair)).toMatchObject({ primary: 'london' });
});
