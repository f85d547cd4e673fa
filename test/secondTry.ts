// Real servers and real time have their own races on a busy machine: a test that fails is tried once more, and what failed
// the first time is in the log.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
