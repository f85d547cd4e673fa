// The real n8n, a browser, PostgreSQL and Redis have their own races: a test that fails is tried once more, and what
// failed the first time is in the log.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
