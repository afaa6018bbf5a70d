// What a scenario can do with a running stack, and how it can be started.

import type { AwsCall, Cloud } from '../aws/cloud.ts';
import type { Json } from '../base/json.ts';
import type { Engine } from './engine.ts';
import type { DeadLetter } from './events/delivery.ts';
import type { EventBus } from './events/event-bus.ts';
import type { Scheduler } from './events/scheduler.ts';
import type { FunctionHost } from './functions/function-host.ts';
import type { LogLine } from './functions/function-logs.ts';
import type { ExternalFunction } from './functions/invocation.ts';
import type { Denial, Question } from './iam/authorization.ts';
import type { Execution } from './states/executions.ts';
import type { Template } from './template/template.ts';

/**
 * What a real cloud may do at any time; each is a probability or a span of lab ms. By default nothing of it happens.
 */
export interface Chaos {
  /** A rule gives its target the same event twice. */
  readonly duplicateEvents?: number;
  /** A schedule starts twice. */
  readonly duplicateStarts?: number;
  /** How late a rule's target receives an event. */
  readonly eventLatencyMs?: readonly [number, number];
  /** How far into its minute a start falls at most; default 60 s. */
  readonly scheduleJitterMs?: number;
  /** How late alarms see a sample. */
  readonly metricDelayMs?: number;
}

export interface LocalCloudOptions {
  readonly assemblyDirectory: string;
  /** Stacks of the assembly that run side by side in one account and region. */
  readonly stackNames: readonly string[];
  /** What runs it: `threads(clock)`, or everything in one thread. */
  readonly engine: Engine;
  readonly seed: number;
  readonly region?: string;
  readonly accountId?: string;
  /** Changes each stack's template before it is read. */
  readonly edit?: (template: Record<string, unknown>, stackName: string) => void;
  /** Functions of the world, by ARN. */
  readonly externalFunctions?: Readonly<Record<string, ExternalFunction>>;
  readonly chaos?: Chaos;
  /** Route 53 changes stay PENDING that long (lab ms). */
  readonly insyncMs?: number;
  readonly extraEnvironment?: Record<string, string>;
  readonly onLine?: (line: LogLine) => void;
  readonly onCall?: (call: AwsCall) => void;
}

export interface LocalCloud extends AsyncDisposable {
  /** One a stack, in the order of their names' list. */
  readonly templates: readonly Template[];
  readonly cloud: Cloud;
  readonly functions: FunctionHost;
  readonly bus: EventBus;
  readonly scheduler: Scheduler;
  readonly denials: readonly Denial[];
  /** Every permission request that was allowed so far, each once. */
  readonly granted: readonly Question[];
  readonly deadLetters: readonly DeadLetter[];
  /** What the lab could not do as declared (an alarm action, a subscription), in words. */
  readonly faults: readonly string[];
  logs(functionName?: string): readonly LogLine[];
  /** All executions so far with their histories, oldest first. */
  executions(): readonly Execution[];
  /** Starts one as a person at the console does; by default of the first stack's state machine. */
  startExecution(input: Json, options?: { readonly machineArn?: string; readonly name?: string }): Promise<Execution>;
  stopExecution(executionArn: string, reason?: { readonly error?: string; readonly cause?: string }): void;
  /** Starts the world's time: alarms are evaluated and schedules kept from now on. */
  begin(): void;
}
