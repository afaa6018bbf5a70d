// Who speaks for a name, found by walking up from it.
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import type { AddressInfo } from 'node:net';
import dnsPacket from 'dns-packet';
import { delegatedServers } from '../../functions/net/dns/delegation.ts';
import { HANG_GUARD_MS, soon } from '../../packages/local-cloud/testing/patience.ts';

/** A resolver that knows the zones given: zone → name servers, and the addresses of those. */
const resolverOf = async (
  zones: Record<string, readonly string[]>,
  hosts: Record<string, string>,
  { mute = false, lame = '' } = {},
) => {
  const udp = createSocket('udp4');
  const asked: string[] = [];
  udp.on('message', (bytes, from) => {
    const { id, questions } = dnsPacket.decode(bytes);
    const [question] = questions ?? [];
    if (!question || mute) return;
    const name = question.name.toLowerCase();
    if (name === lame) {
      udp.send(
        dnsPacket.encode({ type: 'response', id: id ?? 0, flags: 2, questions: [question] }),
        from.port,
        from.address,
      );
      return;
    }
    asked.push(`${question.type} ${name}`);
    const answers: dnsPacket.Answer[] =
      question.type === 'NS'
        ? (zones[name] ?? []).map((data) => ({ type: 'NS' as const, name, ttl: 60, data }))
        : hosts[name]
          ? [{ type: 'A' as const, name, ttl: 60, data: hosts[name] }]
          : [];
    const packet = {
      type: 'response' as const,
      id: id ?? 0,
      flags: dnsPacket.RECURSION_AVAILABLE,
      questions: [question],
      answers,
    };
    udp.send(dnsPacket.encode(packet), from.port, from.address);
  });
  await new Promise<void>((ready) => udp.bind(0, '127.0.0.1', ready));
  const resolver = new Resolver({ timeout: HANG_GUARD_MS, tries: 1 });
  resolver.setServers([`127.0.0.1:${(udp.address() as AddressInfo).port}`]);
  return { resolver, asked, [Symbol.asyncDispose]: () => new Promise<void>((closed) => udp.close(() => closed())) };
};

const NAME = 'support.emea.example.com';

test('the nearest zone above the name speaks for it', async () => {
  await using world = await resolverOf(
    { 'emea.example.com': ['ns1.dns.test', 'ns2.dns.test'], 'example.com': ['other.dns.test'] },
    { 'ns1.dns.test': '127.20.0.1', 'ns2.dns.test': '127.20.0.2', 'other.dns.test': '127.20.0.9' },
  );
  await expect(delegatedServers(NAME, soon(), world.resolver)).resolves.toEqual(['127.20.0.1:53', '127.20.0.2:53']);
  expect(world.asked.slice(0, 2)).toEqual([`NS ${NAME}`, 'NS emea.example.com']);
});

test('a name server without an address is left out', async () => {
  await using world = await resolverOf(
    { 'example.com': ['gone.dns.test', 'ns2.dns.test'] },
    { 'ns2.dns.test': '127.20.0.2' },
  );
  await expect(delegatedServers(NAME, soon(), world.resolver)).resolves.toEqual(['127.20.0.2:53']);
});

test('a name in no zone is unresolved, and the top level is never asked', async () => {
  await using world = await resolverOf({ com: ['tld.dns.test'] }, { 'tld.dns.test': '127.20.0.3' });
  await expect(delegatedServers(NAME, soon(), world.resolver)).rejects.toMatchObject({ kind: 'unresolved' });
  expect(world.asked).not.toContain('NS com');
});

test('a resolver that says nothing is silence within the time given', async () => {
  await using world = await resolverOf({}, {}, { mute: true });
  await expect(delegatedServers(NAME, AbortSignal.timeout(50), world.resolver)).rejects.toMatchObject({
    kind: 'silent',
  });
});

test('a zone whose servers fail is not passed over for its parent', async () => {
  await using world = await resolverOf(
    { 'example.com': ['parent.dns.test'] },
    { 'parent.dns.test': '127.20.0.4' },
    { lame: 'emea.example.com' },
  );
  await expect(delegatedServers(NAME, soon(), world.resolver)).rejects.toMatchObject({ name: 'NoAnswer' });
});
