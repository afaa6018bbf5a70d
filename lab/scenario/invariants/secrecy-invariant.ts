// Invariant 8: no secret appears anywhere, in any encoding.
import { knownSecrets } from '../secrecy/known-secrets.ts';
import { writingsOf } from '../secrecy/writings.ts';
import { searchFor } from '../view/encodings.ts';
import type { Invariant } from '../view/world-view.ts';

export const noSecrets: Invariant = {
  number: 8,
  message:
    'No secret appears in anything that was written: logs, inputs and outputs of executions, notifications, the pair record, reports.',
  check: async (view) => {
    const secretsIn = searchFor(knownSecrets(view));
    const found = (await writingsOf(view)).flatMap(({ place, text }) =>
      secretsIn(text).map((name) => `${place} contains ${name}`),
    );
    return [...new Set(found)];
  },
};
