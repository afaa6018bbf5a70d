// The settings of each pair as the functions read them: one SSM parameter a pair, every default filled in.
import { Stack } from 'aws-cdk-lib';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';

export interface PairParametersProps {
  readonly pairs: readonly PairSettings[];
}

export class PairParameters extends Construct {
  private readonly parameters: ReadonlyMap<string, StringParameter>;

  constructor(scope: Construct, id: string, props: PairParametersProps) {
    super(scope, id);
    this.parameters = new Map(
      props.pairs.map((pair) => {
        const parameter = new StringParameter(this, pair.name, {
          parameterName: `/twinbox/pairs/${pair.name}`,
          description: `Twinbox: settings of the pair ${pair.name}`,
          stringValue: JSON.stringify(pair),
          // SSM itself takes an advanced one once the settings outgrow 4096 bytes. A tier chosen here would be refused on the way back:
          // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
          tier: ParameterTier.INTELLIGENT_TIERING,
        });
        return [pair.name, parameter];
      }),
    );
  }

  /** Reads the settings of every pair. */
  grantRead(reader: TwinboxFunction): void {
    const names = Object.fromEntries([...this.parameters].map(([pair, parameter]) => [pair, parameter.parameterName]));
    reader.setVariable('SETTINGS_PARAMETERS', Stack.of(this).toJsonString(names));
    reader.permit({
      sid: 'ReadSettings',
      actions: ['ssm:GetParameter'],
      resources: [...this.parameters.values()].map((parameter) => parameter.parameterArn),
    });
  }
}
