import { createHash, createHmac } from 'node:crypto';

export type AwsCredentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

const SERVICE = 'kafka-cluster';
const EXPIRES_SECONDS = 900;

/**
 * A token for Amazon MSK with IAM: the presigned request of the action kafka-cluster:Connect, as MSK's own signers make
 * it (Signature Version 4 in the query, 15 minutes). Sent by SASL OAUTHBEARER.
 */
export function awsToken(input: { region: string; credentials: AwsCredentials; nowMs: number }): string {
  const signed = awsSignedUrl(input);
  return Buffer.from(`${signed}&User-Agent=leeway`).toString('base64url');
}

export function awsSignedUrl(input: { region: string; credentials: AwsCredentials; nowMs: number }): string {
  const { region, credentials } = input;
  const host = `kafka.${region}.amazonaws.com`;
  const at = new Date(input.nowMs).toISOString().replaceAll(/[-:]|\.\d+/gu, '');
  const day = at.slice(0, 8);
  const scope = `${day}/${region}/${SERVICE}/aws4_request`;
  const query = [
    ['Action', `${SERVICE}:Connect`],
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${credentials.accessKeyId}/${scope}`],
    ['X-Amz-Date', at],
    ['X-Amz-Expires', String(EXPIRES_SECONDS)],
    ['X-Amz-SignedHeaders', 'host'],
    ...(credentials.sessionToken === undefined ? [] : [['X-Amz-Security-Token', credentials.sessionToken]]),
  ] as [string, string][];
  const canonicalQuery = query
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(encoded)
    .join('&');
  const canonical = ['GET', '/', canonicalQuery, `host:${host}`, '', 'host', sha256('')].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const key = [day, region, SERVICE, 'aws4_request'].reduce<Buffer>(
    (secret, part) => hmac(secret, part),
    Buffer.from(`AWS4${credentials.secretAccessKey}`),
  );
  return `https://${host}/?${query.map(encoded).join('&')}&X-Amz-Signature=${hmac(key, toSign).toString('hex')}`;
}

/** RFC 3986: of the marks only - . _ ~ stay as they are. */
function encoded([name, value]: [string, string]): string {
  const strict = encodeURIComponent(value).replaceAll(
    /[!'()*]/gu,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${name}=${strict}`;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
