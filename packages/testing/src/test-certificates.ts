import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PEM texts. */
export type TestCertificate = { cert: string; key: string };

export type TestCertificates = {
  /** The authority that signed the two others. */
  ca: string;
  /** For localhost and 127.0.0.1. */
  server: TestCertificate;
  client: TestCertificate;
};

/** A certificate authority of its own and what it signed, made by openssl in `folder`; valid for a day. */
export async function makeTestCertificates(folder: string): Promise<TestCertificates> {
  await openssl(folder, [
    'req',
    '-x509',
    ...newKey('ca'),
    '-days',
    '1',
    '-subj',
    '/CN=Leeway test authority',
    '-out',
    'ca.pem',
  ]);
  const server = await sign(folder, 'server', 'subjectAltName=DNS:localhost,IP:127.0.0.1');
  const client = await sign(folder, 'client', 'extendedKeyUsage=clientAuth');
  return { ca: await readFile(join(folder, 'ca.pem'), 'utf8'), server, client };
}

async function sign(folder: string, name: string, extension: string): Promise<TestCertificate> {
  await openssl(folder, ['req', ...newKey(name), '-subj', `/CN=${name}`, '-out', `${name}.csr`]);
  await writeFile(join(folder, `${name}.ext`), `${extension}\n`);
  const signed = ['-in', `${name}.csr`, '-out', `${name}.pem`, '-extfile', `${name}.ext`];
  await openssl(folder, [
    'x509',
    '-req',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '1',
    ...signed,
  ]);
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  return { cert: await read(`${name}.pem`), key: await read(`${name}.key`) };
}

const newKey = (name: string): string[] => ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`];

async function openssl(folder: string, args: string[]): Promise<void> {
  await run('openssl', args, { cwd: folder });
}
