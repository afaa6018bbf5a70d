// The Configuration API of the simulated appliance, and the allow-list of its accounts: both are stored settings that
// travel.
import { ask, askToken, bearer, capture, type Reply, restore, simulatedAppliance, until } from './ask.ts';

const TOTALS = { user: 42, 'group-policy': 3, 'vault/account': 7 };
const USERS = '/api/config/v1/user';
const totalOf = (reply: Reply): string | undefined => reply.headers['x-bt-pagination-total']?.toString();

test('a page of a collection says in its headers how much there is, and where the other pages are', async () => {
  await using london = await simulatedAppliance('london', { totals: TOTALS });
  const headers = await bearer(london);
  const page = await ask(london, `${USERS}?per_page=10&current_page=5`, { headers });
  expect(page.status).toBe(200);
  expect(page.headers).toMatchObject({
    'x-bt-pagination-total': '42',
    'x-bt-pagination-current-page': '5',
    'x-bt-pagination-last-page': '5',
    'x-bt-pagination-per-page': '10',
  });
  expect(page.headers.link).toMatch(
    /current_page=1>; rel="first", <.*current_page=4>; rel="previous", <.*current_page=5>; rel="last"$/,
  );
  expect(JSON.parse(page.text)).toHaveLength(2);
  expect(totalOf(await ask(london, USERS, { headers, method: 'HEAD' }))).toBe('42');
  expect(totalOf(await ask(london, '/api/config/v1/vault/account', { headers }))).toBe('7');
});

test('what it does not know or allow has a status of its own: parameter 401, collection 404, permission 403', async () => {
  await using london = await simulatedAppliance('london', { totals: TOTALS });
  const headers = await bearer(london);
  const statusOf = async (path: string) => (await ask(london, path, { headers })).status;
  expect(await statusOf(`${USERS}?limit=5`)).toBe(401);
  expect(await statusOf(`${USERS}?per_page=4`)).toBe(422);
  expect(await statusOf('/api/config/v1/backup')).toBe(404);
  expect((await ask(london, USERS)).status).toBe(401);

  const permissions = { vaultAccounts: false };
  await using dublin = await simulatedAppliance('dublin', {
    totals: TOTALS,
    accounts: { clientId: 'd', clientSecret: 's', permissions },
  });
  const there = await bearer(dublin);
  expect((await ask(dublin, '/api/config/v1/vault/account', { headers: there })).status).toBe(403);
  expect((await ask(dublin, USERS, { headers: there })).status).toBe(200);

  await using cork = await simulatedAppliance('cork', {
    accounts: { clientId: 'c', clientSecret: 's', permissions: { configuration: false } },
  });
  expect((await ask(cork, USERS, { headers: await bearer(cork) })).status).toBe(403);
});

test('an account is refused from outside its allow-list, its living tokens too', async () => {
  await using london = await simulatedAppliance('london', {
    accounts: { clientId: 'l', clientSecret: 's', allowList: ['127.0.0.0/8'] },
  });
  const headers = await bearer(london);
  await using dublin = await simulatedAppliance('dublin', {
    accounts: { clientId: 'd', clientSecret: 's', allowList: ['192.0.2.0/24', '2001:db8::/32'] },
  });
  expect(await askToken(dublin)).toMatchObject({ status: 401, text: expect.stringContaining('invalid_client') });
  expect((await ask(london, '/api/command/v2/info', { headers })).status).toBe(200);
});

test('a restore replaces totals, account, secret and allow-list with those of the other appliance, as they were at the capture', async () => {
  const accounts = { clientId: 'london-id', clientSecret: 'old', allowList: ['127.0.0.0/8'] };
  await using london = await simulatedAppliance('london', { totals: TOTALS, accounts });
  await using dublin = await simulatedAppliance('dublin', {
    accounts: { clientId: 'd', clientSecret: 's', allowList: ['127.0.0.1/32'] },
  });
  const { body } = await capture(london);
  london.changeSecret('new');
  london.totals = { user: 1 };
  expect((await restore(dublin, body)).status).toBe(202);
  await until(() => dublin.generation === 1, 'the restore');
  expect(dublin.account).toEqual(accounts);
  expect(dublin.totals).toEqual(TOTALS);
});

test('an appliance that was reset goes on answering, with next to nothing in it', async () => {
  await using london = await simulatedAppliance('london', { totals: TOTALS });
  const headers = await bearer(london);
  london.factoryReset();
  expect(totalOf(await ask(london, USERS, { headers }))).toBe('1');
  expect((await ask(london, '/check_health')).status).toBe(200);
  expect(london.events.map(({ kind }) => kind)).toEqual(['factory-reset']);
});
