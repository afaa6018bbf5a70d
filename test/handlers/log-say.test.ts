// What of a failure reaches the log.
import { logSay } from '../../functions/handlers/log-say.ts';

test('a sentence is news; with a failure it is a warning that shows no more than name and message', () => {
  const lines: unknown[] = [];
  const say = logSay({
    info: (...line: unknown[]) => void lines.push(['info', ...line]),
    warn: (...line: unknown[]) => void lines.push(['warn', ...line]),
  });
  say('support is Healthy');
  say('the round failed', Object.assign(new Error('throttled'), { name: 'SlowDown', answer: 'secret' }));
  expect(lines).toEqual([
    ['info', 'support is Healthy'],
    ['warn', 'the round failed: AwsBusy: SlowDown: throttled', { failure: 'AwsBusy' }],
  ]);
});
