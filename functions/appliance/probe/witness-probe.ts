// Looks at things that are not ours: witnesses, which tell "dead" from "we are blind", and path witnesses, which stand
// beside a box and tell "the box" from "its site".
import type { Clock } from '../../contract/runtime/clock.ts';
import type { Observation } from '../../domain/model/observation.ts';
import { callStreamed } from '../../net/https-call.ts';
import { tcpConnect } from '../../net/tcp-connect.ts';
import { observe } from './https-probe.ts';

/** Any HTTP answer, over trusted TLS where the URL is https, shows that we can see; its body is not read. */
export const lookAtWitness = (clock: Clock, url: string, timeoutMs: number): Promise<Observation> =>
  observe(clock, url, async () => {
    const { protocol, hostname, port, pathname, search } = new URL(url);
    const plain = protocol === 'http:';
    const answer = await callStreamed({
      address: hostname,
      port: Number(port) || (plain ? 80 : 443),
      tlsName: hostname,
      plain,
      path: pathname + search,
      signal: AbortSignal.timeout(timeoutMs),
    });
    answer.close();
    return { result: 'healthy', detail: `HTTP ${answer.status}` };
  });

/** A TCP connection to host:port, opened and closed. */
export const lookAtPathWitness = (clock: Clock, hostPort: string, timeoutMs: number): Promise<Observation> =>
  observe(clock, hostPort, async () => {
    const colon = hostPort.lastIndexOf(':');
    await tcpConnect(hostPort.slice(0, colon), Number(hostPort.slice(colon + 1)), AbortSignal.timeout(timeoutMs));
    return { result: 'healthy' };
  });
