// Every secret in the world: what the owner stored, what the appliances know and have issued, and what AWS gives to
// functions. One-time codes are left out, because six digits occur in any text.

import type { Secret } from '../view/encodings.ts';
import type { WorldView } from '../view/world-view.ts';

const SECRET_KEY = /secret|password|seed/i;

/** The fields of a stored secret that prove something; a user or a client id alone does not. */
const provingFields = (name: string, json: string): readonly Secret[] =>
  Object.entries(JSON.parse(json) as Record<string, unknown>).flatMap(([key, value]) =>
    SECRET_KEY.test(key) && typeof value === 'string' ? [{ name: `${key} of ${name}`, value }] : [],
  );

/** Those that exist by now; earlier versions of what was changed count as well. */
export const knownSecrets = ({
  appliances,
  cloud,
  secrets,
}: Pick<WorldView, 'appliances' | 'cloud' | 'secrets'>): readonly Secret[] => {
  const stored = [...cloud.secrets.secrets.values()].flatMap(({ name, versions }) =>
    versions.flatMap(({ value }) => provingFields(name, value)),
  );
  const known = Object.values(appliances).flatMap(({ name, account, loginAccount }) => [
    ...provingFields(`the API account of appliance ${name}`, JSON.stringify(account)),
    ...provingFields(`the person's account of appliance ${name}`, JSON.stringify(loginAccount ?? {})),
  ]);
  const issued = Object.values(appliances).flatMap((appliance) =>
    appliance.issued.map(({ kind, value }) => ({ name: `${kind} of ${appliance.name}`, value })),
  );
  const signatures = [...cloud.presigned].map((value) => ({ name: 'signature of a presigned URL', value }));
  return [...secrets, ...stored, ...known, ...issued, ...signatures];
};
