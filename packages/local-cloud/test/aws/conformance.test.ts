// Puts the emulated AWS, or the endpoint in CONFORMANCE_ENDPOINT, to the list of what the lab believes of AWS.
import { clientsFor } from '../../aws/conformance/clients.ts';
import type { Bench, LabHandles } from '../../aws/conformance/expectation.ts';
import { startLabBench } from '../../aws/conformance/lab-bench.ts';
import { conformanceSuite } from '../../aws/conformance/suite.ts';

const endpoint = process.env.CONFORMANCE_ENDPOINT;
const owned = new AsyncDisposableStack();
let bench: Bench;
let lab: LabHandles | undefined;

beforeAll(async () => {
  if (endpoint === undefined) {
    ({ bench, lab } = owned.use(await startLabBench()));
    return;
  }
  const region = process.env.AWS_REGION ?? 'eu-central-1';
  let count = 0;
  bench = {
    clients: owned.use(clientsFor({ url: endpoint, region, maxAttempts: 3 })),
    unique: (stem) => {
      count += 1;
      return `${stem}-${Date.now()}-${count}`;
    },
    nowMs: () => Date.now(),
    evaluateAlarms: () => new Promise((resolve) => setTimeout(resolve, 25_000)),
  };
});
afterAll(() => owned.disposeAsync());

describe.each([...new Set(conformanceSuite.map(({ service }) => service))])('%s', (service) => {
  for (const one of conformanceSuite.filter((expectation) => expectation.service === service)) {
    const run = one.labOnly === true && endpoint !== undefined ? test.skip : test;
    run(`${one.expectation} (${one.source})`, async () => {
      if (one.labOnly !== true) await one.run(bench);
      else if (lab !== undefined) await one.run(bench, lab);
    });
  }
});

test('every expectation names the page it rests on, or is counted as assumed', () => {
  for (const { source } of conformanceSuite) expect(source).toMatch(/^(https:\/\/docs\.aws\.amazon\.com\/|assumed$)/);
  const assumed = conformanceSuite.filter(({ source }) => source === 'assumed');
  // A new assumption is a decision: it changes this number.
  expect({ all: conformanceSuite.length, assumed: assumed.length }).toEqual({ all: 103, assumed: 12 });
});
