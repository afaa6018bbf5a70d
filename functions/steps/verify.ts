// Verify: proves that the service answers as users reach it: every name, resolved at an authoritative server, on every port,
// with TLS under that name, at the address of the box that took over.
import type { ApplianceLook } from '../appliance/appliance.ts';
import type { NameLook } from '../appliance/vantage.ts';
import { describeError, NamedError } from '../contract/named-error.ts';
import { applianceOf } from '../contract/pair-settings.ts';
import type { StepResult } from '../contract/workflow-state.ts';
import { type PhaseContext, type PhaseTools, phaseStep, type Step } from './phase-step.ts';

export interface VerifyTools extends PhaseTools {
  readonly look: ApplianceLook;
  readonly names: NameLook;
}

interface Finding {
  readonly serves: boolean;
  readonly says: string;
}

const LOOK_TIMEOUT_MS = 5_000;

const addressFinding = async (tools: VerifyTools, context: PhaseContext, name: string): Promise<Finding> => {
  const to = applianceOf(context.settings, context.recovery.to);
  try {
    const addresses = await tools.names.addresses(context.settings, name, context.signal);
    const serves = addresses.length === 1 && addresses[0] === to.address;
    return {
      serves,
      says: `${name} is ${addresses.join(', ') || 'nowhere'}${serves ? `, which is ${to.name}` : `, not ${to.address} of ${to.name}`}`,
    };
  } catch (error) {
    return { serves: false, says: `${name} was not resolved: ${describeError(error).message}` };
  }
};

const verifyName = async (tools: VerifyTools, context: PhaseContext, name: string): Promise<readonly Finding[]> => {
  const to = applianceOf(context.settings, context.recovery.to);
  const resolved = await addressFinding(tools, context, name);
  if (!resolved.serves) return [resolved];
  const looks = context.settings.service.ports.map(async (port): Promise<Finding> => {
    const { result, elapsedMs } = await tools.look.look({ ...to, port }, name, LOOK_TIMEOUT_MS);
    return { serves: result === 'healthy', says: `https://${name}:${port}/ is ${result} after ${elapsedMs} ms` };
  });
  return [resolved, ...(await Promise.all(looks))];
};

/** @throws LeaseLostError, NotServing */
export const verify = (tools: VerifyTools): Step<StepResult> =>
  phaseStep('Verify', tools, async (context) => {
    const { settings, recovery, attempt, attempts } = context;
    const findings = (await Promise.all(settings.service.names.map((name) => verifyName(tools, context, name)))).flat();
    const evidence = findings.map(({ says }) => says);
    if (findings.every(({ serves }) => serves)) return { outcome: 'verified', evidence };
    if (attempt < attempts) return { outcome: 'again', evidence };
    throw new NamedError(
      'NotServing',
      `users were moved to ${recovery.to}, but the service does not answer: ${evidence.join('; ')}`,
      `Look at ${recovery.to} and at the name; then start again with the given input, which goes on from here.`,
    );
  });
