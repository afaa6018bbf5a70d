// Which parts of a failure reach the log.
import { logSay } from '../../functions/contract/errors/log-say.ts';

test('logs a sentence as info, and one with a failure as a warning with only name and message', () => {
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
