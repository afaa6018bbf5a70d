// Runs the stack's functions from their bundles as Lambda would: by name, version or alias, synchronously or as events,
// each with its own environment and access key. The world's own functions run beside them as in-process handlers.
import { randomUUID } from 'node:crypto';
import type { Keys } from '../../aws/cloud.ts';
import type { Engine } from '../engine.ts';
import { type Refusal, refusals } from '../refusals.ts';
import { asynchronousEvents, type LostEvent } from './asynchronous-events.ts';
import { contextOf, environmentOf, FUNCTION_KEYS, type FunctionDefinition } from './function-definition.ts';
import { type EmbeddedMetric, functionLogs, type LogLine } from './function-logs.ts';
import { type FunctionPool, functionPool } from './function-pool.ts';
import type { Intercept, Proceed } from './intercept.ts';
import {
  type ExternalFunction,
  failedInvocation,
  type InvocationRecord,
  type InvocationResult,
  nameAndQualifier,
  refusedInvocation,
  runExternal,
} from './invocation.ts';
import type { NetworkCut } from './network-cut.ts';

export interface FunctionHost extends AsyncDisposable {
  /**
   * Undefined when there is no such function or version. `Event` resolves at once, and is retried automatically on a
   * fault.
   */
  invoke(
    functionNameOrArn: string,
    payload: string,
    options?: { readonly invocationType?: 'RequestResponse' | 'Event' },
  ): Promise<InvocationResult | undefined>;
  addExternalFunction(arn: string, handler: ExternalFunction): void;
  /** Starts sandboxes ahead of time, one per function by default; waits for them. */
  warm(countFor?: (functionName: string) => number): Promise<void>;
  override(functionName: string, change: FunctionChange): Disposable;
  readonly network: { cut(cut: NetworkCut): Disposable };
  readonly definitions: readonly FunctionDefinition[];
  logs(functionName?: string): readonly LogLine[];
  readonly invocations: readonly InvocationRecord[];
  /** Events given up after all tries, or too old. */
  readonly lostEvents: readonly LostEvent[];
}

/** What befalls one function. */
export interface FunctionChange {
  readonly neverTimesOut?: boolean;
  /** Every call is refused by Lambda for so many ms from the first one on; see refusals.ts. */
  readonly refusal?: Refusal;
  /** Stands between Lambda and the sandbox, at every call. */
  readonly intercept?: Intercept;
}

export interface FunctionHostOptions {
  readonly engine: Pick<Engine, 'clock' | 'startSandbox'>;
  readonly region: string;
  readonly functions: readonly FunctionDefinition[];
  /** The emulated AWS; functions get it as AWS_ENDPOINT_URL. */
  readonly awsUrl?: string | undefined;
  /** Called once for each function with the access key that its sandboxes use. */
  readonly registerPrincipal?: (keys: Keys, functionName: string) => void;
  /** More variables for every function, such as NODE_EXTRA_CA_CERTS. */
  readonly extraEnvironment?: Record<string, string>;
  readonly onLine?: (line: LogLine) => void;
  readonly onMetric?: (metric: EmbeddedMetric) => void;
  readonly onInvocation?: (record: InvocationRecord) => void;
}

interface Pooled {
  readonly definition: FunctionDefinition;
  readonly pool: FunctionPool;
}

