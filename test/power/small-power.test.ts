// The power of the small world, by the contract of every method that switches an appliance off.
import { failure } from '../../functions/domain/failure/failure.ts';
import { scenarioClock } from '../doubles/scenario-clock.ts';
import { smallWorld } from '../doubles/small-world.ts';
import { pairOf } from '../traffic/two-appliances.ts';
import { powerContract } from './power.contract.ts';

powerContract('the small world', async () => {
  const settings = pairOf();
  const { appliances, deeds, faults, powersOf } = smallWorld(settings, scenarioClock());
  const [power] = powersOf(settings, 'london');
  const { london } = appliances;
  if (!power || !london) throw new RangeError('london has power');
  return {
    power,
    commands: () => deeds,
    settle: async () => undefined,
    runs: () => london.power === 'on',
    switchOn: () => {
      london.power = 'on';
    },
    lie: () => {
      faults.ignoresOff = true;
    },
    refuse: () => {
      faults.power = failure('PowerRefused', 'it answers HTTP 401', 'Look at the account.');
    },
    silence: async () => {
      faults.power = failure('PowerUnreachable', 'it is silent', 'Look at the path.');
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
});
