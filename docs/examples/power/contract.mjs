// The contract twinbox/power/1 around any device. Copy this file beside the one of your device: it refuses what must
// be refused, before the device gets its first command.
//
// A device has:
//   read(appliance)                 → { identity: { uuid?, serialNumber?, hostName? }, power: 'on' | 'off' | 'changing' | 'unknown' }
//   change(appliance, power, how)   → a sentence for the report, once the device has accepted the command
//   plan(appliance, power, how)     → the same sentence, without the command
// Epochs are kept outside of the function, because a new sandbox remembers nothing:
//   epochs.read(appliance) → number     epochs.raise(appliance, epoch)

const CONTRACT = 'twinbox/power/1';

export class Refusal extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

const plain = (value) => String(value).toLowerCase();

/** Every value that Twinbox expects must be there. It expects none from a device that never reported any. */
const isSameMachine = (expected, found) =>
  Object.entries(expected).every(([key, value]) => found[key] !== undefined && plain(found[key]) === plain(value));

const refuseLate = ({ notAfter }, now) => {
  if (now() > Date.parse(notAfter)) throw new Refusal('NotAfterPassed', `notAfter was ${notAfter}`);
};

const refuseUnexpected = (request, machine) => {
  const { identity, expected, power } = request;
  if (!isSameMachine(identity, machine.identity))
    throw new Refusal(
      'UnexpectedIdentity',
      `expected ${JSON.stringify(identity)}, found ${JSON.stringify(machine.identity)}`,
    );
  if (machine.power !== expected && machine.power !== power)
    throw new Refusal('UnexpectedPower', `expected ${expected} or ${power}, found ${machine.power}`);
};

export const powerFunction = ({ device, epochs, now = Date.now }) => {
  const apply = async (request, machine) => {
    const { appliance, epoch, power, how } = request;
    if (machine.power === power) return 'nothing: it was so already';
    await epochs.raise(appliance, epoch);
    // The reads may have taken their time.
    refuseLate(request, now);
    return device.change(appliance, power, how);
  };

  return async (request) => {
    const { contract, action, appliance, epoch, power, how } = request;
    if (contract !== CONTRACT) throw new Refusal('ContractUnknown', `expected ${CONTRACT}, found ${contract}`);
    const machine = await device.read(appliance);
    const seen = { contract: CONTRACT, appliance, ...machine };
    if (action === 'read') return seen;
    refuseLate(request, now);
    const highest = await epochs.read(appliance);
    if (epoch < highest) throw new Refusal('EpochTooOld', `epoch ${epoch} is older than ${highest}`);
    refuseUnexpected(request, machine);
    if (action === 'plan') return { ...seen, plan: await device.plan(appliance, power, how) };
    const step = await apply(request, machine);
    return { ...seen, ...(await device.read(appliance)), accepted: true, step };
  };
};