export const functionHost = (options: FunctionHostOptions): FunctionHost => {
  const { clock, startSandbox } = options.engine;
  const externals = new Map<string, ExternalFunction>();
  const invocations: InvocationRecord[] = [];
  const events = asynchronousEvents(clock);
  const neverTimingOut = new Set<string>();
  const intercepts = new Map<string, Intercept>();
  const refused = refusals(clock);
  const cuts = new Set<NetworkCut>();
  const logs = functionLogs({ nowMs: () => clock.nowMs(), onLine: options.onLine, onMetric: options.onMetric });

  const pools = new Map<string, Pooled>();
  for (const definition of options.functions) {
    const accessKeyId = `LAB${randomUUID().replaceAll('-', '').slice(0, 17).toUpperCase()}`;
    const keys = { accessKeyId, ...FUNCTION_KEYS };
    options.registerPrincipal?.(keys, definition.name);
    const given = { region: options.region, keys, awsUrl: options.awsUrl, extra: options.extraEnvironment ?? {} };
    const pool = functionPool({
      definition,
      clock,
      startSandbox,
      environment: environmentOf(definition, given),
      cuts: () => [...cuts],
      onOutput: (text) => logs.write(definition.name, text),
    });
    pools.set(definition.name, { definition, pool });
  }

  const spreadCuts = (): void => {
    for (const { pool } of pools.values()) pool.setCuts([...cuts]);
  };
  const run = async ({ definition, pool }: Pooled, version: string, payload: string, arn: string) => {
    const requestId = randomUUID();
    const startedMs = clock.nowMs();
    const { name, timeoutMs } = definition;
    const proceed: Proceed = ({ neverEnds = neverTimingOut.has(name) } = {}) =>
      pool.invoke({
        ...{ id: requestId, payload, timeoutMs, neverEnds },
        context: contextOf(definition, { requestId, version, arn }),
      });
    const intercept = intercepts.get(name);
    const answer = intercept ? await intercept({ payload, timeoutMs }, proceed) : await proceed();
    const fault = answer.kind === 'fault' ? { fault: answer.fault } : {};
    const record = {
      functionName: definition.name,
      requestId,
      startedMs,
      endedMs: clock.nowMs(),
      coldStart: answer.coldStart ?? false,
      ...fault,
    };
    invocations.push(record);
    options.onInvocation?.(record);
    return answer.kind === 'fault'
      ? failedInvocation(answer.fault, version)
      : { payload: answer.payload, executedVersion: version };
  };

  const once = (functionNameOrArn: string): ((payload: string) => Promise<InvocationResult>) | undefined => {
    const external = externals.get(functionNameOrArn);
    if (external !== undefined) return (payload) => runExternal(external, payload);
    const { name, qualifier } = nameAndQualifier(functionNameOrArn);
    const known = pools.get(name);
    if (known === undefined) return undefined;
    const { definition, pool } = known;
    const version = definition.aliases[qualifier ?? ''] ?? qualifier ?? '$LATEST';
    if (version !== '$LATEST' && !definition.versions.includes(version)) return undefined;
    const arn = qualifier === undefined ? definition.arn : `${definition.arn}:${qualifier}`;
    return (payload) => {
      if (definition.reservedConcurrency !== undefined && pool.busy >= definition.reservedConcurrency)
        return Promise.resolve(refusedInvocation('TooManyRequestsException', 'Rate Exceeded.', version));
      const refusal = refused.of(name);
      if (refusal !== undefined)
        return Promise.resolve(refusedInvocation(refusal.errorType, refusal.errorMessage, version));
      return run(known, version, payload, arn);
    };
  };

  return {
    definitions: options.functions,
    invocations,
    lostEvents: events.lost,
    logs: (functionName) => logs.lines(functionName),
    addExternalFunction: (arn, handler) => {
      externals.set(arn, handler);
    },
    async invoke(functionNameOrArn, payload, { invocationType = 'RequestResponse' } = {}) {
      const attempt = once(functionNameOrArn);
      if (attempt === undefined) return undefined;
      if (invocationType === 'RequestResponse') return attempt(payload);
      const { name } = nameAndQualifier(functionNameOrArn);
      events.accept({ functionName: name, payload, attempt, definition: pools.get(name)?.definition });
      return { payload: '', executedVersion: '$LATEST' };
    },
    async warm(countFor = () => 1) {
      await Promise.all([...pools.values()].map(({ definition, pool }) => pool.warm(countFor(definition.name))));
    },
    override(functionName, { neverTimesOut = false, refusal, intercept }) {
      if (!pools.has(functionName)) throw new Error(`no function ${functionName} to override`);
      if (neverTimesOut) neverTimingOut.add(functionName);
      if (refusal) refused.add(functionName, refusal);
      if (intercept) intercepts.set(functionName, intercept);
      return {
        [Symbol.dispose]: () => {
          neverTimingOut.delete(functionName);
          refused.end(functionName);
          intercepts.delete(functionName);
        },
      };
    },
    network: {
      cut(cut) {
        cuts.add(cut);
        spreadCuts();
        return {
          [Symbol.dispose]: () => {
            if (cuts.delete(cut)) spreadCuts();
          },
        };
      },
    },
    async [Symbol.asyncDispose]() {
      events[Symbol.dispose]();
      await Promise.all([...pools.values()].map(({ pool }) => pool[Symbol.asyncDispose]()));
    },
  };
};
