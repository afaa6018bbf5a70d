// Probes outside things: witnesses, which distinguish "the appliance is dead" from "we are blind", and path witnesses
// beside an appliance, which distinguish a dead appliance from a dead site.
import type { Observation } from '../../domain/model/observation.ts';
import type { Outside } from '../../net/platform.ts';
import { observe } from './https-probe.ts';

/** Any HTTP answer (over trusted TLS if the URL is https) shows that our own network works. Does not read the body. */
export const probeWitness = ({ net, clock }: Outside, url: string, timeoutMs: number): Promise<Observation> =>
  observe(clock, url, async () => {
    const { protocol, hostname, port, pathname, search } = new URL(url);
    const plain = protocol === 'http:';
    const answer = await net.call({
      address: hostname,
      port: Number(port) || (plain ? 80 : 443),
      tlsName: hostname,
      plain,
      path: pathname + search,
      signal: clock.deadline(timeoutMs),
    });
    answer.close();
    return { result: 'healthy', detail: `HTTP ${answer.status}` };
  });

/** A TCP connection to host:port, opened and closed. */
export const probePathWitness = ({ net, clock }: Outside, hostPort: string, timeoutMs: number): Promise<Observation> =>
  observe(clock, hostPort, async () => {
    const colon = hostPort.lastIndexOf(':');
    await net.connect(hostPort.slice(0, colon), Number(hostPort.slice(colon + 1)), clock.deadline(timeoutMs));
    return { result: 'healthy' };
  });
