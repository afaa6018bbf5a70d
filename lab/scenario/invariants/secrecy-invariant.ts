// Invariant 8: what must appear nowhere, in any of the forms in which it travels.
import { knownSecrets } from '../secrecy/known-secrets.ts';
import { writingsOf } from '../secrecy/writings.ts';
import { searchFor } from '../view/encodings.ts';
import type { Invariant } from '../view/world-view.ts';

export const noSecrets: Invariant = {
  number: 8,
  message:
    "No secret appears in anything that was written: a log, an execution's input or output, a message, the record, a report.",
  check: async (view) => {
    const secretsIn = searchFor(knownSecrets(view));
    const found = (await writingsOf(view)).flatMap(({ place, text }) => secretsIn(text).map((name) => `${place} holds ${name}`));
    return [...new Set(found)];
  },
};
