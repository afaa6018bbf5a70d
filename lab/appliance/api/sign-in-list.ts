// GET /get_mech_list?version=3 of a simulated appliance: the sign-in methods, without authentication. The content of
// `mechs` is assumed to be names.
import { answerJson, type Endpoint } from '../state/exchange.ts';

export const signInList: Endpoint = (exchange) => {
  const { appliance } = exchange;
  const { mechs, chosen } = appliance.failureModes.signIn ?? { mechs: ['local'], chosen: 'local' };
  answerJson(exchange, 'sign-in.list', 200, {
    mechs,
    default_mech: chosen,
    company: appliance.binding.siteName,
    product: appliance.binding.product === 'pra' ? 'bpam' : 'ingredi',
  });
};
