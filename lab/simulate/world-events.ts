// What can happen in a random world, each as a sentence and a deed. Every seed turns on a random part of the kinds, so
// that some histories are about power and others about AWS.
import type { SeededRandom } from '../../packages/local-cloud/base/seeded-random.ts';
import type { SimulatedAppliance } from '../appliance/appliance.ts';
import type { PowerFailureMode } from '../appliance/power/power-drive.ts';
import type { ScenarioLab } from '../scenario/scenario-lab.ts';

export interface WorldEvent {
  /** Lab ms after the beginning of trouble. */
  readonly atMs: number;
  readonly sentence: string;
  readonly act: (lab: ScenarioLab) => void | Promise<void>;
}

type Kind = (random: SeededRandom, lab: Pick<ScenarioLab, 'pair' | 'sites'>) => Omit<WorldEvent, 'atMs'>;

const pick = <T>(random: SeededRandom, from: readonly T[]): T => {
  const chosen = from[Math.floor(random.next() * from.length)];
  if (chosen === undefined) throw new RangeError('nothing to pick from');
  return chosen;
};

const applianceIn = (lab: Pick<ScenarioLab, 'sites'>, name: string): SimulatedAppliance => {
  const found = lab.sites.appliances[name];
  if (found === undefined) throw new Error(`no appliance ${name}`);
  return found;
};

const namesOf = ({ sites }: Pick<ScenarioLab, 'sites'>): readonly string[] => Object.keys(sites.appliances);

const dies: Kind = (random, lab) => {
  const [name, how] = [pick(random, namesOf(lab)), pick(random, ['refuse', 'black-hole', 'deaf'] as const)];
  return { sentence: `${name} dies (${how})`, act: (world) => applianceIn(world, name).die(how) };
};

const returns: Kind = (random, lab) => {
  const name = pick(random, namesOf(lab));
  return {
    sentence: `${name} is powered on and runs again`,
    act: (world) => {
      const appliance = applianceIn(world, name);
      appliance.powerOn();
      appliance.revive();
    },
  };
};

const hangs: Kind = (random, lab) => {
  const [name, how] = [pick(random, namesOf(lab)), pick(random, ['sick', 'hung'] as const)];
  const forMs = Math.round(random.between(10_000, 400_000));
  return {
    sentence: `${name} is ${how} for ${Math.round(forMs / 1000)} s`,
    act: (world) => {
      const { failureModes } = applianceIn(world, name);
      failureModes.health = how;
      world.clock.after(forMs, () => {
        delete failureModes.health;
      });
    },
  };
};

const losesPower: Kind = (random, lab) => {
  const name = pick(random, namesOf(lab));
  return { sentence: `${name} loses power`, act: (world) => applianceIn(world, name).powerOff() };
};

const POWER_MODES: readonly PowerFailureMode[] = ['refuse', 'unreachable', 'lie', 'slow', 'wrong-password'];

const powerFails: Kind = (random, lab) => {
  const [name, mode] = [pick(random, namesOf(lab)), pick(random, POWER_MODES)];
  return {
    sentence: `the power controller of ${name} is in failure mode ${mode}`,
    act: ({ sites }) => {
      const controller = sites.power[name];
      if (controller) controller.failureMode = mode;
    },
  };
};

const partitioned: Kind = (random, { sites }) => {
  const parties = [
    ...Object.values(sites.appliances).map(({ name, address }) => [name, address] as const),
    ...Object.entries(sites.power).map(([name, { address }]) => [`the power controller of ${name}`, address] as const),
    ...sites.witnesses.map(({ address }, index) => [`witness ${index + 1}`, address] as const),
  ];
  const [party, address] = pick(random, parties);
  const how = pick(random, ['silent', 'unreachable'] as const);
  const forMs = Math.round(random.between(15_000, 500_000));
  return {
    sentence: `the functions lose the way to ${party} for ${Math.round(forMs / 1000)} s (${how})`,
    act: ({ cloud, clock }) => {
      const cut = cloud.functions.network.cut({ address, how });
      clock.after(forMs, () => cut[Symbol.dispose]());
    },
  };
};

const SERVICES = ['s3', 'route53', 'ssm', 'sns', 'secretsmanager', 'cloudwatch', 'states'] as const;

const awsFails: Kind = (random) => {
  const service = pick(random, SERVICES);
  const kind = pick(random, ['throttle', 'down', 'loseAnswer', 'delay'] as const);
  const probability = Math.round(random.between(20, 100)) / 100;
  const forMs = Math.round(random.between(5_000, 120_000));
  const fault = kind === 'delay' ? { kind, delayMs: Math.round(random.between(200, 4_000)) } : { kind };
  return {
    sentence: `${service} does ${kind} to ${probability * 100} % of all calls for ${Math.round(forMs / 1000)} s`,
    act: ({ cloud, clock }) => {
      const standing = cloud.cloud.faults.add({ service, probability, principal: /^Twinbox/, ...fault });
      clock.after(forMs, () => standing[Symbol.dispose]());
    },
  };
};

const nameServersFail: Kind = (random) => {
  const [nth, how] = [Math.floor(random.next() * 4), pick(random, ['silent', 'lame'] as const)];
  return {
    sentence: `name server ${nth + 1} is ${how}`,
    act: ({ publicSide }) => {
      const server = publicSide.nameServers.servers[nth];
      if (server) server[how] = true;
    },
  };
};

const STARTS = [{}, { kind: 'status' }, { dryRun: true }, { kind: 'drill' }, { kind: 'resume' }] as const;

const personStarts: Kind = (random) => {
  const input = pick(random, STARTS);
  return {
    sentence: `a person starts ${JSON.stringify(input)}`,
    act: async ({ cloud }) => void (await cloud.startExecution(input)),
  };
};

const personStops: Kind = () => ({
  sentence: 'a person stops whatever runs',
  act: ({ cloud }) => {
    for (const { executionArn, status } of cloud.executions())
      if (status === 'RUNNING') cloud.stopExecution(executionArn, { error: 'ByHand' });
  },
});

const KINDS: readonly Kind[] = [
  dies,
  returns,
  hangs,
  losesPower,
  powerFails,
  partitioned,
  awsFails,
  nameServersFail,
  personStarts,
  personStops,
];

const MOST_EVENTS = 8;
const KIND_CHANCE = 0.45;

/** The events of one history, in order. The preferred appliance dies in most of them: else little happens. */
export const worldEvents = (
  random: SeededRandom,
  lab: Pick<ScenarioLab, 'pair' | 'sites'>,
  troubleMs: number,
): readonly WorldEvent[] => {
  const chosen = KINDS.filter(() => random.chance(KIND_CHANCE));
  const kinds = chosen.length > 0 ? chosen : [dies];
  const count = 1 + Math.floor(random.next() * MOST_EVENTS);
  const some = Array.from({ length: count }, () => ({
    atMs: Math.round(random.between(0, troubleMs)),
    ...pick(random, kinds)(random, lab),
  }));
  const { preferred } = lab.pair;
  const death = {
    atMs: 0,
    sentence: `${preferred} dies`,
    act: (world: ScenarioLab) => applianceIn(world, preferred).die(),
  };
  return [...(random.chance(0.8) ? [death] : []), ...some].toSorted((one, other) => one.atMs - other.atMs);
};
