// A round over a real pair on loopback: two appliances, a witness, a path witness and a name server.
import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import dnsPacket from 'dns-packet';
import { authoritativeNames } from '../../functions/appliance/probe/authoritative-names.ts';
import { httpsProbe } from '../../functions/appliance/probe/https-probe.ts';
import { networkVantage } from '../../functions/appliance/probe/network-vantage.ts';
import { startAppliance } from '../../lab/appliance/appliance.ts';
import { createCertificateAuthority } from '../../lab/network/certificate-authority.ts';
import { startWitness } from '../../lab/world/witness.ts';
import { scaledClock } from '../../packages/local-cloud/base/clock.ts';
import { HANG_GUARD_MS, withDeadline } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { pairOf, SERVICE_NAME } from './pair.ts';

const nameServer = async () => {
  const zone: { address: string | undefined; speaks: boolean } = { address: undefined, speaks: true };
  const udp = createSocket('udp4');
  udp.on('message', (bytes, from) => {
    const { id, questions } = dnsPacket.decode(bytes);
    const answers = zone.address ? [{ type: 'A' as const, name: SERVICE_NAME, ttl: 30, data: zone.address }] : [];
    udp.send(
      dnsPacket.encode({
        type: 'response',
        id: id ?? 0,
        flags: zone.speaks ? dnsPacket.AUTHORITATIVE_ANSWER : 0,
        questions: questions ?? [],
        answers,
      }),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((ready) => udp.bind(0, '127.0.0.1', ready));
  return {
    zone,
    at: `127.0.0.1:${(udp.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => udp.close(() => closed())),
  };
};

const world = async () => {
  await using stack = new AsyncDisposableStack();
  const ca = await createCertificateAuthority();
  const clock = scaledClock(10);
  const applianceOn = async (name: string, address: string, port: number) =>
    stack.use(
      await startAppliance({
        name,
        address,
        port,
        ca,
        clock,
        tlsNames: [SERVICE_NAME],
        accounts: { clientId: name, clientSecret: name },
        configuration: name,
      }),
    );
  const london = await applianceOn('london', '127.10.1.1', 0);
  const dublin = await applianceOn('dublin', '127.10.1.2', london.port);
  const witness = stack.use(await startWitness({ address: '127.10.1.3', port: 0 }));
  const beside = stack.use(await startWitness({ address: '127.10.1.4', port: 0 }));
  const dns = stack.use(await nameServer());
  dns.zone.address = london.address;
  const tls = { ca: ca.caPem };
  const settings = pairOf({
    london: { address: london.address, port: london.port, tls, site: { pathWitnesses: [beside.where] } },
    dublin: { address: dublin.address, port: dublin.port, tls },
    servicePort: london.port,
    witnesses: [`http://${witness.where}/`],
    nameServers: [dns.at],
  });
  const vantage = networkVantage({
    ...machine,
    name: 'home',
    probe: httpsProbe(machine),
    names: authoritativeNames(machine),
  });
  const round = (timeoutMs = HANG_GUARD_MS) => vantage.round(settings, '2026-11-22T20:15:00.000Z', timeoutMs);
  const held = stack.move();
  return {
    london,
    dublin,
    witness,
    beside,
    dns,
    settings,
    vantage,
    round,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
};

const resultsOf = (round: Awaited<ReturnType<Awaited<ReturnType<typeof world>>['round']>>) => ({
  london: round.appliances.london?.result,
  dublin: round.appliances.dublin?.result,
  witnesses: round.witnesses.map(({ result }) => result),
  beside: round.pathWitnesses.london?.map(({ result }) => result),
  service: round.service.map(({ result }) => result),
});

describe('a round', () => {
  test('sees everything well when it is', async () => {
    await using pair = await world();
    const round = await pair.round();
    expect(resultsOf(round)).toEqual({
      london: 'healthy',
      dublin: 'healthy',
      witnesses: ['healthy'],
      beside: ['healthy'],
      service: ['healthy'],
    });
    expect(round).toMatchObject({ slot: '2026-11-22T20:15:00.000Z', vantage: 'home', pathWitnesses: { dublin: [] } });
    expect(round.service[0]).toMatchObject({ target: SERVICE_NAME, detail: expect.stringContaining('127.10.1.1') });
  });

  test('sees the service at whichever appliance the name points at', async () => {
    await using pair = await world();
    pair.london.die();
    await pair.london.settled();
    expect(resultsOf(await pair.round())).toMatchObject({ london: 'refused', dublin: 'healthy', service: ['refused'] });
    pair.dns.zone.address = pair.dublin.address;
    expect(resultsOf(await pair.round())).toMatchObject({ london: 'refused', service: ['healthy'] });
  });

  test('ends in time however silent everything is', async () => {
    await using pair = await world();
    pair.london.die('black-hole');
    pair.dublin.die('black-hole');
    pair.witness.silence('black-hole');
    await Promise.all([pair.london.settled(), pair.dublin.settled(), pair.witness.settled()]);
    // A deadline that came before the name was found ends the last of them otherwise.
    const seen = await withDeadline(
      async (deadlineMs) => resultsOf(await pair.round(deadlineMs)),
      ({ service }) => service?.[0] !== 'silent',
    );
    expect(seen).toMatchObject({ london: 'silent', dublin: 'silent', witnesses: ['silent'], service: ['silent'] });
  });

  test('tells a name without an address from a service that is down', async () => {
    await using pair = await world();
    pair.dns.zone.address = undefined;
    expect(resultsOf(await pair.round())).toMatchObject({ london: 'healthy', service: ['unresolved'] });
  });

  test('tells a name server that is gone', async () => {
    await using pair = await world();
    const settings = { ...pair.settings, traffic: { ...pair.settings.traffic, nameServers: ['127.10.1.9:1'] } };
    const [service] = await pair.vantage.service(settings, HANG_GUARD_MS);
    expect(service).toMatchObject({ result: 'refused', detail: expect.stringContaining('name') });
  });

  test('takes no address from a server that does not speak for the zone', async () => {
    await using pair = await world();
    pair.dns.zone.speaks = false;
    expect((await pair.round()).service[0]).toMatchObject({ result: 'garbled', detail: 'name: not authoritative' });
  });

  test('asks one name server after all when the other is gone', async () => {
    await using pair = await world();
    const settings = {
      ...pair.settings,
      traffic: { ...pair.settings.traffic, nameServers: ['127.10.1.9:1', pair.dns.at] },
    };
    const [service] = await pair.vantage.service(settings, HANG_GUARD_MS);
    expect(service?.result).toBe('healthy');
  });

  test('sees a lost site: appliance and neighbour both gone', async () => {
    await using pair = await world();
    pair.london.powerOff();
    pair.beside.silence();
    await Promise.all([pair.london.settled(), pair.beside.settled()]);
    expect(resultsOf(await pair.round())).toMatchObject({ london: 'refused', beside: ['refused'] });
  });
});
