// All functions of the contract, each once.
import { join } from 'node:path';
import { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName } from '../functions/contract/functions.ts';
import { reservedFor } from './concurrency.ts';
import { TwinboxFunction } from './twinbox-function.ts';

export interface TwinboxFunctionsProps {
  /** Folder with one folder a function. */
  readonly folder: string;
  /** Number of pairs for which concurrency is reserved; left out: none is. */
  readonly reserveForPairs?: number;
}

export class TwinboxFunctions extends Construct {
  /** In the order of the contract. */
  readonly all: readonly TwinboxFunction[];

  constructor(scope: Construct, id: string, props: TwinboxFunctionsProps) {
    super(scope, id);
    const { reserveForPairs: pairs } = props;
    this.all = FUNCTIONS.map((spec) => {
      const reserved = pairs === undefined ? {} : { reservedConcurrency: reservedFor(spec.verb, pairs) };
      return new TwinboxFunction(this, { ...spec, ...reserved, folder: join(props.folder, spec.verb) });
    });
  }

  /** The function of that name. */
  of(verb: FunctionName): TwinboxFunction {
    const found = this.all.find((candidate) => candidate.verb === verb);
    if (!found) throw new RangeError(`there is no function ${verb}; there are ${this.all.map((one) => one.verb).join(', ')}`);
    return found;
  }

  /** The functions of those names. */
  these(...verbs: readonly FunctionName[]): readonly TwinboxFunction[] {
    return verbs.map((verb) => this.of(verb));
  }
}
