// The look on the users' path: TCP, TLS with the service's name, GET /check_health, on a connection of its own. It needs no
// account, so nothing of ours that is wrong at the appliance can make the appliance look dead.
import type { Clock } from '../../contract/runtime/clock.ts';
import { trustOf } from '../../contract/settings/pair-settings.ts';
import type { Observation, ProbeResult } from '../../domain/model/observation.ts';
import { textOf } from '../../net/call.ts';
import { callFailure } from '../../net/call-failure.ts';
import type { Outside } from '../../net/platform.ts';
import type { ApplianceProbe, UsersPageProbe } from '../appliance.ts';

/**
 * 200 and 500 are the vendor's documented answers; other 5xx come from something in front of an appliance that does not serve. What the
 * headers say, such as when to ask again, changes nothing.
 */
export const resultOfStatus = (status: number): ProbeResult => {
  if (status === 200) return 'healthy';
  if ([401, 403, 404].includes(status)) return 'denied';
  if (status === 429) return 'throttled';
  return status >= 500 && status <= 599 ? 'unhealthy' : 'garbled';
};

/** What a probe found, before it is an observation. */
export interface Finding {
  readonly result: ProbeResult;
  readonly detail?: string;
}

/** Runs a probe and tells what it found, failures included. */
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
        // Whoever begins an answer over a connection that we trust is alive, however the answer ends.
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
