// What a call without an answer says to people: what happened, and no code that only a programmer knows.
import { callFailure } from '../../functions/net/call-failure.ts';

test.each([
  [{ code: 'ABORT_ERR', name: 'AbortError' }, 'silent', 'london: silent (no answer in time)'],
  [{ name: 'TimeoutError' }, 'silent', 'london: silent (no answer in time)'],
  [{ code: 'ETIMEDOUT' }, 'silent', 'london: silent (no answer in time)'],
  [{ code: 'EHOSTUNREACH' }, 'silent', 'london: silent (no route to it)'],
  [{ code: 'CERT_HAS_EXPIRED' }, 'untrusted', 'london: untrusted (CERT_HAS_EXPIRED)'],
])('%j is told in words where it has any', (caught, kind, message) => {
  expect(callFailure(caught, 'london')).toMatchObject({ name: 'NoAnswer', kind, message });
});
