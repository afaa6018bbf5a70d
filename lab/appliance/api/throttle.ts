// An appliance, or a proxy in front of it, that answers every API call with 429 or a similar status.
import { answerJson, type Endpoint } from '../state/exchange.ts';

/** Answers in place of the endpoint while the appliance is in that failure mode. */
export const throttled =
  (endpoint: Endpoint): Endpoint =>
  async (exchange) => {
    const { throttle } = exchange.appliance.failureModes;
    if (throttle === undefined || throttle.calls <= 0) {
      await endpoint(exchange);
      return;
    }
    throttle.calls -= 1;
    answerJson(exchange, 'api.throttled', throttle.status, { message: 'Try again later.' }, throttle.headers);
  };
