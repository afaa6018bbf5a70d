// Secrets to plant, and the search for them in anything: objects with their hidden properties, errors with their
// causes, text, and each secret also as the transports write it.
import { inspect } from 'node:util';

export const PLANTED = {
  clientId: 'planted-client-id-5f1c',
  clientSecret: 'planted-client-secret-77aa',
  backupPassword: 'planted-backup-password-09be',
  token: 'planted-token-c3d4',
  answer: 'planted-in-an-answer-e5f6',
} as const;

const basic = Buffer.from(`${PLANTED.clientId}:${PLANTED.clientSecret}`).toString('base64');

const writtenAs = (secret: string): readonly string[] => [
  secret,
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('hex'),
  encodeURIComponent(secret),
];

/** A client id names an account and proves nothing, so it alone may be told. */
const SECRETS = Object.entries(PLANTED).flatMap(([name, secret]) =>
  name === 'clientId' ? [] : writtenAs(secret).map((text) => [name, text] as const),
);

/** Names of the planted secrets that stand anywhere in what was found; empty is good. */
export const leaked = (...found: readonly unknown[]): readonly string[] => {
  const text = found
    .map((one) =>
      typeof one === 'string'
        ? one
        : inspect(one, { depth: 12, showHidden: true, maxStringLength: null, maxArrayLength: null }),
    )
    .join('\n');
  return [
    ...new Set(
      [...SECRETS, ['basic', basic] as const].flatMap(([name, secret]) => (text.includes(secret) ? [name] : [])),
    ),
  ];
};

/** The console, to be listened at. */
export const { console: LOG } = globalThis;

/** Everything that is written to the console or to standard output and error while the work runs. */
export const writtenDuring = async (work: () => Promise<unknown>): Promise<string> => {
  const written: string[] = [];
  const keep = (...parts: readonly unknown[]): void => void written.push(parts.map((part) => inspect(part)).join(' '));
  const names = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;
  const consoles = names.map((name) => [name, LOG[name]] as const);
  const streams = [process.stdout, process.stderr].map((stream) => [stream, stream.write] as const);
  for (const [name] of consoles) LOG[name] = keep;
  for (const [stream] of streams) {
    stream.write = ((chunk: string | Uint8Array) => {
      written.push(String(chunk));
      return true;
    }) as typeof stream.write;
  }
  try {
    await work();
  } finally {
    for (const [name, original] of consoles) LOG[name] = original;
    for (const [stream, original] of streams) stream.write = original;
  }
  return written.join('\n');
};
