// The states of a run as they are drawn at a terminal.
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { liveStages } from '../../cli/runs/live-stages.ts';
import type { StageEvent } from '../../cli/runs/watch-run.ts';

const AT = '2026-01-15T09:00:00.000Z';

/** A terminal that keeps what was drawn on it. */
const screenOf = () => {
  const chunks: string[] = [];
  const stream = new PassThrough().on('data', (chunk) => chunks.push(String(chunk)));
  const screen = Object.assign(stream, { isTTY: true, columns: 100, rows: 40 }) as unknown as NodeJS.WriteStream;
  return { screen, text: () => stripVTControlCharacters(chunks.join('')) };
};

const left = (state: StageEvent['state'], outcome: string, ...evidence: readonly string[]): StageEvent => ({
  ...{ at: AT, state, event: 'left', outcome, evidence },
});

test('each state has its mark and what it found, and what was not needed says so', async () => {
  const { screen, text } = screenOf();
  const view = liveStages(screen, 'failover');
  view.show({ at: AT, state: 'Begin', event: 'entered' });
  view.show(left('Begin', 'recover', 'took the lease'));
  view.show(left('Confirm', 'again', 'london is silent'));
  view.show(left('Confirm', 'down', 'london is down'));
  view.show(left('StandDown', 'finished', 'stood down'));
  await view.end();
  expect(text()).toMatch(/✔ Begin +took the lease/);
  expect(text()).toMatch(/✔ Confirm +london is down/);
  expect(text()).toMatch(/↓ Fence +not needed/);
  expect(text()).not.toContain('ConfirmDrill');
});

test('a state that failed is marked, and nothing throws', async () => {
  const { screen, text } = screenOf();
  const view = liveStages(screen, 'drill');
  view.show(left('Begin', 'recover', 'took the lease'));
  view.show(left('Confirm', 'failed', 'london did not answer'));
  await view.end();
  expect(text()).toMatch(/✖ Confirm +london did not answer/);
  expect(text()).toMatch(/↓ ConfirmDrill +not needed/);
});
