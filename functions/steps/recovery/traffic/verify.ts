// Verify: checks that the service answers as users reach it: every name, resolved at an authoritative server, on every
// port, with TLS under that name, at the address of the appliance that took over. AwaitTraffic continued at a majority
// of the name servers. Verify queries the others until the last attempt, and reports those that never returned the new
// address.

import type { ApplianceProbe, UsersPageProbe } from '../../../appliance/appliance.ts';
import type { NameProbe } from '../../../appliance/probe/vantage.ts';
import { describeFailure } from '../../../contract/errors/describe-failure.ts';
import { applianceOf } from '../../../contract/settings/pair-settings.ts';
import type { ResultOf } from '../../../contract/workflow/step-answers.ts';
import { failure } from '../../../domain/failure/failure.ts';
import { isOnly } from '../../../domain/traffic/stray-name.ts';
import type { LaggingServers } from '../../../traffic/traffic.ts';
import { PROBE_TIMEOUT_MS } from '../../pairs/probe-timeout.ts';
import { type PhaseContext, type PhaseTools, phaseStep, type Step } from '../phase-step.ts';
import { trafficOrderOf } from './traffic-order.ts';

export interface VerifyTools extends PhaseTools {
  readonly probe: ApplianceProbe;
  readonly names: NameProbe;
  readonly pages: UsersPageProbe;
  readonly servers: LaggingServers;
}

interface Finding {
  readonly serves: boolean;
  readonly message: string;
  /** A problem that Verify waits for but that does not fail it; operators are notified of it at the end. */
  readonly warning?: string;
}

const addressFinding = async (tools: VerifyTools, context: PhaseContext, name: string): Promise<Finding> => {
  const to = applianceOf(context.settings, context.recovery.to);
  try {
    const addresses = await tools.names.addresses(context.settings, name, context.signal);
    const serves = isOnly(addresses, to.address);
    return {
      serves,
      message: `${name} resolves to ${addresses.join(', ') || 'no address'}${serves ? `, which is ${to.name}` : `, not ${to.address} of ${to.name}`}`,
    };
  } catch (error) {
    return { serves: false, message: `${name} could not be resolved: ${describeFailure(error).message}` };
  }
};

/** Only on the first port: the others may serve no page. */
const pageFinding = async (
  { pages }: VerifyTools,
  { settings, recovery }: PhaseContext,
  name: string,
): Promise<Finding> => {
  const to = applianceOf(settings, recovery.to);
  const [port = to.port] = settings.service.ports;
  const { result, detail } = await pages.page({ ...to, port }, name, PROBE_TIMEOUT_MS);
  const message = (how: string): string => `the page at https://${name}:${port}/ is ${how} (${detail ?? result})`;
  if (result === 'healthy') return { serves: true, message: message('served') };
  const warning = `ATTENTION: ${message(result)}, although /check_health is healthy: open the page by hand; users may not be able to use it`;
  return { serves: true, message: message(result), warning };
};

const serverFindings = async (
  { servers }: VerifyTools,
  { settings, recovery }: PhaseContext,
): Promise<readonly Finding[]> =>
  (await servers.lagging(trafficOrderOf(settings, recovery))).map((message) => ({
    serves: true,
    message,
    warning: `ATTENTION: ${message}. It never returned the new address while Verify asked: users who resolve through it are still sent to ${recovery.from}. Fix: have its operator check the zone on that name server.`,
  }));

const verifyName = async (tools: VerifyTools, context: PhaseContext, name: string): Promise<readonly Finding[]> => {
  const to = applianceOf(context.settings, context.recovery.to);
  const resolved = await addressFinding(tools, context, name);
  if (!resolved.serves) return [resolved];
  const probes = context.settings.service.ports.map(async (port): Promise<Finding> => {
    const { result, elapsedMs } = await tools.probe.probe({ ...to, port }, name, PROBE_TIMEOUT_MS);
    return { serves: result === 'healthy', message: `https://${name}:${port}/ is ${result} after ${elapsedMs} ms` };
  });
  return [resolved, ...(await Promise.all([...probes, pageFinding(tools, context, name)]))];
};

/** @throws LeaseLostError, NotServing */
export const verify = (tools: VerifyTools): Step<ResultOf<'Verify'>> =>
  phaseStep('Verify', tools, async (context) => {
    const { settings, recovery, attempt, attempts } = context;
    const ofNames = settings.service.names.map((name) => verifyName(tools, context, name));
    const findings = (await Promise.all([...ofNames, serverFindings(tools, context)])).flat();
    const evidence = findings.map(({ message }) => message);
    const serves = findings.every((finding) => finding.serves);
    const warnings = findings.flatMap(({ warning }) => warning ?? []);
    if (serves && warnings.length === 0) return { outcome: 'verified', evidence };
    if (serves && attempt >= attempts) return { outcome: 'verified', evidence: [...evidence, ...warnings] };
    if (attempt < attempts) return { outcome: 'again', evidence };
    throw failure(
      'NotServing',
      `users were moved to ${recovery.to}, but the service does not answer: ${evidence.join('; ')}`,
      `Check ${recovery.to} and the DNS name; then start again with the given input, which continues from here.`,
    );
  });
