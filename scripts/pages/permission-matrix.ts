// Prints the permission table: which function may do what, and under which condition. Fails if the roles of a template
// hold anything else.
import type { Reach } from '../../lib/access/grant-conditions.ts';
import type { PermissionRow } from '../../lib/access/permission-row.ts';
import { PERMISSION_NAMES, PERMISSIONS } from '../../lib/access/permission-table.ts';
import { idOf } from '../../lib/functions/twinbox-function.ts';

/** Permissions by the names of their holders. */
export type Held = ReadonlyMap<string, ReadonlySet<string>>;

const ROWS: readonly PermissionRow[] = PERMISSION_NAMES.map((name) => PERMISSIONS[name]);

/** The table as Markdown, one row a permission. */
export const permissionMatrix = (): string =>
  [
    '| may | only if | functions | statements |',
    '| --- | --- | --- | --- |',
    ...ROWS.map(
      ({ may, onlyIf, functions, statements }) =>
        `| ${[may, onlyIf?.means ?? '', functions.map(idOf).join(', '), statements.join(', ')].join(' | ')} |`,
    ),
  ].join('\n');

/** What the table gives each function of a pair whose settings meet every other condition. */
const given = (reach: Reach): Held => {
  const held = new Map<string, Set<string>>();
  const rows = ROWS.filter(({ onlyIf }) => !onlyIf?.reach || onlyIf.reach === reach);
  for (const { functions, statements } of rows)
    for (const name of functions.map(idOf)) held.set(name, new Set([...(held.get(name) ?? []), ...statements]));
  return held;
};

const beyond = (these: Held, those: Held): readonly string[] =>
  [...these].flatMap(([holder, names]) =>
    [...names].filter((name) => !those.get(holder)?.has(name)).map((name) => `${holder} ${name}`),
  );

/**
 * Throws if a function of the template holds a statement that the table does not give it, or lacks one that it gives.
 * The template must be that of a pair whose settings use every method.
 */
export const assertAsInTable = (template: Held, reach: Reach): void => {
  const table = given(reach);
  const [unlisted, missing] = [beyond(template, table), beyond(table, template)];
  if (unlisted.length + missing.length === 0) return;
  throw new Error(
    `the template and the permission table differ: expected none beyond the table, found ${unlisted.join(', ') || 'none'}; missing: ${missing.join(', ') || 'none'}. Fix: list each statement in lib/access/permission-table.ts, in the row whose grant makes it.`,
  );
};
