/** The packed package in n8n's queue mode, on PostgreSQL and Redis: `npm run test:queue`. */
module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	roots: ['<rootDir>/test/queue'],
	maxWorkers: 1,
	testTimeout: 180_000,
};
