// What Amazon EC2 reports of an instance, as power: whether it runs, whether it is the appliance, and what would stop
// Twinbox from powering it off. Sources: EC2 User Guide, "Instance lifecycle", "Methods for stopping an instance",
// "Enable stop protection", "Spot Instance interruptions"; Auto Scaling User Guide, "Health checks". Pure.

/** DescribeInstances and DescribeInstanceAttribute, in our words. A fact that was not read is absent. */
export interface Ec2Instance {
  readonly instanceId: string;
  /** `pending`, `running`, `stopping`, `stopped`, `shutting-down` or `terminated`. */
  readonly state: string;
  /** Its private and public addresses, secondary ones too. */
  readonly addresses: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** `ebs` or `instance-store`. */
  readonly rootDevice?: string;
  /** `spot`, or absent for an instance on demand. */
  readonly lifecycle?: string;
  /** The attribute disableApiStop. */
  readonly stopProtection?: boolean;
}

/** The appliance's identity in the settings. */
export interface Ec2Expected {
  readonly instanceId: string;
  readonly address?: string | undefined;
  readonly tag?: { readonly key: string; readonly value: string } | undefined;
}

export interface PowerObstacle {
  readonly message: string;
  readonly fix: string;
}

type Ec2Power = 'on' | 'off' | 'changing' | 'unknown';

/**
 * A `pending` instance starts, `stopping` and `shutting-down` ones still have a host. A terminated one never runs
 * again.
 */
const STATES: ReadonlyMap<string, Ec2Power> = new Map<string, Ec2Power>([
  ['pending', 'changing'],
  ['running', 'on'],
  ['stopping', 'changing'],
  ['stopped', 'off'],
  ['shutting-down', 'changing'],
  ['terminated', 'off'],
]);

export const ec2PowerOf = ({ state }: Pick<Ec2Instance, 'state'>): Ec2Power => STATES.get(state) ?? 'unknown';

const GROUP_TAG = 'aws:autoscaling:groupName';

/** Why this instance is not the appliance; undefined if nothing speaks against it. */
export const ec2IdentityFault = (found: Ec2Instance, expected: Ec2Expected): string | undefined => {
  const { instanceId, address, tag } = expected;
  if (found.instanceId !== instanceId) return `expected instance ${instanceId}, found ${found.instanceId}`;
  // A terminated instance has lost its addresses.
  if (found.state === 'terminated') return undefined;
  if (address !== undefined && !found.addresses.includes(address))
    return `expected ${address} among the addresses of ${instanceId}, found ${found.addresses.join(', ') || 'none'}`;
  if (tag === undefined) return undefined;
  const value = Object.hasOwn(found.tags, tag.key) ? found.tags[tag.key] : undefined;
  return value === tag.value
    ? undefined
    : `expected the tag ${tag.key} of ${instanceId} to be ${tag.value}, found ${value ?? 'no such tag'}`;
};

/** What would defeat a fence or lose data, each with its fix; empty if nothing would. */
export const ec2Obstacles = (found: Ec2Instance): readonly PowerObstacle[] => {
  const { instanceId, state, rootDevice, lifecycle, stopProtection, tags } = found;
  const group = Object.hasOwn(tags, GROUP_TAG) ? tags[GROUP_TAG] : undefined;
  const obstacles: (PowerObstacle | undefined)[] = [
    state === 'terminated' || state === 'shutting-down'
      ? {
          message: `${instanceId} is ${state}: EC2 cannot start it again`,
          fix: 'Set instanceId to the instance that now runs the appliance.',
        }
      : undefined,
    stopProtection === true
      ? {
          message: `${instanceId} has stop protection: EC2 refuses to stop it`,
          fix: `Turn it off: aws ec2 modify-instance-attribute --instance-id ${instanceId} --no-disable-api-stop`,
        }
      : undefined,
    group === undefined
      ? undefined
      : {
          message: `${instanceId} belongs to the Auto Scaling group ${group}, which starts or replaces a stopped instance`,
          fix: `Detach it from the group ${group}.`,
        },
    rootDevice === 'instance-store'
      ? {
          message: `the root volume of ${instanceId} is an instance store: EC2 cannot stop it, only terminate it`,
          fix: 'Move the appliance to an instance with an EBS root volume.',
        }
      : undefined,
    lifecycle === 'spot'
      ? {
          message: `${instanceId} is a Spot Instance: EC2 may stop it or refuse to, and may not start it again`,
          fix: 'Run the appliance on an On-Demand Instance.',
        }
      : undefined,
  ];
  return obstacles.filter((one) => one !== undefined);
};
