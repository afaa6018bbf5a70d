// How the services differ in what they take for a good signature, and in how they refuse a bad one.

export interface SignatureStyle {
  /** Code and status where the signature is not that of the request under the caller's secret. */
  readonly mismatch: readonly [code: string, status: number];
  /** Code and status where the signer's clock is too far from the service's. */
  readonly skewed: readonly [code: string, status: number];
  readonly mostSkewMs: number;
  /** S3 signs the path as it stands in the request; the others encode it once more. */
  readonly escapesPath: boolean;
  /** S3 takes a body by the hash that the header names, or unsigned; the others hash what arrives. */
  readonly hashesBody: boolean;
}

const MINUTE_MS = 60_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const S3_SIGNATURES: SignatureStyle = {
  mismatch: ['SignatureDoesNotMatch', 403],
  skewed: ['RequestTimeTooSkewed', 403],
  mostSkewMs: 15 * MINUTE_MS,
  escapesPath: false,
  hashesBody: false,
};

/** Route 53, SNS. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
export const XML_SIGNATURES: SignatureStyle = {
  mismatch: ['SignatureDoesNotMatch', 403],
  skewed: ['SignatureDoesNotMatch', 403],
  mostSkewMs: 5 * MINUTE_MS,
  escapesPath: true,
  hashesBody: true,
};

/** Services that speak JSON. Assumed: they answer 400, as DynamoDB is seen to. */
export const JSON_SIGNATURES: SignatureStyle = {
  ...XML_SIGNATURES,
  mismatch: ['InvalidSignatureException', 400],
  skewed: ['InvalidSignatureException', 400],
};
