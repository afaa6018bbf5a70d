// What a person can do to the world of a running lab, in words typed at its terminal.
import type { SimulatedAppliance } from '../appliance/appliance.ts';
import type { ScenarioLab } from './scenario-lab.ts';

type Act = (appliance: SimulatedAppliance) => string;

const ACTS: Readonly<Record<string, readonly [does: string, act: Act]>> = {
  kill: [
    'the appliance dies: nothing of it answers',
    (appliance) => {
      appliance.die();
      return `${appliance.name} is dead. Watch: npx twinbox --lab status --watch`;
    },
  ],
  revive: [
    'it answers again',
    (appliance) => {
      appliance.revive();
      return `${appliance.name} is back.`;
    },
  ],
};

/** For the list of them. */
export const WORLD_COMMANDS: readonly (readonly [words: string, does: string])[] = [
  ...Object.entries(ACTS).map(([verb, [does]]) => [`${verb} APPLIANCE`, does] as const),
  ['world', 'says how the world is'],
];

const worldText = (lab: ScenarioLab): string => {
  const last = lab.watch.observations.at(-1);
  const served = last?.appliance === undefined ? 'nobody is served' : `a client is served by ${last.appliance}`;
  const appliances = Object.values(lab.sites.appliances).map(({ name, configuration }) => `${name}: ${configuration}`);
  return [`${new Date(lab.clock.nowMs()).toISOString()}  ${served}`, ...appliances].join('\n');
};

/** Does it, and says what was done or what can be done. */
export const worldCommand = (lab: ScenarioLab, line: string): string => {
  const [verb = '', name = ''] = line.trim().split(/\s+/);
  if (verb === '') return '';
  if (verb === 'world') return worldText(lab);
  const known = Object.hasOwn(ACTS, verb) ? ACTS[verb] : undefined;
  const appliance = lab.sites.appliances[name];
  if (known && appliance) return known[1](appliance);
  return `Known are: ${WORLD_COMMANDS.map(([words]) => words).join(', ')}; appliances: ${Object.keys(lab.sites.appliances).join(', ')}.`;
};
