// An instance of Amazon EC2, as the world launches it and as calls find it.
export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** What runs on the instance: the world's part. */
export interface Machine {
  powerOn(): void;
  powerOff(): void;
}

/** How an instance or its account behaves; each may be changed at any time. Nothing of it happens by default. */
export interface InstanceTraits {
  /** Its operating system answers no shutdown: a plain stop hangs, a forced one takes minutes. */
  hungSystem?: boolean;
  /** Problem of the host: it stays `stopping` for that long, however it is stopped. */
  stoppingMs?: number;
  /** That many starts fail for want of capacity. */
  startsWithoutCapacity?: number;
  /** Something else in the account (Auto Scaling, a schedule, a person) starts it that long after it stopped. */
  startsAgainAfterMs?: number;
  /** DescribeInstances shows a new state that much later. */
  shownAfterMs?: number;
}

export interface NewInstance {
  readonly instanceId: string;
  readonly machine: Machine;
  readonly privateIpAddress: string;
  readonly publicIpAddress?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly rootDeviceType?: 'ebs' | 'instance-store';
  /** Of a Spot Instance. `one-time` requests cannot be stopped. */
  readonly spot?: 'persistent' | 'one-time';
}

export interface Instance extends NewInstance {
  readonly state: InstanceState;
  /** As DescribeInstances shows it. */
  readonly shownState: InstanceState;
  readonly traits: InstanceTraits;
  stopProtection: boolean;
  tags: Readonly<Record<string, string>>;
  terminate(): void;
}

/** A command that changed, or would have changed, an instance. */
export interface InstanceCommand {
  readonly atMs: number;
  readonly instanceId: string;
  readonly action: 'StopInstances' | 'StartInstances';
  readonly principal: string;
  readonly force: boolean;
  readonly skipOs: boolean;
}

export interface StopOptions {
  readonly force: boolean;
  readonly skipOs: boolean;
}

export interface Change {
  readonly previous: InstanceState;
  readonly current: InstanceState;
}

/** With what only the emulation changes. */
export interface Kept extends Instance {
  state: InstanceState;
  shownState: InstanceState;
  wait: Disposable | undefined;
}
