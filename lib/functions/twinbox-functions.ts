// All functions of the contract, each once.
import { join } from 'node:path';
import { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName } from '../../functions/contract/runtime/functions.ts';
import { reservedFor } from './concurrency.ts';
import { TwinboxFunction } from './twinbox-function.ts';

export interface TwinboxFunctionsProps {
  /** Folder with one folder per function. */
  readonly folder: string;
  /** Name of the pair that they serve. */
  readonly pair: string;
  /** Whether concurrency is reserved for them. */
  readonly reserve?: boolean;
}

export class TwinboxFunctions extends Construct {
  /** In the order of the contract. */
  readonly all: readonly TwinboxFunction[];

  constructor(scope: Construct, id: string, props: TwinboxFunctionsProps) {
    super(scope, id);
    const { pair, reserve = false } = props;
    this.all = FUNCTIONS.map((spec) => {
      const reserved = reserve ? { reservedConcurrency: reservedFor(spec.verb) } : {};
      return new TwinboxFunction(this, { ...spec, ...reserved, pair, folder: join(props.folder, spec.verb) });
    });
  }

  /** The function of that name. */
  of(verb: FunctionName): TwinboxFunction {
    const found = this.all.find((candidate) => candidate.verb === verb);
    if (!found)
      throw new RangeError(
        `there is no function ${verb}; the functions are ${this.all.map((one) => one.verb).join(', ')}`,
      );
    return found;
  }

  /** The functions of those names. */
  these(...verbs: readonly FunctionName[]): readonly TwinboxFunction[] {
    return verbs.map((verb) => this.of(verb));
  }
}
