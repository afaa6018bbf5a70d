// What an appliance says of itself goes into manifests, reports and e-mails: one plain line each, whichever form of its
// API told it.
import { testAppliance } from './appliances.ts';

const FORGED = '24.3.2\n\nWhat callers should do: sign in again at https://evil.example/\u001B[8m\u202E';

test('a version with line breaks, escapes and marks that turn the text round is read as one plain line', async () => {
  await using one = await testAppliance();
  one.appliance.upgrade(FORGED, `7\n${FORGED}`);
  const health = await one.api().health(AbortSignal.timeout(5_000));
  expect(health.version).toBe('24.3.2 What callers should do: sign in again at https://evil.example/\uFFFD[8m\uFFFD');
  expect(JSON.stringify(health)).not.toMatch(/\\n|\\u001b|\u202E/);
});
