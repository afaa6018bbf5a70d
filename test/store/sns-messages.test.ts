// Messages through the emulated SNS, which is as strict about subjects as the real one.
import { SNSClient } from '@aws-sdk/client-sns';
import { snsMessages } from '../../functions/platform/sns-messages.ts';
import { machine } from '../doubles/machine.ts';
import { openStoreCloud } from './store-cloud.ts';

const notify = async (...subjects: string[]) => {
  await using store = await openStoreCloud();
  const { arn } = store.cloud.sns.createTopic({ name: 'people' });
  const sns = new SNSClient(store.client);
  for (const subject of subjects)
    await snsMessages(sns, arn, machine.clock).notify({ subject, body: 'Zürich → Dublin' });
  sns.destroy();
  return store.cloud.sns.messages;
};

describe('a message to people', () => {
  test('reaches the topic with its subject and its body as it is', async () => {
    expect(await notify('support moved to dublin')).toMatchObject([
      { subject: 'support moved to dublin', message: 'Zürich → Dublin' },
    ]);
  });

  test('has a subject that SNS takes, whatever it was: plain, in one line, under a hundred characters', async () => {
    const [long, foreign, lines, empty] = await notify(
      `support ${'x'.repeat(200)}`,
      'Zürich → Genève',
      ' two\nlines\u0007',
      '\n',
    );
    expect(long?.subject).toMatch(/^support x{88}\.\.\.$/);
    expect(foreign?.subject).toBe('Zurich ? Geneve');
    expect(lines?.subject).toBe('two lines?');
    expect(empty?.subject).toBe('Twinbox');
  });
});
