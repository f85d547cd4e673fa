import type { CompanionServer } from './companionServer';
import type { Postgres } from './postgres';

/** What every process of n8n is told in queue mode: where the queue is, and where the workflows and executions are. */
export function queueEnvironment(postgres: Postgres, redis: CompanionServer): NodeJS.ProcessEnv {
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_DATABASE: postgres.database,
		DB_POSTGRESDB_PASSWORD: 'none is asked for',
	};
}
