// Power by the owner's own function, by the contract twinbox/power/1. Twinbox reads in the same step which machine it
// is, and compares what the function says after a command with what it reads: a function that contradicts itself is not
// believed.
import type { LambdaClient } from '@aws-sdk/client-lambda';
import {
  POWER_CONTRACT,
  PowerApplyAnswer,
  PowerPlanAnswer,
  PowerReadAnswer,
  type PowerRequest,
} from '../../contract/power/power-contract.ts';
import { failure } from '../../domain/failure/failure.ts';
import {
  compareTargets,
  isReported,
  notedTargetOf,
  type PowerTarget,
  powerTargetOf,
  targetInWords,
} from '../../domain/power/target.ts';
import type { Power, PowerOrder, PowerReading, PowerState } from '../power.ts';
import { invokePower, type PowerFunction } from './invoke-power.ts';

export interface LambdaPowerOptions {
  readonly pair: string;
  readonly appliance: string;
  readonly functionArn: string;
  /** Whose command it is; without one, nothing can be commanded. */
  readonly order?: PowerOrder;
  readonly nowMs: () => number;
}

/** A machine that reads as on so soon after the function said that it is off was never off. */
const CLAIM_MS = 5_000;
/** A reading is so long good enough for a command. The function reads once more before it obeys. */
const FRESH_MS = 5_000;

export const lambdaMethodName = (functionArn: string): string => `lambda ${functionArn}`;

interface Wanted {
  readonly power: 'on' | 'off';
  readonly how: 'force' | 'graceful';
}

/** A machine is forced off whatever else it does; anything gentler waits for it. */
const isDue = ({ power, how }: Wanted, state: PowerState): boolean => {
  if (power === 'on') return state === 'off';
  return how === 'force' ? state !== 'off' : state === 'on' || state === 'unknown';
};

interface Seen {
  readonly state: PowerState;
  readonly target: PowerTarget;
}

const seenOf = (answer: { readonly identity: object; readonly power: PowerState }): Seen => {
  const { uuid, serialNumber, hostName } = answer.identity as PowerTarget;
  return { state: answer.power, target: powerTargetOf({ uuid, serialNumber, hostName }) };
};

/** Only what the contract knows, and the host name only if nothing better is known: a restore may change it. */
const identityOf = ({ uuid, serialNumber, hostName }: PowerTarget): PowerTarget => {
  const isOfSoftware = uuid === undefined && serialNumber === undefined;
  return {
    ...(uuid !== undefined && { uuid }),
    ...(serialNumber !== undefined && { serialNumber }),
    ...(isOfSoftware && hostName !== undefined && { hostName }),
  };
};

export const lambdaPower = (client: LambdaClient, options: LambdaPowerOptions): Power => {
  const { pair, appliance, functionArn, order, nowMs } = options;
  const on: PowerFunction = { client, functionArn };
  const method = lambdaMethodName(functionArn);
  const common = { contract: POWER_CONTRACT, pair, appliance } as const;
  /** When the function said after our last command that the machine is off. */
  let claimedOffMs: number | undefined;
  /** The last reading, for the command that follows immediately: each call of the function takes its time. */
  let known: (Seen & { readonly atMs: number }) | undefined;

  const readNow = async (signal: AbortSignal): Promise<Seen> => {
    const seen = seenOf(await invokePower(on, { action: 'read', ...common }, PowerReadAnswer, signal));
    if (claimedOffMs !== undefined && nowMs() - claimedOffMs < CLAIM_MS && seen.state === 'on')
      throw failure(
        'PowerContradicted',
        `${functionArn} said after the command that ${appliance} is off, and reads it as on`,
      );
    known = { ...seen, atMs: nowMs() };
    return seen;
  };
  const seenForCommand = async (signal: AbortSignal): Promise<Seen> => {
    const last = known;
    known = undefined;
    return last !== undefined && nowMs() - last.atMs < FRESH_MS ? last : readNow(signal);
  };

  const changeOf = (seen: Seen, { power, how }: Wanted, { recoveryId, epoch, notAfterMs, noted }: PowerOrder) =>
    ({
      ...common,
      identity: identityOf(notedTargetOf(noted, appliance, method) ?? seen.target),
      expected: seen.state,
      power,
      how,
      recoveryId,
      epoch,
      notAfter: new Date(notAfterMs()).toISOString(),
    }) satisfies Partial<PowerRequest>;

  const command = async (wanted: Wanted, signal: AbortSignal): Promise<string | undefined> => {
    if (order === undefined) throw failure('PowerActionRefused', `${method} may only be read here`);
    const seen = await seenForCommand(signal);
    known = undefined;
    if (!isDue(wanted, seen.state)) return undefined;
    const noted = notedTargetOf(order.noted, appliance, method);
    if (noted && compareTargets(noted, seen.target) === 'different')
      throw failure(
        'WrongAppliance',
        `${functionArn}: expected ${targetInWords(noted)}, found ${targetInWords(seen.target)}`,
      );
    const request: PowerRequest = { action: 'apply', ...changeOf(seen, wanted, order) };
    const answer = await invokePower(on, request, PowerApplyAnswer, signal);
    const after = seenOf(answer);
    if (isReported(seen.target) && compareTargets(seen.target, after.target) === 'different')
      throw failure(
        'WrongAppliance',
        `${functionArn} commanded another machine: expected ${targetInWords(seen.target)}, found ${targetInWords(after.target)}`,
      );
    claimedOffMs = after.state === 'off' ? nowMs() : undefined;
    return answer.step;
  };

  return {
    method,
    promisesOff: true,
    off: (signal) => command({ power: 'off', how: 'force' }, signal),
    shutDown: async (signal) => void (await command({ power: 'off', how: 'graceful' }, signal)),
    on: async (signal) => void (await command({ power: 'on', how: 'force' }, signal)),
    probe: async (signal): Promise<PowerReading> => readNow(signal),
    read: async (signal) => (await readNow(signal)).state,
  };
};

/** Reads as `probe` does, and asks what a command would do: the owner's function is then known to work. */
export const plannedPower = (
  client: LambdaClient,
  options: LambdaPowerOptions & { readonly order: PowerOrder },
): Power => {
  const power = lambdaPower(client, options);
  const { pair, appliance, functionArn, order } = options;
  return {
    ...power,
    probe: async (signal) => {
      const reading = await power.probe(signal);
      const request: PowerRequest = {
        action: 'plan',
        ...{ contract: POWER_CONTRACT, pair, appliance, identity: identityOf(reading.target) },
        ...{ expected: reading.state, power: 'off', how: 'force' },
        ...{ recoveryId: order.recoveryId, epoch: order.epoch, notAfter: new Date(order.notAfterMs()).toISOString() },
      };
      await invokePower({ client, functionArn }, request, PowerPlanAnswer, signal);
      return reading;
    },
  };
};
