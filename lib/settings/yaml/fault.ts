// A fault in the settings, and how it is printed. It holds everything needed to fix it.

export interface Fault {
  /** Line in the file, from 1. */
  readonly line: number;
  /** `pairs[0].appliances[1].address`; empty for the file as a whole. */
  readonly path: string;
  /** The value found, as written in YAML; undefined if there is none. Never holds anything that may be a secret. */
  readonly value?: string;
  /** What is allowed. */
  readonly allowed: string;
  /** What to do. */
  readonly fix: string;
}

/** Worth knowing, but does not stop the synth. */
export interface Warning {
  readonly path: string;
  readonly message: string;
}

/** The settings have faults: all of them are in `faults`, in the order of the file. */
export class SettingsFaultyError extends Error {
  override readonly name = 'SettingsFaultyError';
  readonly faults: readonly Fault[];

  constructor(file: string, unsorted: readonly Fault[]) {
    const faults = [...unsorted].sort((one, other) => one.line - other.line);
    super(describeFaults(file, faults));
    this.faults = faults;
  }
}

const describeFault = (file: string, fault: Fault): string =>
  [
    `${file}:${fault.line}  ${fault.path || '(the whole file)'}`,
    `    found    ${fault.value ?? '(nothing)'}`,
    `    allowed  ${fault.allowed}`,
    `    fix      ${fault.fix}`,
  ].join('\n');

/** All faults with their lines, ready to print. */
const describeFaults = (file: string, faults: readonly Fault[]): string =>
  `${file} has ${faults.length === 1 ? 'one fault' : `${faults.length} faults`}:\n\n${faults.map((fault) => describeFault(file, fault)).join('\n\n')}\n`;
