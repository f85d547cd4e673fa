import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import execa from 'execa';

/** A certificate for 127.0.0.1 that nobody trusts but who is told to. */
export interface Certificate {
	readonly key: string;
	readonly certificate: string;
	/** The certificate's file, for NODE_EXTRA_CA_CERTS. */
	readonly file: string;
	remove(): Promise<void>;
}

/** Makes one on P-256, which is what most services use, for a day. Needs `openssl`. */
export async function makeCertificate(): Promise<Certificate> {
	const folder = await mkdtemp(path.join(tmpdir(), 'certificate-'));
	const [keyFile, file] = [path.join(folder, 'key.pem'), path.join(folder, 'certificate.pem')];
	const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
	const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
	await execa('openssl', ['req', '-x509', ...kind, ...name, '-keyout', keyFile, '-out', file]);
	return {
		key: await readFile(keyFile, 'utf8'),
		certificate: await readFile(file, 'utf8'),
		file,
		remove: () => rm(folder, { recursive: true, force: true }),
	};
}
