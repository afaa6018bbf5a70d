// Avoids a second SHA-256 over a large body. The SDK hashes a body in memory only for the signature; TLS and the signed
// checksum that S3 compares protect it too. The SDK itself sends streamed bodies like this.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html

/** The part of an SDK command that this file needs: its own stack of middleware, which ends with the command. */
interface Stacked {
  readonly middlewareStack: {
    add(middleware: unknown, options: { readonly step: 'build'; readonly name: string }): void;
  };
}

interface Building {
  readonly request: { readonly headers: Record<string, string> };
}

/** Signs the command's headers and not its body. Only for commands that carry a checksum. */
export const leavePayloadUnsigned = (command: Stacked): void =>
  command.middlewareStack.add(
    (next: (args: Building) => Promise<unknown>) => (args: Building) => {
      args.request.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
      return next(args);
    },
    { step: 'build', name: 'leavePayloadUnsigned' },
  );
