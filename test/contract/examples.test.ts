// Every `@example EXPRESSION // VALUE` of the contract is evaluated, so that none of them tells anything untrue.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'functions/contract';
const EXAMPLE = /@example (\S.*) \/\/ (\S.*)$/gm;

interface Example {
  readonly file: string;
  readonly expression: string;
  readonly value: string;
}

const examples: readonly Example[] = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [...readFileSync(join(FOLDER, file), 'utf8').matchAll(EXAMPLE)].map(([, expression = '', value = '']) => ({
      file,
      expression,
      value,
    })),
  );

/** The value of an expression in which the exports of a module have their names. */
const evaluated = (expression: string, exported: Readonly<Record<string, unknown>>): unknown =>
  new Function(...Object.keys(exported), `return (${expression});`)(...Object.values(exported));

test('the contract has examples', () => expect(examples.length).toBeGreaterThan(15));

test.each(examples)('$file: $expression is $value', async ({ file, expression, value }) => {
  const exported = (await import(`../../${FOLDER}/${file}`)) as Readonly<Record<string, unknown>>;
  expect(evaluated(expression, exported)).toEqual(evaluated(value, {}));
});

test('an untrue example would fail', () => expect(evaluated('f(1)', { f: (one: number) => one + 1 })).not.toEqual(1));
