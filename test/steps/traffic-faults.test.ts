// What stands in the way of a move, named before anything is changed; a zone that cannot be read is not checked.
import { failure } from '../../functions/domain/failure/failure.ts';
import { checkTraffic } from '../../functions/steps/pairs/check-traffic.ts';
import { trafficFaults } from '../../functions/steps/pairs/movable-names.ts';
import { DUBLIN, LONDON, NAME, onePair, pairWith } from '../doubles/one-pair.ts';

const DIRECTION = { from: 'london', to: 'dublin', kind: 'failover' } as const;
const claim = { epoch: 3, stage: 'moved', target: 'dublin', recoveryId: 'r3' } as const;
const faultsOf = (reading: object, kind: 'failover' | 'drill' = 'failover') =>
  trafficFaults(pairWith(), { ...DIRECTION, kind }, [{ name: NAME, addresses: [LONDON], ...reading }]);

test.each<[string, object, string]>([
  ['no address', { addresses: [] }, `${NAME} has 0 addresses; exactly one is required`],
  ['two addresses', { addresses: [LONDON, DUBLIN] }, `${NAME} has 2 addresses; exactly one is required`],
  ['another record', { unfit: 'there is a CNAME record' }, `${NAME}: there is a CNAME record`],
  ['a third address', { addresses: ['192.0.2.99'] }, `${NAME} points at 192.0.2.99, not at ${LONDON} of london`],
  [
    'the new address without our claim',
    { addresses: [DUBLIN] },
    `${NAME} points at ${DUBLIN}, not at ${LONDON} of london`,
  ],
])('a name with %s is a fault', (_what, reading, fault) => expect(faultsOf(reading)).toEqual([fault]));

test('a name that an earlier recovery moved is none, but for a drill, which would overwrite the appliance of the users', () => {
  const moved = { addresses: [DUBLIN], claim };
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf(moved)).toEqual([]);
  expect(faultsOf(moved, 'drill')).toHaveLength(1);
});

test('a name that was not read has no record', () => {
  expect(trafficFaults(pairWith(), DIRECTION, [])).toEqual([`${NAME} has no record`]);
});

test('a zone that cannot be read is not checked, with its reason, and its delegation is not asked for', async () => {
  const { tools, pair } = onePair();
  let asked = 0;
  const traffic = {
    read: tools.traffic.read,
    zone: () => Promise.reject(failure('TrafficUnreachable', 'Route 53 is busy', 'Wait.')),
    delegations: async () => {
      asked += 1;
      return [];
    },
  };
  const { checks, delegations } = await checkTraffic({ traffic }, pair, DIRECTION, async () => ({ epoch: 1 }) as never);
  expect(delegations).toEqual([]);
  expect(asked).toBe(0);
  expect(checks).toContainEqual(
    expect.objectContaining({
      result: 'not-checked',
      about: 'the zone itself',
      reason: expect.stringContaining('busy'),
    }),
  );
});
