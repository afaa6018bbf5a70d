// Verify: proves that the service answers as users reach it: every name, resolved at an authoritative server, on every port,
// with TLS under that name, at the address of the box that took over.
import type { ApplianceLook, UsersPageLook } from '../appliance/appliance.ts';
import type { NameLook } from '../appliance/vantage.ts';
import { describeError, NamedError } from '../contract/named-error.ts';
import { applianceOf } from '../contract/pair-settings.ts';
import type { StepResult } from '../contract/workflow-state.ts';
import { type PhaseContext, type PhaseTools, phaseStep, type Step } from './phase-step.ts';

export interface VerifyTools extends PhaseTools {
  readonly look: ApplianceLook;
  readonly names: NameLook;
  readonly pages: UsersPageLook;
}

interface Finding {
  readonly serves: boolean;
  /** True of a page that fails while all else serves: it is waited for, and keeps nobody from finishing. */
  readonly warns?: boolean;
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

/** On the first port: the others may serve no page. */
const pageFinding = async ({ pages }: VerifyTools, { settings, recovery }: PhaseContext, name: string): Promise<Finding> => {
  const to = applianceOf(settings, recovery.to);
  const [port = to.port] = settings.service.ports;
  const { result, detail } = await pages.page({ ...to, port }, name, LOOK_TIMEOUT_MS);
  const warns = result !== 'healthy';
  return {
    serves: true,
    warns,
    says: `the page at https://${name}:${port}/ is ${warns ? result : 'served'} (${detail ?? result})`,
  };
};

const attention = ({ says }: Finding): string =>
  `ATTENTION: ${says}, although /check_health is well: open it by hand, users may not be served`;

const verifyName = async (tools: VerifyTools, context: PhaseContext, name: string): Promise<readonly Finding[]> => {
  const to = applianceOf(context.settings, context.recovery.to);
  const resolved = await addressFinding(tools, context, name);
  if (!resolved.serves) return [resolved];
  const looks = context.settings.service.ports.map(async (port): Promise<Finding> => {
    const { result, elapsedMs } = await tools.look.look({ ...to, port }, name, LOOK_TIMEOUT_MS);
    return { serves: result === 'healthy', says: `https://${name}:${port}/ is ${result} after ${elapsedMs} ms` };
  });
  return [resolved, ...(await Promise.all([...looks, pageFinding(tools, context, name)]))];
};

/** @throws LeaseLostError, NotServing */
export const verify = (tools: VerifyTools): Step<StepResult> =>
  phaseStep('Verify', tools, async (context) => {
    const { settings, recovery, attempt, attempts } = context;
    const findings = (await Promise.all(settings.service.names.map((name) => verifyName(tools, context, name)))).flat();
    const evidence = findings.map(({ says }) => says);
    const serves = findings.every((finding) => finding.serves);
    const warnings = findings.filter(({ warns }) => warns === true);
    if (serves && warnings.length === 0) return { outcome: 'verified', evidence };
    if (serves && attempt >= attempts) return { outcome: 'verified', evidence: [...evidence, ...warnings.map(attention)] };
    if (attempt < attempts) return { outcome: 'again', evidence };
    throw new NamedError(
      'NotServing',
      `users were moved to ${recovery.to}, but the service does not answer: ${evidence.join('; ')}`,
      `Look at ${recovery.to} and at the name; then start again with the given input, which goes on from here.`,
    );
  });
