// What every way of telling the outside must do: points by pair, messages in order.
import type { Messages } from '../../functions/platform/messages.ts';
import type { MetricPoint, Metrics } from '../../functions/platform/metrics.ts';

export interface OutwardUnderTest extends AsyncDisposable {
  readonly metrics: Metrics;
  readonly messages: Messages;
  points(): readonly (MetricPoint & { readonly pair: string })[];
  notified(): readonly { readonly subject: string; readonly body: string }[];
}

export const outwardContract = (name: string, open: () => Promise<OutwardUnderTest>): void => {
  describe(`${name} tells the outside`, () => {
    // CloudWatch keeps whole minutes of points that are not of high resolution.
    const minuteMs = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;
    const at = new Date(minuteMs).toISOString();
    const down: MetricPoint = {
      name: 'PrimaryDown',
      value: 1,
      at: new Date(minuteMs + 10_000).toISOString(),
      highResolution: true,
    };
    const age: MetricPoint = { name: 'BackupAgeMinutes', value: 61.5, at, highResolution: false };

    test('points bear their pair, their own time and their resolution', async () => {
      await using outside = await open();
      await outside.metrics.put('support', [down, age]);
      await outside.metrics.put('archive', [down]);
      expect(outside.points()).toEqual([
        { pair: 'support', ...down },
        { pair: 'support', ...age },
        { pair: 'archive', ...down },
      ]);
    });

    test('without a point none is put', async () => {
      await using outside = await open();
      await outside.metrics.put('support', []);
      expect(outside.points()).toEqual([]);
    });

    test('messages arrive as they are, in order; news of a recovery under way too', async () => {
      await using outside = await open();
      await outside.messages.notify({ subject: 'support: fenced', body: 'Zürich → Dublin', about: 'progress' });
      await outside.messages.notify({ subject: 'support moved', body: 'All is well.' });
      expect(outside.notified()).toEqual([
        { subject: 'support: fenced', body: 'Zürich → Dublin' },
        { subject: 'support moved', body: 'All is well.' },
      ]);
    });
  });
};
