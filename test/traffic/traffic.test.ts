// Traffic over the emulated Route 53 and in the small world of the steps' tests, by the same contract.
import { Route53Client } from '@aws-sdk/client-route-53';
import { failure } from '../../functions/domain/failure/failure.ts';
import { dnsRecordTraffic } from '../../functions/traffic/dns-record.ts';
import { machine } from '../doubles/machine.ts';
import { scenarioClock } from '../doubles/scenario-clock.ts';
import { smallWorld } from '../doubles/small-world.ts';
import { openStoreCloud } from '../store/store-cloud.ts';
import { trafficContract } from './traffic.contract.ts';
import { LONDON, NAME, pairOf, ZONE_ID } from './two-appliances.ts';
import { silent } from './zone-world.ts';

trafficContract('Route 53', async () => {
  const store = await openStoreCloud();
  const { route53, faults } = store.cloud;
  route53.createZone({ id: ZONE_ID, name: 'example.com' });
  route53.putRecord(ZONE_ID, { name: NAME, type: 'A', ttlSeconds: 300, values: [LONDON] });
  const client = new Route53Client({ ...store.client, maxAttempts: 1 });
  return {
    traffic: dnsRecordTraffic(client, { dns: silent, clock: machine.clock }),
    silence: () => void faults.add({ service: 'route53', kind: 'down', reset: true }),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await store[Symbol.asyncDispose]();
    },
  };
});
trafficContract('the small world', async () => {
  const world = smallWorld(pairOf(), scenarioClock());
  world.zone[NAME] = { name: NAME, addresses: [LONDON], ttlSeconds: 300 };
  return {
    traffic: world.traffic,
    silence: () => {
      world.faults.traffic = failure('TrafficUnreachable', 'Route 53 does not answer', 'Look at it.');
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
});
