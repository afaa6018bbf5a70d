// The probe on the users' path: TCP, TLS with the service's name, GET /check_health, on a new connection. It needs no
// account, so a wrong account of ours cannot make the appliance appear dead.
import type { Clock } from '../../contract/runtime/clock.ts';
import { trustOf } from '../../contract/settings/pair-settings.ts';
import type { Observation, ProbeResult } from '../../domain/model/observation.ts';
import { textOf } from '../../net/call.ts';
import { callFailure } from '../../net/call-failure.ts';
import type { Outside } from '../../net/platform.ts';
import type { ApplianceProbe, UsersPageProbe } from '../appliance.ts';

/**
 * 200 and 500 are the vendor's documented answers. Other 5xx come from something in front of an appliance that does not
 * serve. Headers such as Retry-After do not matter.
 */
export const resultOfStatus = (status: number): ProbeResult => {
  if (status === 200) return 'healthy';
  if ([401, 403, 404].includes(status)) return 'denied';
  if (status === 429) return 'throttled';
  return status >= 500 && status <= 599 ? 'unhealthy' : 'garbled';
};

/** The result of a probe, before it becomes an observation. */
export interface Finding {
  readonly result: ProbeResult;
  readonly detail?: string;
}

/** Runs a probe and returns its result, including failures. */
export const observe = async (clock: Clock, target: string, probe: () => Promise<Finding>): Promise<Observation> => {
  const startMs = clock.nowMs();
  const found = await probe().catch((error: unknown): Finding => {
    const failure = callFailure(error, target);
    return { result: failure.kind, detail: failure.code };
  });
  const endMs = clock.nowMs();
  return { target, at: new Date(endMs).toISOString(), elapsedMs: Math.max(0, endMs - startMs), ...found };
};

export const httpsProbe = ({ net, clock }: Outside): ApplianceProbe => ({
  probe: (appliance, tlsName, timeoutMs) =>
    observe(clock, appliance.name, async () => {
      const answer = await net.call({
        address: appliance.address,
        port: appliance.port,
        tlsName,
        ca: trustOf(appliance.tls),
        path: '/check_health',
        signal: clock.deadline(timeoutMs),
      });
      const said = `HTTP ${answer.status}`;
      try {
        await textOf(answer);
      } catch (error) {
        // A server that begins an answer over a trusted connection is alive, even if the answer breaks off.
        return { result: 'garbled', detail: `${said}, body ${callFailure(error, appliance.name).code}` };
      }
      return { result: resultOfStatus(answer.status), detail: said };
    }),
});

export const usersPageProbe = ({ net, clock }: Outside): UsersPageProbe => ({
  page: ({ name, address, port, tls }, tlsName, timeoutMs) =>
    observe(clock, name, async () => {
      const signal = clock.deadline(timeoutMs);
      const answer = await net.call({ address, port, tlsName, ca: trustOf(tls), path: '/', signal });
      answer.close();
      const detail = `HTTP ${answer.status}`;
      return { result: answer.status >= 500 && answer.status <= 599 ? 'unhealthy' : 'healthy', detail };
    }),
});
