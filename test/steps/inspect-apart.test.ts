// Inspect serves all pairs from one process: a pair that hangs or is hostile does not cost another its metrics.
import { inspect } from '../../functions/steps/monitor/inspect.ts';
import { onePair, pairWith } from '../doubles/one-pair.ts';

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** Two pairs; the one named `hung` never answers what `hang` blocks. */
const twoPairs = () => {
  const house = onePair();
  const other = pairWith({}, 'hung');
  const { settings } = house.tools;
  house.tools.settings = {
    ...settings,
    pairs: () => ['hung', 'support'],
    read: async (pair) => (pair === 'hung' ? other : settings.read(pair)),
  };
  return house;
};
type House = ReturnType<typeof twoPairs>;

const HANGS: readonly (readonly [string, (house: House) => void])[] = [
  [
    'settings',
    ({ tools }) => {
      const { read } = tools.settings;
      tools.settings = { ...tools.settings, read: (pair) => (pair === 'hung' ? never() : read(pair)) };
    },
  ],
  [
    'record',
    ({ tools }) => {
      const { records } = tools;
      tools.records = { ...records, read: (pair) => (pair.name === 'hung' ? never() : records.read(pair)) };
    },
  ],
  [
    'list of backups',
    ({ tools }) => {
      const { listed } = tools.backups;
      const hanging = async function* (): AsyncGenerator<never> {
        yield await never();
      };
      tools.backups = {
        ...tools.backups,
        listed: (pair, signal) => (pair === 'hung' ? hanging() : listed(pair, signal)),
      };
    },
  ],
  [
    'inspection that is kept',
    ({ tools }) => {
      const { write } = tools.inspections;
      tools.inspections = {
        ...tools.inspections,
        write: (pair, one) => (pair === 'hung' ? never() : write(pair, one)),
      };
    },
  ],
];

test.each(HANGS)('a pair whose %s hangs times out, and the other is done long before', async (_what, hang) => {
  const house = twoPairs();
  hang(house);
  const deadline = new AbortController();
  const run = inspect({ ...house.tools, clock: { ...house.tools.clock, deadline: () => deadline.signal } })();
  const failure = run.catch((error: unknown) => error);
  for (let turn = 0; turn < 50 && !house.stores.inspections.kept.has('support'); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  // Before any timeout.
  expect(house.stores.inspections.kept.get('support')).toMatchObject({ standbyFindings: [] });
  deadline.abort();
  await expect(failure).resolves.toMatchObject({
    name: expect.stringMatching(/^(InspectFailed|PairsUnreadable)$/),
    message: expect.stringContaining('hung: the inspection did not finish in time'),
  });
});
