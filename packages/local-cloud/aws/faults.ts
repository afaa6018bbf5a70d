// Injected faults: what the emulated AWS does to chosen calls instead of, before or after their work.
import type { LabClock } from '../base/clock.ts';
import { AwsError } from './aws-error.ts';

interface FaultTarget {
  /** Service as in AwsCall.service: s3, route53, ssm, sns, secretsmanager, cloudwatch, states, lambda, ec2. */
  readonly service: string;
  /** Default: every operation of the service. */
  readonly operation?: string;
  readonly principal?: RegExp;
  /** Only calls whose resource ARN matches. */
  readonly resource?: RegExp;
  /** How many calls it affects. Default: all until disposed. */
  readonly times?: number;
  /** 0 to 1; default 1. */
  readonly probability?: number;
}
export type Fault = FaultTarget &
  (
    | { readonly kind: 'throttle'; readonly code?: string; readonly status?: number }
    | { readonly kind: 'error'; readonly code: string; readonly status: number; readonly message?: string }
    | { readonly kind: 'down'; readonly status?: 500 | 503; readonly reset?: boolean }
    | { readonly kind: 'loseAnswer' }
    | { readonly kind: 'delay'; readonly delayMs: number }
    | { readonly kind: 'hold' }
    | { readonly kind: 'holdAnswer' }
  );

export interface FaultHandle extends Disposable {
  /** Calls affected so far. */
  readonly struck: number;
  /** Resolves when a call waits at the gate (hold, holdAnswer) or was affected otherwise. */
  readonly reached: Promise<void>;
  /** Opens the gate for the waiting calls and all later ones. */
  release(): void;
}

export interface FaultedCall {
  readonly service: string;
  readonly operation: string;
  readonly principal: string;
  readonly resource: string | undefined;
}

export interface Faults {
  add(fault: Fault): FaultHandle;
  clear(): void;
}

/** Thrown to end the connection without an answer. */
export class ConnectionLost extends Error {}

interface Standing {
  readonly fault: Fault;
  struck: number;
  readonly reached: PromiseWithResolvers<void>;
  readonly gate: PromiseWithResolvers<void>;
}

const THROTTLES: Readonly<Record<string, readonly [string, number]>> = {
  s3: ['SlowDown', 503],
  route53: ['Throttling', 400],
  sns: ['Throttling', 400],
  lambda: ['TooManyRequestsException', 429],
  ec2: ['RequestLimitExceeded', 503],
};

export const createFaults = (
  clock: LabClock,
  random: () => number = Math.random,
): Faults & { before(call: FaultedCall): Promise<void>; after(call: FaultedCall): Promise<void> } => {
  const standing = new Set<Standing>();

  const strikes = ({ fault, struck }: Standing, call: FaultedCall): boolean =>
    fault.service === call.service &&
    (fault.operation === undefined || fault.operation === call.operation) &&
    (fault.principal === undefined || fault.principal.test(call.principal)) &&
    (fault.resource === undefined || fault.resource.test(call.resource ?? '')) &&
    (fault.times === undefined || struck < fault.times) &&
    (fault.probability === undefined || random() < fault.probability);

  const struckBy = (call: FaultedCall, kinds: readonly Fault['kind'][]): Standing[] => {
    const hits = [...standing].filter((one) => kinds.includes(one.fault.kind) && strikes(one, call));
    for (const hit of hits) {
      hit.struck += 1;
      hit.reached.resolve();
    }
    return hits;
  };

  const strike = async ({ fault, gate }: Standing, call: FaultedCall): Promise<void> => {
    if (fault.kind === 'delay') await clock.sleep(fault.delayMs);
    if (fault.kind === 'hold' || fault.kind === 'holdAnswer') await gate.promise;
    if (fault.kind === 'loseAnswer') throw new ConnectionLost('answer lost');
    if (fault.kind === 'throttle') {
      const [code, status] = THROTTLES[call.service] ?? ['ThrottlingException', 400];
      throw new AwsError(fault.code ?? code, 'Rate exceeded', fault.status ?? status);
    }
    if (fault.kind === 'error') throw new AwsError(fault.code, fault.message ?? fault.code, fault.status);
    if (fault.kind === 'down') {
      if (fault.reset === true) throw new ConnectionLost('service down');
      throw new AwsError(
        fault.status === 500 ? 'InternalError' : 'ServiceUnavailable',
        'Service down',
        fault.status ?? 503,
      );
    }
  };

  return {
    add(fault) {
      const one: Standing = { fault, struck: 0, reached: Promise.withResolvers(), gate: Promise.withResolvers() };
      standing.add(one);
      return {
        get struck() {
          return one.struck;
        },
        reached: one.reached.promise,
        release: () => one.gate.resolve(),
        [Symbol.dispose]: () => {
          standing.delete(one);
          one.gate.resolve();
        },
      };
    },
    clear() {
      for (const one of standing) one.gate.resolve();
      standing.clear();
    },
    async before(call) {
      for (const hit of struckBy(call, ['delay', 'hold', 'throttle', 'error', 'down'])) await strike(hit, call);
    },
    async after(call) {
      for (const hit of struckBy(call, ['holdAnswer', 'loseAnswer'])) await strike(hit, call);
    },
  };
};
