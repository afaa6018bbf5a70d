// GET /api/config/v1/<collection> of a simulated appliance: pages of a collection with the headers that give the total.
// Only the totals are stored; the items are made up from their numbers.
import type { OutgoingHttpHeaders } from 'node:http';
import { answerJson, type Endpoint, type Exchange } from '../state/exchange.ts';

export const CONFIGURATION_API = '/api/config/v1/';

const KNOWN_PARAMETERS = ['per_page', 'current_page'];
const MOST_PER_PAGE = 100;
const LEAST_PER_PAGE = 5;

const whole = (text: string | null, otherwise: number): number => (text === null ? otherwise : Number(text));

const linkOf = ({ url, appliance }: Exchange, perPage: number, page: number, last: number): string => {
  const to = (rel: string, target: number): string[] =>
    target < 1 || target > last
      ? []
      : [
          `<https://${appliance.binding.siteName}${url.pathname}?per_page=${perPage}&current_page=${target}>; rel="${rel}"`,
        ];
  return [to('first', 1), to('previous', page - 1), to('next', page + 1), to('last', last)].flat().join(', ');
};

/** 401 for a parameter that it does not know, 404 for a collection, 403 for vault accounts without the permission. */
export const configurationEndpoint: Endpoint = (exchange) => {
  const { appliance, url } = exchange;
  const collection = url.pathname.slice(CONFIGURATION_API.length);
  const unknown = [...url.searchParams.keys()].filter((name) => !KNOWN_PARAMETERS.includes(name));
  if (unknown.length > 0) {
    answerJson(exchange, 'configuration.unknown-parameter', 401, {
      message: `Unknown parameter ${unknown.join(', ')}.`,
    });
    return;
  }
  const total = Object.hasOwn(appliance.stored.totals, collection) ? appliance.stored.totals[collection] : undefined;
  if (total === undefined) {
    answerJson(exchange, 'wire.not-found', 404, { message: 'Not found.' });
    return;
  }
  if (collection.startsWith('vault/') && appliance.stored.account.permissions?.vaultAccounts === false) {
    answerJson(exchange, 'configuration.vault-permission', 403, {
      message: 'The API account may not see vault accounts.',
    });
    return;
  }
  const perPage = whole(url.searchParams.get('per_page'), MOST_PER_PAGE);
  const page = whole(url.searchParams.get('current_page'), 1);
  if (!(perPage >= LEAST_PER_PAGE && perPage <= MOST_PER_PAGE) || !(page >= 1)) {
    const errors = { per_page: [`must be between ${LEAST_PER_PAGE} and ${MOST_PER_PAGE}`] };
    answerJson(exchange, 'configuration.page-size', 422, { message: 'The given data was invalid.', errors });
    return;
  }
  const last = Math.max(1, Math.ceil(total / perPage));
  const headers: OutgoingHttpHeaders = {
    Link: linkOf(exchange, perPage, page, last),
    'X-BT-Pagination-Current-Page': page,
    'X-BT-Pagination-Last-Page': last,
    'X-BT-Pagination-Per-Page': perPage,
    'X-BT-Pagination-Total': total,
  };
  const first = (page - 1) * perPage;
  const here = Math.max(0, Math.min(perPage, total - first));
  const items = Array.from({ length: here }, (_each, index) => ({
    id: first + index + 1,
    name: `${collection} ${first + index + 1}`,
  }));
  appliance.shows('configuration.pages');
  answerJson(exchange, 'configuration.totals', 200, items, headers);
};
