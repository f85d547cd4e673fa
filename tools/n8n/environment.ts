import { lineOf, N8N_VERSION, type N8nVersion } from './versions';

/** What n8n is told by its environment. Nothing of this process's own N8N_* settings reaches it. */
export function n8nEnvironment(settings: {
	version: N8nVersion;
	userFolder: string;
	port: number;
	brokerPort: number;
	path: string;
}): NodeJS.ProcessEnv {
	return {
		...networkEnvironment(),
		PATH: settings.path,
		// n8n may read files under ~/.n8n-files only.
		HOME: settings.userFolder,
		N8N_USER_FOLDER: settings.userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(settings.port),
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		// A worker has no web server but this one, and it is off unless asked for.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(settings.port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		N8N_ENCRYPTION_KEY: 'a-key-for-a-folder-that-is-thrown-away',
		N8N_SECURE_COOKIE: 'false',
		N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		// n8n rejects every request while its database takes 5 s for a ping, which a busy disk may.
		DB_PING_INTERVAL_SECONDS: '86400',
		N8N_LOG_LEVEL: 'info',
		NO_COLOR: '1',
		...QUIET,
		// With its one connection to SQLite, n8n 1.x mixes up the transactions of requests that come at the same time.
		...(lineOf(settings.version) === 1 && { DB_SQLITE_POOL_SIZE: '4' }),
		// This module asks a host of n8n's maker. Older versions do not start if it is named.
		...(settings.version === N8N_VERSION && { N8N_DISABLED_MODULES: 'mcp-registry' }),
	};
}

/** n8n asks no host of its maker for anything. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
};

/** The setting that keeps requests to this machine from a proxy, added to what is there. */
export function directToThisMachine(): { NO_PROXY: string; no_proxy: string } {
	const direct = [process.env.NO_PROXY ?? process.env.no_proxy, '127.0.0.1', 'localhost'].filter(Boolean).join(',');
	return { NO_PROXY: direct, no_proxy: direct };
}

/** A proxy is needed for a real service that only it reaches, and must not be used for this machine. */
function networkEnvironment(): NodeJS.ProcessEnv {
	const names = 'HTTP_PROXY HTTPS_PROXY http_proxy https_proxy NODE_EXTRA_CA_CERTS SSL_CERT_FILE TZ'.split(' ');
	const kept = names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
	return { ...Object.fromEntries(kept), ...directToThisMachine() };
}
