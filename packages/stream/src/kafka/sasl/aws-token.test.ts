import { expect, it } from 'vitest';
import { awsSignedUrl, awsToken } from './aws-token.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const at = { region: 'eu-central-1', nowMs: Date.UTC(2026, 10, 25, 8) };
const start =
  'https://kafka.eu-central-1.amazonaws.com/?Action=kafka-cluster%3AConnect&X-Amz-Algorithm=AWS4-HMAC-SHA256' +
  '&X-Amz-Credential=AKIDEXAMPLE%2F20261125%2Feu-central-1%2Fkafka-cluster%2Faws4_request&X-Amz-Date=20261125T080000Z' +
  '&X-Amz-Expires=900&X-Amz-SignedHeaders=host';

// Signed by botocore 1.44.8 (SigV4QueryAuth), which MSK's own Python signer uses.
it('signs as botocore does', () => {
  expect(awsSignedUrl({ ...at, credentials })).toBe(
    `${start}&X-Amz-Signature=5a595f93ac1638dcdecff154b230717ff194c5c12c7542b99744077a28eff7e7`,
  );
  expect(awsSignedUrl({ ...at, credentials: { ...credentials, sessionToken: 'a/session+token==' } })).toBe(
    `${start}&X-Amz-Security-Token=a%2Fsession%2Btoken%3D%3D` +
      '&X-Amz-Signature=a381a21e2d4f3448d73ed383727fab1aff666170eba85be3504d31cf15b9f68d',
  );
});

it('packs it as a bearer token', () => {
  const token = awsToken({ ...at, credentials });
  expect(token).toMatch(/^[A-Za-z0-9_-]+$/u);
  expect(Buffer.from(token, 'base64url').toString()).toContain('X-Amz-Signature=5a595f93');
});
