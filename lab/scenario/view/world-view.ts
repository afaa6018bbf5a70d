// What the invariant checker may read: the world, never the product's own view of it. Appliance events, power, the
// zone's change log, every DNS answer, what the client outside saw, what lies in S3, what was published, how executions
// ended.

import type { Cloud } from '../../../packages/local-cloud/aws/cloud.ts';
import type { SimulatedAppliance } from '../../appliance/appliance.ts';
import type { PowerController } from '../../appliance/power/power-controller.ts';
import type { DnsAnswer } from '../../world/dns-server.ts';
import type { Observation } from '../../world/outside-client.ts';
import type { LabPair } from '../setup/lab-settings.ts';
import type { Secret } from './encodings.ts';
import type { Writing } from './writing.ts';

/** One execution of the workflow as the emulated Step Functions knows it. Lab ms since 1970. */
export interface SeenExecution {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly startMs: number;
  readonly stopMs?: number;
}

/** An alarm's change of state. Lab ms since 1970. */
export interface SeenAlarm {
  readonly name: string;
  readonly to: string;
  readonly atMs: number;
}

export interface LogLine {
  readonly functionName: string;
  readonly line: string;
}

export interface WorldView {
  readonly pair: LabPair;
  readonly nowMs: number;
  readonly appliances: Readonly<Record<string, SimulatedAppliance>>;
  /** The commands to whatever powers each appliance. */
  readonly power: Readonly<Record<string, Pick<PowerController, 'commands'>>>;
  readonly cloud: Cloud;
  readonly dnsAnswers: readonly DnsAnswer[];
  readonly clientProbes: readonly Observation[];
  readonly executions: readonly SeenExecution[];
  readonly alarms: readonly SeenAlarm[];
  readonly logs: readonly LogLine[];
  /** Everything that went through the interpreter, as text: inputs and outputs of states. */
  readonly histories: readonly string[];
  /** Further secrets, in addition to those that the appliances and the cloud know. */
  readonly secrets: readonly Secret[];
  /** What was written where neither appliances nor the emulated AWS keep it. */
  readonly elsewhere: readonly Writing[];
  /** Keys of backups that the scenario itself damaged. */
  readonly damagedByScenario: ReadonlySet<string>;
}

/** One thing found wrong. */
export interface Breach {
  readonly invariant: number;
  readonly message: string;
}

/** One of the things that must always hold. */
export interface Invariant {
  readonly number: number;
  readonly message: string;
  /** Why it could not be checked in this scenario, or one sentence for each breach; empty when it holds. */
  check(view: WorldView): Promise<readonly string[]> | readonly string[];
}
