// Every statement that lets somebody do something, with who it is for: what the tests about powers ask.
import { resourcesOf, type Template } from './synthesized.ts';

export interface Statement {
  /** Path-like name of the holder, such as FunctionsFenceRole. */
  readonly holder: string;
  readonly sid: string;
  readonly actions: readonly string[];
  /** As text, with references in angle brackets. */
  readonly resources: readonly string[];
  readonly condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

/** References in angle brackets, pseudo parameters as they are called. */
export const inWords = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (Array.isArray(attribute)) return `<${attribute.join('.')}>`;
  if (Array.isArray(join)) return (join[1] as readonly unknown[]).map(inWords).join(String(join[0]));
  return `<${String(Ref)}>`;
};

/**
 * Allowing statements of all roles. Throws where a statement says what is *not* meant, since nobody can tell what that
 * allows.
 */
export const allowedBy = (template: Template): readonly Statement[] =>
  resourcesOf(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) => {
    const { Statement: statements } = Properties.PolicyDocument as { Statement: readonly Record<string, unknown>[] };
    const holders = (Properties.Roles as readonly { Ref: string }[]).map(({ Ref }) => Ref.replace(/[0-9A-F]{8}$/, ''));
    return statements.flatMap((statement) => {
      if ('NotAction' in statement || 'NotResource' in statement)
        throw new Error(`${holders.join()} is allowed by negation`);
      if (statement.Effect !== 'Allow') return [];
      return holders.map((holder) => ({
        holder,
        sid: String(statement.Sid ?? ''),
        actions: list(statement.Action as string | readonly string[]),
        resources: list(statement.Resource as unknown).map(inWords),
        condition: (statement.Condition ?? {}) as Statement['condition'],
      }));
    });
  });

/** Whether a pattern of IAM, with * and ?, covers the text. */
export const covers = (pattern: string, text: string): boolean => {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\<>]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 'i').test(text);
};

/** Statements whose actions cover this one, wildcards included. */
export const allowing = (template: Template, action: string): readonly Statement[] =>
  allowedBy(template).filter(({ actions }) => actions.some((pattern) => covers(pattern, action)));
