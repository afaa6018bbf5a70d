// Reads the permissions of every role from a synthesized template, as text: references appear under their names in the
// code.

interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
}

/** One statement of one role, as text. */
export interface Permission {
  /** A function's name without the pair's, or the purpose of another role. */
  readonly holder: string;
  /** As in the template; a statement without a Sid is named after its first action. */
  readonly name: string;
  readonly refuses: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: string;
}

const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

const joined = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (Array.isArray(join)) return (join[1] as readonly unknown[]).map(joined).join(String(join[0]));
  return ` ${String(Array.isArray(attribute) ? attribute[0] : Ref).replace(/[0-9A-F]{8}$/, '')}`;
};

/** Without the prefix that every ARN has, and without the characters that Secrets Manager adds. */
const resourceWords = (value: unknown): string =>
  joined(value)
    .replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, '')
    .replace(/^:AccountId:/, '')
    .replace(/-\?{6}$/, '')
    .trim();

const conditionWords = (condition: Statement['Condition'] = {}): string =>
  Object.entries(condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => {
        const values = listOf(value).map(joined).join(', ').trim();
        return operator === 'Null' ? `${key} is ${values === 'true' ? 'absent' : 'given'}` : `${key}: ${values}`;
      }),
    )
    .join('; ');

const holderOf = (logicalId: string): string =>
  logicalId
    .replace(/^Functions(\w+)Role$/, '$1')
    .replace(/^Schedules(\w+)Role$/, 'the schedule of $1')
    .replace(/^RecoveryRole$/, 'the workflow')
    .replace(/^StartsRole$/, 'the alarm’s rule');

/** All statements of all roles, in the template's order. */
export const permissionsOf = ({ Resources }: Template): readonly Permission[] =>
  Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .flatMap(({ Properties }) => {
      const { Statement: statements } = Properties.PolicyDocument as { readonly Statement: readonly Statement[] };
      const holders = (Properties.Roles as readonly { readonly Ref: string }[]).map(({ Ref }) =>
        holderOf(Ref.replace(/[0-9A-F]{8}$/, '')),
      );
      return statements.flatMap(({ Sid, Effect, Action, Resource, Condition }) =>
        holders.map((holder) => ({
          holder,
          name: Sid ?? listOf(Action)[0] ?? '',
          refuses: Effect === 'Deny',
          actions: listOf(Action),
          resources: listOf(Resource).map(resourceWords),
          condition: conditionWords(Condition),
        })),
      );
    });
