/** The pictures in docs/images, of the real editor, in light and dark: `npm run docs:pictures`. */
module.exports = {
	...require('./jest.e2e.config.js'),
	roots: ['<rootDir>/test/pictures'],
};
