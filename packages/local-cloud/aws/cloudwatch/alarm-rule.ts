// The rule of a composite alarm: parsed once, then evaluated whenever one of its alarms changes.
// Source: AlarmRule in https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
import { AwsError } from '../aws-error.ts';
import type { AlarmStateValue } from './alarm-evaluation.ts';

export interface AlarmExpression {
  /** Names of the alarms that it refers to, each once. */
  readonly children: readonly string[];
  /** `stateOf` is undefined for an alarm that does not exist: no function about it is true. */
  holds(stateOf: (name: string) => AlarmStateValue | undefined): boolean;
}

type Node = (stateOf: (name: string) => AlarmStateValue | undefined) => boolean;

const MOST_LETTERS = 10_240;
const MOST_CHILDREN = 100;
const MOST_ELEMENTS = 500;
const STATES: readonly AlarmStateValue[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

const refuse = (rule: string, why: string): never => {
  throw new AwsError('ValidationError', `AlarmRule is not valid: ${why} in ${rule}`);
};

/** Parentheses, quoted names, and words: functions, operators and unquoted names. */
const tokensOf = (rule: string): readonly string[] => {
  if (rule.length > MOST_LETTERS) refuse(`${rule.slice(0, 100)}...`, `more than ${MOST_LETTERS} characters`);
  return rule.match(/"[^"]*"|[()]|[^\s()"]+|"/g) ?? [];
};

/** A name, or the name at the end of an ARN. */
const nameOf = (token: string): string => {
  const text = token.replaceAll('"', '');
  return /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(text)?.[1] ?? text;
};

/**
 * NOT binds closest, then AND, then OR; AWS's pages set parentheses wherever that matters, so this order is assumed.
 */
class RuleReader {
  readonly children = new Set<string>();
  private readonly rule: string;
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(rule: string) {
    this.rule = rule;
    this.tokens = tokensOf(rule);
  }

  all(): Node {
    const node = this.either();
    if (this.at < this.tokens.length) refuse(this.rule, `unexpected ${this.tokens[this.at]}`);
    if (this.children.size > MOST_CHILDREN) refuse(this.rule, `more than ${MOST_CHILDREN} alarms`);
    const elements = this.tokens.filter((token) => !['AND', 'OR', 'NOT'].includes(token));
    if (elements.length > MOST_ELEMENTS) refuse(this.rule, `more than ${MOST_ELEMENTS} elements`);
    return node;
  }

  private take(): string {
    this.at += 1;
    return this.tokens[this.at - 1] ?? refuse(this.rule, 'an unfinished expression');
  }

  private isNext(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.isNext(token)) refuse(this.rule, `expected ${token}, found ${this.tokens[this.at] ?? 'the end'}`);
  }

  private either(): Node {
    const parts = [this.both()];
    while (this.isNext('OR')) parts.push(this.both());
    return (stateOf) => parts.some((part) => part(stateOf));
  }

  private both(): Node {
    const parts = [this.one()];
    while (this.isNext('AND')) parts.push(this.one());
    return (stateOf) => parts.every((part) => part(stateOf));
  }

  private one(): Node {
    const token = this.take();
    if (token === 'NOT') {
      const node = this.one();
      return (stateOf) => !node(stateOf);
    }
    if (token === 'TRUE' || token === 'FALSE') return () => token === 'TRUE';
    if (token === '(') {
      const node = this.either();
      this.expect(')');
      return node;
    }
    return this.alarm(token);
  }

  private alarm(word: string): Node {
    const state = STATES.find((known) => known === word);
    if (state === undefined && this.tokens[this.at] === '(')
      throw new AwsError('NotImplemented', `${word} in the rule of a composite alarm is not emulated`, 501);
    if (state === undefined) return refuse(this.rule, `unexpected ${word}`);
    this.expect('(');
    const name = nameOf(this.take());
    if (['', '(', ')'].includes(name)) refuse(this.rule, `${state} without an alarm`);
    this.expect(')');
    this.children.add(name);
    return (stateOf) => stateOf(name) === state;
  }
}

/** @throws ValidationError where AWS refuses it, NotImplemented for a function that is not emulated, by its name */
export const readAlarmRule = (rule: string): AlarmExpression => {
  const reader = new RuleReader(rule);
  const holds = reader.all();
  return { children: [...reader.children], holds };
};
