/** The packed package for an hour in n8n's queue mode, with everything going wrong: `npm run test:soak`. */
module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	roots: ['<rootDir>/test/soak'],
	maxWorkers: 1,
};
