// Everything that was written during a scenario, wherever a person could read it afterwards. Only the bytes of backups
// are left out: they contain the configuration and belong only in the backup store.

import { metricKey } from '../../../packages/local-cloud/aws/cloudwatch/metric-store.ts';
import type { ObjectVersion } from '../../../packages/local-cloud/aws/s3/objects/stored-object.ts';
import { textOfVersion } from '../view/vault-view.ts';
import type { WorldView } from '../view/world-view.ts';
import type { Writing, WritingKind } from '../view/writing.ts';

const isBackup = ({ key }: ObjectVersion): boolean => key.endsWith('.nsb');

/** Every version of every object: an old revision of the record is still there to be read. */
const objectsOf = async (view: WorldView): Promise<readonly Writing[]> => {
  const found: Writing[] = [];
  for (const bucket of view.cloud.s3.buckets.values()) {
    for (const upload of bucket.uploads.values())
      found.push({
        kind: 'label',
        place: `labels of ${upload.key}`,
        text: JSON.stringify([upload.key, upload.metadata]),
      });
    for (const version of [...bucket.objects.values()].flat()) {
      const { key, metadata, contentType } = version;
      found.push({ kind: 'label', place: `labels of ${key}`, text: JSON.stringify([key, contentType, metadata]) });
      if (version.deleteMarker || isBackup(version)) continue;
      found.push({ kind: 'object', place: key, text: await textOfVersion(view, bucket.name, version) });
    }
  }
  return found;
};

const monitoringOf = ({ cloud }: WorldView): readonly Writing[] => [
  ...[...new Set(cloud.cloudwatch.samples().map(metricKey))].map(
    (text) => ({ kind: 'metric', place: 'a metric', text }) as const,
  ),
  ...[...cloud.cloudwatch.alarms, ...cloud.cloudwatch.composites.all].map(
    ([name, alarm]) => ({ kind: 'alarm', place: name, text: JSON.stringify(alarm) }) as const,
  ),
];

const ofEach = <T>(kind: WritingKind, place: string, items: Iterable<T>): readonly Writing[] =>
  [...new Set([...items].map((item) => JSON.stringify(item)))].map((text) => ({ kind, place, text }));

/** All of it. */
export const writingsOf = async (view: WorldView): Promise<readonly Writing[]> => {
  const { cloud } = view;
  return [
    ...view.logs.map(
      ({ functionName, line }) => ({ kind: 'log', place: `a log line of ${functionName}`, text: line }) as const,
    ),
    ...view.executions.map(({ name, input, output, error, cause }) => {
      const text = [input, output, error, cause].join(' ');
      return { kind: 'execution', place: `execution ${name}`, text } as const;
    }),
    ...view.histories.map((text) => ({ kind: 'history', place: "a state's input or output", text }) as const),
    ...cloud.sns.messages.map(({ subject, message }) => {
      const text = `${subject ?? ''} ${message}`;
      return { kind: 'message', place: 'a message', text } as const;
    }),
    ...(await objectsOf(view)),
    ...[...cloud.ssm.parameters.values()].map(
      ({ name, value }) => ({ kind: 'parameter', place: name, text: value }) as const,
    ),
    ...monitoringOf(view),
    ...[...cloud.route53.zones.values()].flatMap(({ log }) =>
      ofEach(
        'zone',
        'a zone',
        log.map(({ changes }) => changes),
      ),
    ),
    ...cloud.calls.flatMap(({ service, operation, principal, input }) =>
      principal === 'world' ? [] : ofEach('call', `${operation} of ${service} by ${principal}`, [input ?? null]),
    ),
    ...Object.values(view.appliances).flatMap(({ name, asked }) => ofEach('request', `a URL at ${name}`, asked)),
    ...view.elsewhere,
  ];
};
