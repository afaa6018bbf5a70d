// The checker of regular expressions in JavaScript alone; its own types describe the entry that starts other programs.
declare module 'recheck/lib/browser.js' {
  interface Parameters {
    readonly checker?: 'auto' | 'automaton' | 'fuzz';
    readonly timeout?: number | null;
  }
  interface Verdict {
    readonly status: 'safe' | 'vulnerable' | 'unknown';
    readonly complexity?: { readonly type: string };
    readonly error?: { readonly kind: string };
  }
  const recheck: { checkSync(source: string, flags: string, parameters?: Parameters): Verdict };
  export = recheck;
}
