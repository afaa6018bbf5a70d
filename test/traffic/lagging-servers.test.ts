// Each server is asked by itself, for each name; silence, the old address and a third one are all not the new one.
import { laggingServers } from '../../functions/traffic/lagging-servers.ts';
import type { DnsQuestions } from '../../functions/traffic/name-servers.ts';
import { machine } from '../doubles/machine.ts';
import { DUBLIN, LONDON, NAME, orderOf, pairOf } from './two-appliances.ts';
import { silent } from './zone-world.ts';

const FOUR = ['192.0.2.1:53', '192.0.2.2:53', '192.0.2.3:53', '192.0.2.4:53'] as const;
const OTHER = 'help.example.com';
const order = orderOf({ settings: pairOf({ nameServers: [...FOUR], names: [NAME, OTHER] }) });

const dnsOf = (answers: Readonly<Record<string, string>>): DnsQuestions => ({
  ...silent,
  async ask(server, name) {
    const address = answers[`${server} ${name}`] ?? answers[server];
    if (address === undefined) throw new Error('silent');
    return { authoritative: true, addresses: [address] };
  },
});

test('nobody lags where every server gives the new address of every name', async () => {
  const dns = dnsOf(Object.fromEntries(FOUR.map((server) => [server, DUBLIN])));
  expect(await laggingServers(dns, machine.clock).lagging(order)).toEqual([]);
});

test('names the server that is silent, the one with the old address and the one with a third, for the name it is about', async () => {
  const dns = dnsOf({ [FOUR[0]]: DUBLIN, [`${FOUR[1]} ${OTHER}`]: LONDON, [FOUR[1]]: DUBLIN, [FOUR[2]]: '192.0.2.99' });
  expect(await laggingServers(dns, machine.clock).lagging(order)).toEqual([
    `${FOUR[2]} gives ${NAME} as 192.0.2.99`,
    `${FOUR[3]} did not answer for ${NAME}: silent`,
    `${FOUR[1]} gives ${OTHER} as ${LONDON}`,
    `${FOUR[2]} gives ${OTHER} as 192.0.2.99`,
    `${FOUR[3]} did not answer for ${OTHER}: silent`,
  ]);
});

test('never throws: where no server is known that is what it says', async () => {
  const nobody: DnsQuestions = { ...dnsOf({}), serversFor: async () => Promise.reject(new Error('no delegation')) };
  const settings = { ...pairOf(), traffic: { ...pairOf().traffic, nameServers: [] } };
  expect(await laggingServers(nobody, machine.clock).lagging(orderOf({ settings }))).toEqual([
    `could not query the name servers of ${NAME}: no delegation`,
  ]);
});
