// What a simulated appliance reports about its API: /info as JSON and get_api_info as XML, and the XML API, which takes
// the action as a parameter.
import { answerJson, answerXml, type Endpoint, escapeMarkup, readText } from '../state/exchange.ts';
import { healthXml, XML_NAMESPACE } from './health-endpoints.ts';

/** GET /api/command/v2/info. */
export const infoJson: Endpoint = (exchange) => {
  const { appliance } = exchange;
  const permissions = appliance.stored.account.permissions ?? {};
  const { info } = appliance.failureModes;
  if (info === 'no-product' || info === 'error-with-200') appliance.shows('health.untold');
  if (info === 'error-with-200') {
    answerJson(exchange, 'info.json', 200, { error: 'internal', message: 'The information is not available.' });
    return;
  }
  answerJson(exchange, 'info.json', 200, {
    permissions: {
      perm_command: permissions.command ?? 'full_access',
      perm_backup: permissions.backup ?? true,
      perm_vault_backup: false,
      perm_configuration: permissions.configuration ?? true,
      perm_configuration_vault_account: permissions.vaultAccounts ?? true,
      perm_ecm: false,
      perm_scim: false,
    },
    current_time: new Date(appliance.clock.nowMs()).toISOString().replace(/\.\d+Z$/, '+00:00'),
    command_api_version: '2.0.0',
    config_api_version: '1.12',
    reporting_api_version: '2.0.0',
    backup_api_version: '1.0.0',
    ...(info === 'no-product' ? {} : { product: appliance.binding.product }),
  });
};

/** GET /api/command/v2/user: who is signed in, with the number of sessions of each. */
export const usersJson: Endpoint = (exchange) => {
  const { sessions = 0 } = exchange.appliance.failureModes;
  if (sessions === 'unknown') {
    answerJson(exchange, 'command.users', 403, { message: 'The API account may not read users.' });
    return;
  }
  const user = { id: 1, type: 'normal', display_name: 'Ada Byron', logged_in_since: '2026-11-22T08:00:00+00:00' };
  answerJson(exchange, 'command.users', 200, [
    { ...user, session_count: sessions },
    { ...user, id: 2, session_count: 0 },
  ]);
};

const infoXml: Endpoint = (exchange) => {
  const { appliance } = exchange;
  const permissions = appliance.stored.account.permissions ?? {};
  answerXml(
    exchange,
    'info.xml',
    `<api_information xmlns="${XML_NAMESPACE}">
\t<api_version>1.24.1</api_version>
\t<timestamp>${String(Math.floor(appliance.clock.nowMs() / 1000))}</timestamp>
\t<permissions>
\t\t<permission name="perm_command">${permissions.command ?? 'full_access'}</permission>
\t\t<permission name="perm_backup">${(permissions.backup ?? true) ? '1' : '0'}</permission>
\t</permissions>
</api_information>`,
  );
};

/** GET or form POST /api/command?action=NAME. */
export const commandXml: Endpoint = async (exchange) => {
  const form = exchange.method === 'POST' ? new URLSearchParams(await readText(exchange)) : new URLSearchParams();
  const action = exchange.url.searchParams.get('action') ?? form.get('action') ?? '';
  if (action === 'check_health') await healthXml(exchange);
  else if (action === 'get_api_info') await infoXml(exchange);
  else
    answerXml(
      exchange,
      'command.error',
      `<error xmlns="${XML_NAMESPACE}">Unknown action: ${escapeMarkup(action)}</error>`,
    );
};
