// Invariant 8: what must appear nowhere, in any of the forms in which it travels.
import { textOfVersion } from '../vault-story.ts';
import type { Invariant, WorldView } from '../world-view.ts';

/** Secrets as they are, as boxes know them now, and as they stand in a URL or an Authorization header. */
const formsOf = (view: WorldView): readonly string[] => {
  const accounts = Object.values(view.boxes).map(({ account }) => account);
  const plain = [...view.secrets, ...accounts.map(({ clientSecret }) => clientSecret)].filter((secret) => secret.length > 0);
  const basic = accounts.map(({ clientId, clientSecret }) => Buffer.from(`${clientId}:${clientSecret}`).toString('base64'));
  return [...new Set([...plain, ...plain.map(encodeURIComponent), ...basic])];
};

interface Place {
  readonly place: string;
  readonly text: string;
}

/** Every version of every object that is text: an old revision of the record is still there to be read. */
const objectsOf = async (view: WorldView): Promise<readonly Place[]> => {
  const places: Place[] = [];
  for (const bucket of view.cloud.s3.buckets.values()) {
    for (const version of [...bucket.objects.values()].flat()) {
      if (version.deleteMarker || !/\.(json|html|txt)$/.test(version.key)) continue;
      places.push({ place: version.key, text: await textOfVersion(view, bucket.name, version) });
    }
  }
  return places;
};

export const noSecrets: Invariant = {
  number: 8,
  says: "No secret appears in a log, an execution's input or output, the record or a report.",
  check: async (view) => {
    const secrets = formsOf(view);
    const places: readonly Place[] = [
      ...view.logs.map(({ functionName, line }) => ({ place: `a log line of ${functionName}`, text: line })),
      ...view.executions.map(({ name, input, output, error, cause }) => ({
        place: `execution ${name}`,
        text: [input, output, error, cause].join(' '),
      })),
      ...view.histories.map((text) => ({ place: "a state's input or output", text })),
      ...view.cloud.sns.messages.map(({ subject, message }) => ({ place: 'a message', text: `${subject ?? ''} ${message}` })),
      ...(await objectsOf(view)),
    ];
    const found = places.filter(({ text }) => secrets.some((secret) => text.includes(secret)));
    return [...new Set(found.map(({ place }) => `${place} holds a secret`))];
  },
};
