// The page that a simulated appliance serves to users. It contains the configuration, so that an external client sees
// which appliance served it and with which configuration.
import { answer, type Endpoint, escapeMarkup } from '../state/exchange.ts';

/** GET /. An appliance with the role backup refuses clients. */
export const clientPage: Endpoint = (exchange) => {
  const { appliance } = exchange;
  const { name } = appliance.options;
  const headers = { 'x-appliance': name };
  if ((appliance.failureModes.role ?? appliance.stored.role) === 'backup') {
    appliance.record('client-refused');
    answer(
      exchange,
      'client.standby',
      503,
      'text/html; charset=UTF-8',
      '<p>This appliance is not in service.</p>\n',
      headers,
    );
    return;
  }
  if (appliance.failureModes.page === 'failing') {
    answer(exchange, 'client.failing', 503, 'text/html; charset=UTF-8', '<p>Something went wrong.</p>\n', headers);
    return;
  }
  const { configuration } = appliance.stored;
  if (exchange.request.method === 'GET') appliance.record('client-served', exchange.request.headers.host);
  const page = `<!DOCTYPE html>
<html><head><title>${escapeMarkup(name)}</title></head>
<body><h1>${escapeMarkup(name)}</h1><pre id="configuration">${escapeMarkup(configuration)}</pre></body></html>
`;
  answer(exchange, 'client.page', 200, 'text/html; charset=UTF-8', page, headers);
};
